#include "sweep.cuh"

KERNEL_FITTING(sweep_forward_d, SweepArguments<double>, sweepForward<double>, MOST_THREADS, 3)
