#include "circuit.cuh"

KERNEL_FITTING(circuit_read_s, CircuitArguments<float>, circuitRead<float>, MOST_THREADS, 2)
