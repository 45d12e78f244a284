#include "sweep.cuh"

KERNEL(sweep_forward_d, SweepArguments<double>, sweepForward<double>)
