"""The circuits of CardBenchmark once more, with the same angles. Qubit 0 is the lowest bit of an index."""

from dataclasses import dataclass

import numpy as np

REUPLOAD_QUBITS = 8
REUPLOAD_LAYERS = 32


class SplittableRandom:
    """The numbers of java.util.SplittableRandom: a counter, mixed."""

    GAMMA = 0x9E3779B97F4A7C15
    MASK = (1 << 64) - 1

    def __init__(self, seed):
        self.state = seed

    def doubles(self, count, low=0.0, high=1.0):
        z = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(self.GAMMA) + np.uint64(self.state)
        self.state = (self.state + count * self.GAMMA) & self.MASK
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
        return (z >> np.uint64(11)).astype(np.float64) * 2.0**-53 * (high - low) + low


def rot(angles):
    """Matrices RZ(c) RY(b) RZ(a) of angles [..., (a, b, c)]."""
    a, b, c = np.moveaxis(np.asarray(angles), -1, 0)
    cos, sin = np.cos(b / 2), np.sin(b / 2)
    plus, minus = np.exp(0.5j * (a + c)), np.exp(0.5j * (a - c))
    rows = [cos / plus, -sin * minus], [sin / minus, cos * plus]
    return np.stack([np.stack(row, -1) for row in rows], -2)


def kron(matrices):
    """The Kronecker product, the first matrix on the lowest bits."""
    product = np.ones((1, 1))
    for matrix in matrices:
        product = np.kron(matrix, product)
    return product


@dataclass
class Layer:
    """A rotation on each qubit, [qubit, row, column], then CZ or CX (control, target) on pairs in turn."""

    rotations: np.ndarray
    entangler: str
    pairs: list


def brick(qubits):
    random = SplittableRandom(42)
    return [
        Layer(
            rot(random.doubles(3 * qubits, 0, 2 * np.pi).reshape(qubits, 3)),
            "CZ",
            [(q, q + 1) for q in range(layer % 2, qubits - 1, 2)],
        )
        for layer in range(20)
    ]


def strongly_entangling(qubits):
    random = SplittableRandom(42)
    return [
        Layer(
            rot(random.doubles(3 * qubits, 0, 2 * np.pi).reshape(qubits, 3)),
            "CX",
            [(q, (q + layer % (qubits - 1) + 1) % qubits) for q in range(qubits)],
        )
        for layer in range(10)
    ]


def gates(layers):
    """(kind, qubits, what): DENSE with a matrix, PHASE on two qubits with a factor, CX, SWAP."""
    for layer in layers:
        for qubit, matrix in enumerate(layer.rotations):
            yield "DENSE", (qubit,), matrix
        for pair in layer.pairs:
            yield ("PHASE", pair, -1) if layer.entangler == "CZ" else ("CX", pair, None)


def fourier(qubits):
    """The gates of the Fourier transform, of the kinds above."""
    for j in reversed(range(qubits)):
        yield "DENSE", (j,), np.sqrt(0.5) * np.array([[1, 1], [1, -1]])
        for k in reversed(range(j)):
            yield "PHASE", (k, j), np.exp(1j * np.pi / 2 ** (j - k))
    for i in range(qubits // 2):
        yield "SWAP", (i, qubits - 1 - i), None


def sources(pairs, qubits):
    """For each bit of an index its share in the index from where CX, one after the other, bring an amplitude."""
    images = []
    for bit in range(qubits):
        index = 1 << bit
        for control, target in reversed(pairs):
            index ^= (index >> control & 1) << target
        images.append(index)
    return images


@dataclass
class Filter:
    """A quanvolution filter on pixels [qubit, sample]: RY(pixel) on each qubit, Rot on each, RZZ on all pairs, Z of
    each."""

    pixels: np.ndarray
    rotations: np.ndarray
    couplings: list


def quanvolution(samples):
    random = SplittableRandom(7)
    pixels = random.doubles(4 * samples, 0, np.pi).reshape(4, samples)
    rotations = rot(random.doubles(12, 0, 2 * np.pi).reshape(4, 3))
    pairs = [(a, b) for a in range(4) for b in range(a + 1, 4)]
    return Filter(pixels, rotations, list(zip(pairs, random.doubles(6, 0, 6))))


def filter_phases(couplings):
    """The diagonal of all RZZ together."""
    signs = 1 - 2 * (np.arange(16) >> np.arange(4)[:, None] & 1)
    return np.exp(-0.5j * sum(angle * signs[a] * signs[b] for (a, b), angle in couplings))


# The noisy filter works on real vectors in the Pauli basis, two bits of the index for each qubit: I, X, Z, Y. RY(pixel)
# on each qubit, noise on each; then for each qubit the lower bits of it and the next are swapped, and noise. Z of each.
NOISE = np.array([1, 0.99, 0.99, 0.99])
Z_ENTRIES = [2, 8, 32, 128]


@dataclass
class Reupload:
    """A classifier that reads inputs [column, sample] in every layer: angle i is offset[i] + scale[i] * input[i % 3].

    A layer is Rot on each qubit, three angles each in the order of the qubits, then a ring of CZ. Read are Z of the
    lowest four qubits; wanted are the derivatives of their sum with respect to all angles, for each sample.
    """

    inputs: np.ndarray
    offset: np.ndarray
    scale: np.ndarray

    def angles(self):
        """[sample, layer, qubit, 3]."""
        slots = np.arange(len(self.offset))
        flat = self.offset + self.scale * self.inputs[slots % 3].T
        return flat.reshape(self.inputs.shape[1], -1, REUPLOAD_QUBITS, 3)


def reupload(samples, layers=REUPLOAD_LAYERS):
    slots = 3 * REUPLOAD_QUBITS * layers
    inputs = SplittableRandom(4).doubles(3 * samples).reshape(3, samples)
    return Reupload(inputs, SplittableRandom(3).doubles(slots), 0.1 * (np.arange(slots) % 7))


def reupload_signs():
    """The diagonal of a ring of CZ on eight qubits."""
    index = np.arange(1 << REUPLOAD_QUBITS)
    bits = index >> np.arange(REUPLOAD_QUBITS)[:, None] & 1
    return 1 - 2 * (np.sum(bits * np.roll(bits, -1, 0), 0) & 1)
