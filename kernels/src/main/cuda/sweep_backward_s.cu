#include "sweep.cuh"

KERNEL(sweep_backward_s, SweepArguments<float>, sweepBackward<float>)
