#include "sweep.cuh"

KERNEL(sweep_forward_z, SweepArguments<Complex<double> >, sweepForward<Complex<double> >)
