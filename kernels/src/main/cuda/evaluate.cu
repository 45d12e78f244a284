#include "evaluate.cuh"

KERNELS(evaluate, EvaluateArguments, evaluate)
