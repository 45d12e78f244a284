#include "product.cuh"

KERNELS(product, ProductArguments, product)
