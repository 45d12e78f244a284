#include "sweep.cuh"

KERNEL(sweep_forward_s, SweepArguments<float>, sweepForward<float>)
