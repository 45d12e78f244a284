"""One large state with CuPy and kernels of one's own: a sweep for each gate, and few sweeps."""

import numpy as np

from circuits import sources

BLOCK = 128
WIDTHS = (1, 2, 3, 4)


def grid(threads):
    return ((threads + BLOCK - 1) // BLOCK,), (BLOCK,)


class States:
    def __init__(self, cupy, kernels, dtype, qubits):
        self.cupy = cupy
        self.dtype = dtype
        self.qubits = qubits
        pair, real = ("double2", "double") if dtype == np.complex128 else ("float2", "float")
        self.rotate = {k: kernels.get_function(f"rotate<{pair}, {k}>") for k in WIDTHS}
        self.phase_kernel, self.exchange_kernel, self.permute_kernel = (
            kernels.get_function(f"{name}<{pair}>") for name in ("phase", "exchange", "permute")
        )
        self.butterfly_kernel = kernels.get_function(f"butterfly<{pair}, {real}>")
        parts = np.float64 if dtype == np.complex128 else np.float32
        numbers = cupy.arange(2 << qubits, dtype=parts)
        self.state = cupy.cos(numbers, out=numbers).view(dtype)
        self.other = cupy.empty_like(self.state)

    def put(self, amplitudes):
        self.state.set(amplitudes.astype(self.dtype))

    def get(self):
        return self.state.get()

    def copy(self):
        self.other.data.copy_from_device_async(self.state.data, self.state.nbytes, self.cupy.cuda.get_current_stream())

    def launch(self, kernel, threads, *arguments):
        kernel(*grid(threads), (*arguments, np.int64(threads)))

    def dense(self, first, count, matrices, signs=0):
        """2 x 2 matrices on neighboring bits in one sweep, then signs."""
        self.launch(
            self.rotate[count], 1 << (self.qubits - count), self.state, matrices, np.int32(first), np.uint64(signs)
        )

    def phase(self, a, b, factor):
        factor = complex(factor)
        self.launch(
            self.phase_kernel,
            1 << (self.qubits - 2),
            self.state,
            np.int32(a),
            np.int32(b),
            np.float64(factor.real),
            np.float64(factor.imag),
        )

    def exchange(self, a, b, source, target):
        self.launch(
            self.exchange_kernel,
            1 << (self.qubits - 2),
            self.state,
            np.int32(a),
            np.int32(b),
            np.int64(source),
            np.int64(target),
        )

    def permute(self, images):
        threads = 1 << (self.qubits - 3)
        self.permute_kernel(*grid(threads), (self.other, self.state, images, np.int32(self.qubits)))
        self.state, self.other = self.other, self.state

    def matrices(self, some):
        return self.cupy.asarray(np.ascontiguousarray(some).astype(self.dtype))

    def gate_by_gate(self, circuit):
        steps = []
        for kind, qubits, what in circuit:
            if kind == "DENSE":
                steps.append((self.dense, (qubits[0], 1, self.matrices(what))))
            elif kind == "PHASE":
                steps.append((self.phase, (*qubits, what)))
            else:
                a, b = qubits
                source, target = (1 << a, 1 << a | 1 << b) if kind == "CX" else (1 << a, 1 << b)
                steps.append((self.exchange, (a, b, source, target)))
        return self.runner(steps)

    def in_few_sweeps(self, layers):
        """Rotations of up to four qubits in one sweep, with the CZ of the layer in the last; all CX of a layer in
        one."""
        steps = []
        for layer in layers:
            chain = sum(1 << min(pair) for pair in layer.pairs) if layer.entangler == "CZ" else 0
            widths = self.widths()
            first = 0
            for width in widths:
                signs = chain if first + width == self.qubits else 0
                matrices = self.matrices(layer.rotations[first : first + width])
                steps.append((self.dense, (first, width, matrices, signs)))
                first += width
            if layer.entangler == "CX":
                steps.append((self.permute, (self.cupy.asarray(sources(layer.pairs, self.qubits)),)))
        return self.runner(steps)

    def widths(self):
        """Two of the lowest qubits only, so that threads side by side read memory side by side."""
        rest = self.qubits - 2
        return [2] + [WIDTHS[-1]] * (rest // WIDTHS[-1]) + ([rest % WIDTHS[-1]] if rest % WIDTHS[-1] else [])

    def fourier(self):
        reversal = self.cupy.asarray([1 << (self.qubits - 1 - b) for b in range(self.qubits)])
        steps = [(self.butterfly, (bit,)) for bit in reversed(range(self.qubits))]
        return self.runner(steps + [(self.permute, (reversal,))])

    def butterfly(self, bit):
        self.launch(self.butterfly_kernel, 1 << (self.qubits - 1), self.state, np.int32(bit))

    @staticmethod
    def runner(steps):
        def run():
            for apply, arguments in steps:
                apply(*arguments)

        return run
