#include "sweep.cuh"

KERNEL_FITTING(sweep_backward_c, SweepArguments<Complex<float> >, sweepBackward<Complex<float> >, MOST_THREADS, 2)
