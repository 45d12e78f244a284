#include "sweep.cuh"

KERNELS(wide, WideArguments, wide)
