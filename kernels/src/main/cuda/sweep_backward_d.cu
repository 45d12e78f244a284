#include "sweep.cuh"

KERNEL(sweep_backward_d, SweepArguments<double>, sweepBackward<double>)
