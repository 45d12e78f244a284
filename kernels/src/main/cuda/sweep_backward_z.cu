#include "sweep.cuh"

KERNEL(sweep_backward_z, SweepArguments<Complex<double> >, sweepBackward<Complex<double> >)
