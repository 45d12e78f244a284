#include "circuit.cuh"

KERNEL(circuit_read_d, CircuitArguments<double>, circuitRead<double>)
