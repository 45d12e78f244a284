#include "sweep.cuh"

KERNEL(sweep_forward_c, SweepArguments<Complex<float> >, sweepForward<Complex<float> >)
