"""Results as a table, beside those of the backend, and as a line of JSON."""

import json
import re

BYTES = {"double": 16, "single": 8}


def figures(results, qubits, samples):
    """One dictionary for each time, with what it means in bytes or circuits a second."""
    many = {"quanvolution": samples, "noisy-quanvolution": samples, "reupload": max(8, samples // 64)}
    rows = []
    for key in results.times:
        workload, precision, way, place = key
        best = results.best(key)
        row = {"workload": workload, "precision": precision, "way": way, "place": place}
        row.update(seconds=best, median=results.median(key), runs=len(results.times[key]))
        if workload in many:
            row["per_second"] = many[workload] / best
        elif workload == "copy" or workload.startswith("step"):
            row["bytes_per_second"] = 2 * (BYTES[precision] << qubits) / best
        if (*key[:3], "card") in results.errors:
            row["error"] = results.errors[(*key[:3], "card")]
        rows.append(row)
    return rows


def rate(row):
    if "per_second" in row:
        return f"{row['per_second'] / 1e6:.4g} M/s"
    if "bytes_per_second" in row:
        return f"{row['bytes_per_second'] / 1e12:.3f} TB/s"
    return ""


def table(rows):
    head = f"{'workload':24}{'precision':10}{'way':42}{'data':8}"
    print(f"{head}{'best ms':>10}{'median':>10}{'runs':>5}  {'rate':14}error")
    for row in rows:
        error = f"{row['error']:.1e}" if "error" in row else ""
        print(
            f"{row['workload']:24}{row['precision']:10}{row['way']:42}{row['place']:8}{1e3 * row['seconds']:10.3f}"
            f"{1e3 * row['median']:10.3f}{row['runs']:5}  {rate(row):14}{error}"
        )


# Figures of gpu-check, and what that is here: the workload, whether it is a polynomial, where the data is.
SAME = [
    (r"(qft-\d+|brick-\d+|strongly-entangling-\d+)\.seconds", None, False, "card"),
    (r"(noisy-quanvolution|quanvolution|reupload)(?:\.(\w+))?\.[a-z-]+-per-second", None, False, "arrays"),
    (r"closed-form\.(\w+)\.windows-per-second", "quanvolution", True, "arrays"),
    (r"closed-form\.(\w+)\.on-card\.4-features\.[a-z-]+\.windows-per-second", "quanvolution", True, "card"),
]


def fastest(rows, name):
    """The fastest row for a figure of gpu-check, or None. A Fourier transform of the library simulates no circuit."""
    for pattern, workload, polynomial, place in SAME:
        match = re.fullmatch(pattern, name)
        if match:
            groups = list(match.groups())
            workload = workload or groups.pop(0)
            wanted = workload, (groups and groups[0] or "double").lower(), place
            some = [
                row
                for row in rows
                if (row["workload"], row["precision"], row["place"]) == wanted
                and ("polynomial" in row["way"]) == polynomial
                and "Fourier" not in row["way"]
            ]
            return min(some, key=lambda row: row["seconds"], default=None)
    return None


def beside(rows, file):
    """What gpu-check measured, and the fastest way here to do the same."""
    with open(file) as results:
        ours = json.load(results).get("benchmarks", {})
    print(f"\n{'figure of gpu-check':72}{'Ketwright':>12}{'fastest here':>14}{'Ketwright is':>16}  way")
    for name, value in ours.items():
        row = fastest(rows, name)
        if row:
            there = row.get("per_second", row["seconds"])
            faster = value / there if "per_second" in row else there / value
            print(f"{name:72}{value:12.4g}{there:14.4g}{faster:10.3g} times  {row['way']}")


def line(file, libraries, samples, rows, seconds):
    content = {**libraries.describe(), "qubits": libraries.qubits, "samples": samples, "seconds": seconds}
    content["figures"] = rows
    text = json.dumps(content)
    print(text)
    if file:
        with open(file, "w") as out:
            out.write(text + "\n")
