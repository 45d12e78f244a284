"""Plain simulations of everything measured, by the textbook and with NumPy alone. They share matrices of gates with
what they check, and nothing else."""

import numpy as np

from circuits import NOISE, REUPLOAD_QUBITS, Z_ENTRIES, rot


def apply(matrix, qubits, state):
    """A matrix on some qubits, the first the lowest bit of its index, of a state of any number of qubits."""
    count = state.size.bit_length() - 1
    axes = [count - 1 - qubit for qubit in reversed(qubits)]
    tensor = np.moveaxis(state.reshape((2,) * count), axes, range(len(qubits)))
    shape = tensor.shape
    tensor = (matrix @ tensor.reshape(len(matrix), -1)).reshape(shape)
    return np.moveaxis(tensor, range(len(qubits)), axes).reshape(-1)


def matrix_of(kind, what):
    if kind == "DENSE":
        return what
    if kind == "PHASE":
        return np.diag([1, 1, 1, what])
    # The first qubit is the lowest bit: of CX the control.
    return np.eye(4)[[0, 3, 2, 1]] if kind == "CX" else np.eye(4)[[0, 2, 1, 3]]


def run(gates, state):
    for kind, qubits, what in gates:
        state = apply(matrix_of(kind, what), qubits, state)
    return state


def means(state, qubits):
    """The means of Z."""
    weights = np.abs(state) ** 2
    return [np.sum(weights * (1 - 2 * (np.arange(state.size) >> q & 1))) for q in qubits]


def ry(angle):
    return np.array([[np.cos(angle / 2), -np.sin(angle / 2)], [np.sin(angle / 2), np.cos(angle / 2)]])


def filter_means(quanvolution):
    """[output, sample]."""
    outputs = []
    for pixels in quanvolution.pixels.T:
        state = np.eye(16)[0].astype(complex)
        for qubit, pixel in enumerate(pixels):
            state = apply(ry(pixel), [qubit], state)
        for qubit, matrix in enumerate(quanvolution.rotations):
            state = apply(matrix, [qubit], state)
        for pair, angle in quanvolution.couplings:
            state = apply(np.diag(np.exp(0.5j * angle * np.array([-1, 1, 1, -1]))), pair, state)
        outputs.append(means(state, range(4)))
    return np.array(outputs).T


def noisy_means(pixels):
    """[output, sample] of the noisy filter, step by step on 256 numbers."""
    outputs = []
    for values in pixels.T:
        vector = np.zeros(256)
        for index in range(256):
            vector[index] = all(index >> 2 * q & 3 in (0, 2) for q in range(4))
        for qubit, pixel in enumerate(values):
            cos, sin = np.cos(pixel), np.sin(pixel)
            turn = np.array([[1, 0, 0, 0], [0, cos, sin, 0], [0, -sin, cos, 0], [0, 0, 0, 1]])
            vector = apply(np.diag(NOISE) @ turn, [2 * qubit, 2 * qubit + 1], vector)
        for qubit in range(4):
            vector = apply(matrix_of("SWAP", None), [2 * qubit, 2 * ((qubit + 1) % 4)], vector)
            vector = apply(np.diag(NOISE), [2 * qubit, 2 * qubit + 1], vector)
        outputs.append(vector[Z_ENTRIES])
    return np.array(outputs).T


def reupload_sum(angles):
    """The sum of the means of Z of the lowest four qubits, for angles [layer, qubit, 3]."""
    state = np.eye(1 << REUPLOAD_QUBITS)[0].astype(complex)
    for layer in rot(angles):
        for qubit, matrix in enumerate(layer):
            state = apply(matrix, [qubit], state)
        for qubit in range(REUPLOAD_QUBITS):
            state = apply(np.diag([1, 1, 1, -1]), [qubit, (qubit + 1) % REUPLOAD_QUBITS], state)
    return sum(means(state, range(4)))


def reupload_derivative(angles, slot):
    """By the rule of parameter shifts."""
    shift = np.zeros(angles.size)
    shift[slot] = np.pi / 2
    shift = shift.reshape(angles.shape)
    return (reupload_sum(angles + shift) - reupload_sum(angles - shift)) / 2
