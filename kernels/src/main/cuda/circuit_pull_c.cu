#include "circuit.cuh"

KERNEL(circuit_pull_c, CircuitArguments<Complex<float> >, circuitPull<Complex<float> >)
