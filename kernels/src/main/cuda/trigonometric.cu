#include "trigonometric.cuh"

KERNELS_REAL(trigonometric, TrigonometricArguments, trigonometric)
KERNELS_REAL(trigonometric_pull, TrigonometricArguments, trigonometricPull)
KERNELS_REAL(products, ProductsArguments, products)
KERNELS_REAL(slopes, ProductsArguments, slopes)
KERNEL(to_elements_s, ConvertArguments<float>, toElements<float>)
KERNEL(to_numbers_s, ConvertArguments<float>, toNumbers<float>)
