#include "sweep.cuh"

KERNEL_FITTING(sweep_forward_z, SweepArguments<Complex<double> >, sweepForward<Complex<double> >, MOST_THREADS, 3)
