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


def fastest(rows, workload, precision, places):
    """The fastest row of a workload, or None."""
    some = [r for r in rows if r["workload"] == workload and r["precision"] == precision and r["place"] in places]
    return min(some, key=lambda row: row["seconds"], default=None)


def beside(rows, file):
    """What gpu-check measured, and the fastest way here: circuits on the card, batches from arrays to arrays."""
    with open(file) as results:
        ours = json.load(results)["benchmarks"]
    print(f"\n{'figure of gpu-check':58}{'Ketwright':>12}{'fastest here':>14}{'Ketwright is':>16}  way")
    for name, value in ours.items():
        row, there, faster = None, None, None
        batch = re.fullmatch(r"(quanvolution|noisy-quanvolution|reupload)(?:\.(DOUBLE|SINGLE))?\..*-per-second", name)
        if name.endswith(".seconds"):
            row = fastest(rows, name.removesuffix(".seconds"), "double", ["card"])
            there = row and row["seconds"]
            faster = row and there / value
        elif batch:
            row = fastest(rows, batch[1], (batch[2] or "DOUBLE").lower(), ["arrays"])
            there = row and row["per_second"]
            faster = row and value / there
        if row:
            print(f"{name:58}{value:12.4g}{there:14.4g}{faster:9.2f} times  {row['way']}")


def line(file, libraries, samples, rows, seconds):
    content = {**libraries.describe(), "qubits": libraries.qubits, "samples": samples, "seconds": seconds}
    content["figures"] = rows
    text = json.dumps(content)
    print(text)
    if file:
        with open(file, "w") as out:
            out.write(text + "\n")
