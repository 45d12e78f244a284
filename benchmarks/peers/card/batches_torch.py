"""Batches of small circuits with PyTorch. Samples are innermost, except where matrices are multiplied for each."""

import numpy as np

from batches import SIGNS, unitary
from circuits import NOISE, REUPLOAD_QUBITS, filter_phases, reupload_signs

CHUNK = 1 << 12


class Batches:
    def __init__(self, torch, device, real):
        self.torch = torch
        self.device = device
        self.real = real
        self.complex = torch.complex128 if real == torch.float64 else torch.complex64

    def tensor(self, array):
        dtype = self.complex if np.iscomplexobj(array) else self.real
        return self.torch.from_numpy(np.ascontiguousarray(array)).to(self.device, dtype)

    def product(self, factors):
        result = factors[0]
        for factor in factors[1:]:
            result = (factor[:, None] * result[None]).flatten(0, 1)
        return result

    def filter_by_gates(self, quanvolution):
        torch = self.torch
        rotations = quanvolution.rotations.tolist()
        diagonals = [self.tensor(filter_phases([coupling])[:, None]) for coupling in quanvolution.couplings]
        signs = self.tensor(SIGNS)

        def turn(state, qubit, a, b, c, d):
            view = state.view(-1, 2, 1 << qubit, state.shape[-1])
            x, y = view[:, 0], view[:, 1]
            kept = a * x + b * y
            y.mul_(d).add_(c * x)
            x.copy_(kept)

        def run(pixels):
            state = torch.zeros(16, pixels.shape[1], dtype=self.complex, device=self.device)
            state[0] = 1
            for qubit in range(4):
                cos, sin = torch.cos(pixels[qubit] / 2), torch.sin(pixels[qubit] / 2)
                turn(state, qubit, cos, -sin, sin, cos)
            for qubit, ((a, b), (c, d)) in enumerate(rotations):
                turn(state, qubit, a, b, c, d)
            for diagonal in diagonals:
                state.mul_(diagonal)
            return signs @ (state.real.square() + state.imag.square())

        return run

    def filter_by_unitary(self, quanvolution):
        """The product state is real; real and imaginary parts of the unitary lie one below the other."""
        torch = self.torch
        whole = unitary(quanvolution)
        matrix = self.tensor(np.concatenate([whole.real, whole.imag]))
        signs = self.tensor(np.concatenate([SIGNS, SIGNS], 1))

        def run(pixels):
            half = pixels / 2
            factors = torch.stack([half.cos(), half.sin()], 1)
            return signs @ (matrix @ self.product(list(factors))).square_()

        return run

    def polynomial(self, coefficients):
        torch = self.torch
        matrix = self.tensor(coefficients)

        def run(pixels):
            factors = torch.stack([torch.ones_like(pixels), pixels.cos(), pixels.sin()], 1)
            return matrix @ self.product(list(factors))

        return run

    def noisy_by_steps(self, entries):
        torch = self.torch
        noise = self.tensor(NOISE)
        wanted = torch.tensor(entries, device=self.device)

        def run(pixels):
            one, zero = torch.ones_like(pixels), torch.zeros_like(pixels)
            factors = noise[:, None] * torch.stack([one, pixels.sin(), pixels.cos(), zero], 1)
            vector = self.product(list(factors))
            for qubit in range(4):
                axes = [7 - 2 * qubit, 7 - 2 * ((qubit + 1) % 4)]
                vector = vector.view(*[2] * 8, -1).transpose(*axes).contiguous()
                vector.view(-1, 4, 1 << 2 * qubit, pixels.shape[1]).mul_(noise[:, None, None])
            return vector.view(256, -1)[wanted]

        return run

    def angles(self, circuit):
        offset, scale = self.tensor(circuit.offset), self.tensor(circuit.scale)
        column = self.torch.arange(len(circuit.offset), device=self.device) % 3

        def make(inputs):
            flat = offset + scale * inputs[column].T
            return flat.view(inputs.shape[1], -1, REUPLOAD_QUBITS, 3).requires_grad_()

        return make

    def rotations(self, angles):
        """Matrices [sample, layer, qubit, row, column]."""
        torch = self.torch
        a, b, c = angles.unbind(-1)
        plus, minus = (a + c) / 2, (a - c) / 2
        cos, sin = torch.cos(b / 2), torch.sin(b / 2)
        entries = [
            torch.complex(cos * plus.cos(), -cos * plus.sin()),
            torch.complex(-sin * minus.cos(), -sin * minus.sin()),
            torch.complex(sin * minus.cos(), -sin * minus.sin()),
            torch.complex(cos * plus.cos(), cos * plus.sin()),
        ]
        return torch.stack(entries, -1).unflatten(-1, (2, 2))

    def mean(self, state, signs):
        return ((state.real.square() + state.imag.square()) * signs).sum()

    def pullback_by_gates(self, circuit):
        """Gate by gate, derivatives by autograd, in chunks for the sake of memory."""
        torch = self.torch
        make = self.angles(circuit)
        ring = self.tensor(reupload_signs())
        signs = self.tensor(SIGNS.sum(0)).repeat(16)

        def chunk(inputs):
            angles = make(inputs)
            count = inputs.shape[1]
            state = torch.zeros(count, 256, dtype=self.complex, device=self.device)
            state[:, 0] = 1
            for layer in self.rotations(angles).unbind(1):
                for qubit, matrix in enumerate(layer.unbind(1)):
                    view = state.view(count, -1, 2, 1 << qubit)
                    state = torch.einsum("bij,bljr->blir", matrix, view).reshape(count, 256)
                state = state * ring
            return torch.autograd.grad(self.mean(state, signs), angles)[0].flatten(1)

        def run(inputs):
            return torch.cat([chunk(part) for part in inputs.split(CHUNK, 1)])

        return run

    def pullback_by_layers(self, circuit):
        """The rotations of a layer as two matrices of 16 x 16 for each sample, on the upper and the lower four qubits;
        derivatives by autograd."""
        torch = self.torch
        make = self.angles(circuit)
        ring = self.tensor(reupload_signs()).view(16, 16)
        signs = self.tensor(SIGNS.sum(0))

        def kron(high, low):
            return (high[..., :, None, :, None] * low[..., None, :, None, :]).flatten(-2).flatten(-3, -2)

        def run(inputs):
            angles = make(inputs)
            m = self.rotations(angles)
            pairs = kron(m[:, :, 1::2], m[:, :, 0::2])
            fours = kron(pairs[:, :, 1::2], pairs[:, :, 0::2])
            low, high = fours.unbind(2)
            state = None
            for left, right in zip(high.unbind(1), low.transpose(-1, -2).unbind(1)):
                state = (left[:, :, :1] * right[:, :1] if state is None else left @ state @ right) * ring
            return torch.autograd.grad(self.mean(state, signs), angles)[0].flatten(1)

        return run

    def as_graph(self, run):
        """The same work, recorded when inputs of a shape are first met and then launched as a whole. Only on cards."""
        torch = self.torch
        recorded = {}

        def record(inputs):
            stream = torch.cuda.Stream()
            stream.wait_stream(torch.cuda.current_stream())
            with torch.cuda.stream(stream):
                run(inputs)
            torch.cuda.current_stream().wait_stream(stream)
            graph = torch.cuda.CUDAGraph()
            with torch.cuda.graph(graph):
                result = run(inputs)
            return inputs, graph, result

        def replay(inputs):
            if inputs.shape not in recorded:
                recorded[inputs.shape] = record(inputs.clone())
            own, graph, result = recorded[inputs.shape]
            own.copy_(inputs)
            graph.replay()
            return result

        return replay
