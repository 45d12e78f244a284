#include "measure.cuh"

KERNELS(inner, InnerArguments, inner)
KERNELS(probability, ProbabilityArguments, probability)
KERNELS_COMPLEX(expect, ExpectArguments, expect)
KERNELS_COMPLEX(turn, TurnArguments, turn)
KERNELS_REAL(entries, EntriesArguments, entriesOf)
KERNELS_REAL(weigh, WeighArguments, weigh)
KERNEL(fold, FoldArguments, fold)
