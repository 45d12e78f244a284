#include "circuit.cuh"

KERNEL_FITTING(circuit_pull_z, CircuitArguments<Complex<double> >, circuitPull<Complex<double> >, 128, 3)
