#include "circuit.cuh"

KERNEL_FITTING(circuit_pull_c, CircuitArguments<Complex<float> >, circuitPull<Complex<float> >, 128, 2)
