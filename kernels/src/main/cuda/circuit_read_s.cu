#include "circuit.cuh"

KERNEL(circuit_read_s, CircuitArguments<float>, circuitRead<float>)
