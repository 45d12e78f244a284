#include "state.cuh"

KERNELS(start, StartArguments, startStates)
KERNELS(gather, GatherArguments, gather)
