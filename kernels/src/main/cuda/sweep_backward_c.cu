#include "sweep.cuh"

KERNEL(sweep_backward_c, SweepArguments<Complex<float> >, sweepBackward<Complex<float> >)
