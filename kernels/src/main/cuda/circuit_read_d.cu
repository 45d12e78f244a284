#include "circuit.cuh"

KERNEL_FITTING(circuit_read_d, CircuitArguments<double>, circuitRead<double>, MOST_THREADS, 2)
