#include "circuit.cuh"

KERNEL_FITTING(circuit_pull_s, CircuitArguments<float>, circuitPull<float>, 128, 2)
