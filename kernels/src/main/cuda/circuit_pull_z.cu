#include "circuit.cuh"

KERNEL(circuit_pull_z, CircuitArguments<Complex<double> >, circuitPull<Complex<double> >)
