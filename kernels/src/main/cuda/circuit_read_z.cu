#include "circuit.cuh"

KERNEL(circuit_read_z, CircuitArguments<Complex<double> >, circuitRead<Complex<double> >)
