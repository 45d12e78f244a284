// What is read from states.
#pragma once

#include "registers.cuh"

// A term of an output. Of complex states: coefficient * <v| T |v>, where T maps index i to i xor flip with the factor
// i^popcount(flip and sign) (-1)^popcount(i and sign). Of real ones: coefficient * v[flip].
struct Term {
    double coefficient;
    I64 flip;
    I64 sign;
};

// T v at an index j = i xor flip: the factor belongs to i. Multiplying by i^q turns (x, y) to (x, y), (-y, x),
// (-x, -y), (y, -x).
template <typename Vector>
DEVICE auto turned(const Term& term, I64 j, const Vector& vector) {
    const I64 i = j ^ term.flip;
    int quarters = 2 * parity(i & term.sign);
    for (I64 both = term.flip & term.sign; both != 0; both &= both - 1) {
        quarters++;
    }
    const auto v = vector[i];
    const auto x = (quarters & 1) != 0 ? -v.im : v.re;
    const auto y = (quarters & 1) != 0 ? v.re : v.im;
    auto out = v;
    out.re = (quarters & 2) != 0 ? -x : x;
    out.im = (quarters & 2) != 0 ? -y : y;
    return out;
}

// Output k is the sum of terms[starts[k] .. starts[k + 1]).
struct Outputs {
    const Term* terms;
    const I64* starts;
    I64 count;
};

// For the start of co-states of real vectors, the terms once more by index: index indices[j] has the weights
// weights[starts[j] .. starts[j + 1]), each a coefficient and, in flip, an output.
struct Weights {
    const Term* weights;
    const I64* starts;
    const I64* indices;
    I64 count;
};
