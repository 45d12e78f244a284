#include "sweep.cuh"

KERNEL_FITTING(sweep_backward_z, SweepArguments<Complex<double> >, sweepBackward<Complex<double> >, MOST_THREADS, 2)
