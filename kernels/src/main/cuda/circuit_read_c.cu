#include "circuit.cuh"

KERNEL_FITTING(circuit_read_c, CircuitArguments<Complex<float> >, circuitRead<Complex<float> >, MOST_THREADS, 2)
