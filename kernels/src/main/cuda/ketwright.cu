// Every kernel, under the name by which it is launched.
#include "circuit.cuh"
#include "draw.cuh"
#include "evaluate.cuh"
#include "measure.cuh"
#include "product.cuh"
#include "state.cuh"
#include "sweep.cuh"
#include "trigonometric.cuh"

KERNELS(evaluate, EvaluateArguments, evaluate)
KERNELS(circuit_read, CircuitArguments, circuitRead)
KERNELS(circuit_pull, CircuitArguments, circuitPull)
KERNELS(sweep_forward, SweepArguments, sweepForward)
KERNELS(sweep_backward, SweepArguments, sweepBackward)
KERNELS(wide, WideArguments, wide)
KERNELS(start, StartArguments, startStates)
KERNELS(gather, GatherArguments, gather)
KERNELS(inner, InnerArguments, inner)
KERNELS(probability, ProbabilityArguments, probability)
KERNELS(product, ProductArguments, product)

KERNELS_COMPLEX(expect, ExpectArguments, expect)
KERNELS_COMPLEX(turn, TurnArguments, turn)
KERNELS_COMPLEX(mass, MassArguments, mass)
KERNELS_COMPLEX(draw, DrawArguments, draw)

KERNELS_REAL(entries, EntriesArguments, entriesOf)
KERNELS_REAL(weigh, WeighArguments, weigh)
KERNELS_REAL(trigonometric, TrigonometricArguments, trigonometric)
KERNELS_REAL(trigonometric_pull, TrigonometricArguments, trigonometricPull)
KERNELS_REAL(products, ProductsArguments, products)
KERNELS_REAL(slopes, ProductsArguments, slopes)

KERNEL(to_elements_s, ConvertArguments<float>, toElements<float>)
KERNEL(to_numbers_s, ConvertArguments<float>, toNumbers<float>)

KERNEL(fold, FoldArguments, fold)
KERNEL(scan, ScanArguments, scan)
