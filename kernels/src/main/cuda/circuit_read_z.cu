#include "circuit.cuh"

KERNEL_FITTING(circuit_read_z, CircuitArguments<Complex<double> >, circuitRead<Complex<double> >, MOST_THREADS, 2)
