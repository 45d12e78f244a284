#include "sweep.cuh"

KERNEL_FITTING(sweep_forward_s, SweepArguments<float>, sweepForward<float>, MOST_THREADS, 3)
