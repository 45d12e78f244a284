#include "sweep.cuh"

KERNEL_FITTING(sweep_backward_s, SweepArguments<float>, sweepBackward<float>, MOST_THREADS, 2)
