"""Batches of small circuits with CuPy and kernels of one's own: a thread or a warp for each sample."""

import numpy as np

from batches import unitary
from circuits import REUPLOAD_LAYERS
from states_cupy import grid

WARP = 32
WARPS = 4


class Batches:
    def __init__(self, cupy, kernels, real):
        self.cupy = cupy
        self.real = real
        self.complex = np.complex128 if real == np.float64 else np.complex64
        one, two = ("double", "double2") if real == np.float64 else ("float", "float2")
        self.filter_kernel = kernels.get_function(f"filter<{two}, {one}>")
        self.polynomial_kernel = kernels.get_function(f"polynomial<{one}>")
        self.pullback_kernel = kernels.get_function(f"pullback<{two}, {one}>")

    def runner(self, kernel, fixed):
        def run(pixels):
            out = self.cupy.empty((4, pixels.shape[1]), self.real)
            kernel(*grid(pixels.shape[1]), (pixels, out, fixed, np.int64(pixels.shape[1])))
            return out

        return run

    def filter(self, quanvolution):
        return self.runner(self.filter_kernel, self.cupy.asarray(unitary(quanvolution).astype(self.complex)))

    def polynomial(self, coefficients):
        """Coefficients of the four outputs side by side."""
        return self.runner(self.polynomial_kernel, self.cupy.asarray(np.ascontiguousarray(coefficients.T, self.real)))

    def pullback(self, circuit):
        offset, scale = (self.cupy.asarray(x.astype(self.real)) for x in (circuit.offset, circuit.scale))

        def run(inputs):
            samples = inputs.shape[1]
            out = self.cupy.empty((samples, len(circuit.offset)), self.real)
            fixed = (offset, scale, out, np.int32(REUPLOAD_LAYERS), np.int64(samples))
            self.pullback_kernel(((samples + WARPS - 1) // WARPS,), (WARPS * WARP,), (inputs, *fixed))
            return out

        return run
