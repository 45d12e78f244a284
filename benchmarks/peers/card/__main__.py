"""The circuits of the benchmarks of the cuda backend, as users of PyTorch and CuPy would write them. ../README.md says
more."""

import time

STARTED = time.perf_counter()

import argparse
import sys

import report
from libraries import Libraries
from measure import Results
from workloads import FEW_QUBITS, Workloads, by_gates, in_few_sweeps


CHECK_FAILED = 4


def parse():
    parser = argparse.ArgumentParser(prog="card", description=__doc__)
    parser.add_argument("results", nargs="?", help="file for the line of JSON")
    parser.add_argument("--qubits", type=int, default=28, help="of large states, or as many as fit (28)")
    parser.add_argument("--samples", type=int, default=1 << 20, help="filters in a batch (2^20)")
    parser.add_argument("--seconds-limit", type=float, default=60, help="nothing begins after so many seconds (60)")
    parser.add_argument("--device", choices=["cuda", "cpu"], default="cuda", help="cpu: PyTorch alone, to try it out")
    parser.add_argument("--beside", metavar="FILE", help="results of gpu-check, to be shown beside these")
    arguments = parser.parse_args()
    if arguments.qubits < FEW_QUBITS or arguments.samples < 64:
        parser.error(f"at least {FEW_QUBITS} qubits and 64 samples")
    return arguments


def main():
    arguments = parse()
    libraries = Libraries(arguments.device, arguments.qubits)
    results = Results(STARTED + arguments.seconds_limit)
    workloads = Workloads(libraries, results, arguments.samples)
    for measured in (
        workloads.single_steps,
        lambda precision: workloads.circuits(precision, in_few_sweeps),
        workloads.filters,
        workloads.noisy_filters,
        workloads.pullbacks,
        lambda precision: workloads.circuits(precision, by_gates),
    ):
        for precision in ("double", "single"):
            measured(precision)
    figures = report.figures(results, libraries.qubits, arguments.samples)
    report.table(figures)
    if arguments.beside:
        report.beside(figures, arguments.beside)
    for key in results.left_out:
        print("left out for want of time:", *key)
    for key, reason in results.failed:
        print("failed:", *key, reason)
    report.line(arguments.results, libraries, arguments.samples, figures, time.perf_counter() - STARTED)
    return CHECK_FAILED if results.failed else 0


sys.exit(main())
