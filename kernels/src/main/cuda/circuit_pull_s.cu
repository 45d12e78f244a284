#include "circuit.cuh"

KERNEL(circuit_pull_s, CircuitArguments<float>, circuitPull<float>)
