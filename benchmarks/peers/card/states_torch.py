"""One large state with PyTorch: gate by gate on views, and in few sweeps."""

import numpy as np

from circuits import kron, sources

GROUP = 6


class States:
    """A state on a device, with a second one for what cannot be done in place."""

    def __init__(self, torch, device, dtype, qubits):
        self.torch = torch
        self.device = device
        self.dtype = dtype
        self.qubits = qubits
        self.state = torch.randn(1 << qubits, dtype=dtype, device=device)
        self.other = torch.empty_like(self.state)

    def put(self, amplitudes):
        self.state.copy_(self.torch.from_numpy(amplitudes))

    def get(self):
        return self.state.cpu().numpy()

    def tensor(self, array):
        return self.torch.from_numpy(np.ascontiguousarray(array)).to(self.device, self.dtype)

    def copy(self):
        self.other.copy_(self.state)

    def pair(self, low, high):
        """A view with an axis for each of two bits: the second the higher one's, the fourth the lower one's."""
        return self.state.view(-1, 2, 1 << (high - low - 1), 2, 1 << low)

    def dense(self, bit, matrix):
        view = self.state.view(-1, 2, 1 << bit)
        x, y = view[:, 0], view[:, 1]
        (a, b), (c, d) = matrix.tolist()
        kept = (x * a).add_(y, alpha=b)
        y.mul_(d).add_(x, alpha=c)
        x.copy_(kept)

    def phase(self, a, b, factor):
        self.pair(min(a, b), max(a, b))[:, 1, :, 1].mul_(complex(factor))

    def exchange(self, x, y):
        kept = x.clone()
        x.copy_(y)
        y.copy_(kept)

    def cx(self, control, target):
        view = self.pair(min(control, target), max(control, target))
        if control > target:
            self.exchange(view[:, 1, :, 0], view[:, 1, :, 1])
        else:
            self.exchange(view[:, 0, :, 1], view[:, 1, :, 1])

    def swap(self, a, b):
        view = self.pair(min(a, b), max(a, b))
        self.exchange(view[:, 0, :, 1], view[:, 1, :, 0])

    def gate_by_gate(self, circuit):
        """Prepares a circuit; what comes back runs it."""
        steps = []
        for kind, qubits, what in circuit:
            if kind == "DENSE":
                steps.append((self.dense, (qubits[0], np.asarray(what, dtype=complex))))
            elif kind == "PHASE":
                steps.append((self.phase, (*qubits, what)))
            else:
                steps.append((self.cx if kind == "CX" else self.swap, qubits))

        def run():
            for apply, arguments in steps:
                apply(*arguments)

        return run

    def group(self, first, count, matrix):
        """A matrix on neighboring bits, as a product of matrices."""
        if first == 0:
            self.torch.matmul(self.state.view(-1, 1 << count), matrix.T, out=self.other.view(-1, 1 << count))
        else:
            shape = (-1, 1 << count, 1 << first)
            self.torch.matmul(matrix, self.state.view(shape), out=self.other.view(shape))
        self.state, self.other = self.other, self.state

    def gather(self, images):
        """Moves amplitudes as a linear map of their index says, given by the images of single bits."""
        torch = self.torch
        low = self.qubits // 2

        def table(some):
            numbers = torch.zeros(1, dtype=torch.int32, device=self.device)
            for image in some:
                numbers = torch.cat([numbers, numbers ^ int(image)])
            return numbers

        index = (table(images[low:])[:, None] ^ table(images[:low])[None, :]).view(-1)
        torch.index_select(self.state, 0, index, out=self.other)
        self.state, self.other = self.other, self.state

    def in_groups(self, layers):
        """Rotations of six qubits as one matrix, with CZ among them; other CZ on views; all CX of a layer as one
        gather."""
        steps = []
        for layer in layers:
            pairs = list(layer.pairs)
            for first in range(0, self.qubits, GROUP):
                last = min(first + GROUP, self.qubits)
                matrix = kron(layer.rotations[first:last])
                if layer.entangler == "CZ":
                    inside = [pair for pair in pairs if first <= min(pair) and max(pair) < last]
                    pairs = [pair for pair in pairs if pair not in inside]
                    index = np.arange(len(matrix))
                    for a, b in inside:
                        matrix = (1 - 2 * (index >> (a - first) & index >> (b - first) & 1))[:, None] * matrix
                steps.append((self.group, (first, last - first, self.tensor(matrix))))
            if layer.entangler == "CZ":
                steps.extend((self.phase, (*pair, -1)) for pair in pairs)
            else:
                steps.append((self.gather, (sources(pairs, self.qubits),)))

        def run():
            for apply, arguments in steps:
                apply(*arguments)

        return run

    def fourier(self):
        """H and all phases of a qubit on views; the swaps as one gather."""
        index = self.torch.arange(1 << (self.qubits - 1), device=self.device, dtype=self.torch.float64)
        turns = self.torch.polar(self.torch.full_like(index, np.sqrt(0.5)), index * (np.pi / len(index))).to(self.dtype)
        reversal = [1 << (self.qubits - 1 - b) for b in range(self.qubits)]

        def run():
            for bit in reversed(range(self.qubits)):
                view = self.state.view(-1, 2, 1 << bit)
                x, y = view[:, 0], view[:, 1]
                difference = x - y
                x.add_(y).mul_(np.sqrt(0.5))
                self.torch.mul(difference, turns[:: 1 << (self.qubits - 1 - bit)], out=y)
            self.gather(reversal)

        return run

    def transform(self):
        """The Fourier transform by the library's: for those who know what the circuit is."""

        def run():
            self.torch.fft.ifft(self.state, norm="ortho", out=self.other)
            self.state, self.other = self.other, self.state

        return run
