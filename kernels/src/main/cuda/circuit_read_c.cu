#include "circuit.cuh"

KERNEL(circuit_read_c, CircuitArguments<Complex<float> >, circuitRead<Complex<float> >)
