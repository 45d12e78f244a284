#include "sweep.cuh"

KERNEL_FITTING(sweep_backward_d, SweepArguments<double>, sweepBackward<double>, MOST_THREADS, 2)
