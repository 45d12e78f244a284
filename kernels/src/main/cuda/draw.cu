#include "draw.cuh"

KERNELS_COMPLEX(mass, MassArguments, mass)
KERNELS_COMPLEX(draw, DrawArguments, draw)
KERNEL(scan, ScanArguments, scan)
