"""Batches of small circuits in other forms, made before any clock runs. NumPy alone."""

import numpy as np

from circuits import NOISE, Z_ENTRIES, filter_phases, kron

SIGNS = 1 - 2 * (np.arange(16) >> np.arange(4)[:, None] & 1)


def unitary(quanvolution):
    """All of a filter but its pixels."""
    return filter_phases(quanvolution.couplings)[:, None] * kron(quanvolution.rotations)


def product(factors):
    """Kronecker products of vectors [entry, sample], the first innermost."""
    result = factors[0]
    for factor in factors[1:]:
        result = (factor[:, None] * result[None]).reshape(-1, result.shape[-1])
    return result


def filter_outputs(quanvolution, pixels):
    amplitudes = unitary(quanvolution) @ product([np.stack([np.cos(x / 2), np.sin(x / 2)]) for x in pixels])
    return SIGNS @ np.abs(amplitudes) ** 2


def noisy_matrix():
    """What follows the rotations of the noisy filter, [output, entry]."""
    rows = np.eye(256)
    for qubit in range(4):
        target = np.arange(256)
        differs = (target >> 2 * qubit ^ target >> 2 * ((qubit + 1) % 4)) & 1
        rows = rows[target ^ (differs << 2 * qubit | differs << 2 * ((qubit + 1) % 4))]
        rows = NOISE[np.arange(256) >> 2 * qubit & 3][:, None] * rows
    return rows[Z_ENTRIES]


def noisy_outputs(pixels):
    one = np.ones_like(pixels[0])
    factors = [NOISE[:, None] * np.stack([one, np.sin(x), np.cos(x), 0 * x]) for x in pixels]
    return noisy_matrix() @ product(factors)


def coefficients(outputs):
    """[output, monomial] of a function of four pixels that is a polynomial of degree one in (1, cos, sin) of each: from
    its values where each pixel is 0, pi / 2 or pi."""
    points = np.array([0, np.pi / 2, np.pi])
    grid = np.array([points[np.arange(81) // 3**q % 3] for q in range(4)])
    inverse = np.linalg.inv(np.stack([np.ones(3), np.cos(points), np.sin(points)], 1))
    return outputs(grid) @ kron([inverse] * 4).T
