#include "circuit.cuh"

KERNEL_FITTING(circuit_pull_d, CircuitArguments<double>, circuitPull<double>, 128, 2)
