#include "circuit.cuh"

KERNEL(circuit_pull_d, CircuitArguments<double>, circuitPull<double>)
