#include "sweep.cuh"

KERNEL_FITTING(sweep_forward_c, SweepArguments<Complex<float> >, sweepForward<Complex<float> >, MOST_THREADS, 3)
