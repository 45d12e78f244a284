// Derivatives of one op.
#pragma once

#include "reduce.cuh"

// The sum over a sample's tile of Re conj(co) (D before), where D is the derivative of a step and zero where the
// controls do not have their values. A thread computes one row of D before at a time: element e of the tile's sample
// is row e & (2^k - 1) of group e >> k.
template <typename E>
DEVICE int derivative(const Block& block, const Tile<E>& before, const Tile<E>& co, const Op& op, const E* numbers,
        double* partials) {
    const int k = static_cast<int>(op.bits);
    return sumSamples(block, co, partials, [&](int sample, I64 e) -> double {
        const Entries<E> entries = co.entries(op, numbers, sample);
        const E* in = before.data + (static_cast<I64>(sample) << co.bits);
        const E* out = co.data + (static_cast<I64>(sample) << co.bits);
        if (op.kind == DIAGONAL) {
            const I64 word = co.word(e);
            return (word & op.controls) == op.values
                    ? dot(out[e], times(entries.at(pick(word, op.targets, k)), in[e], element<E>(0, 0)))
                    : 0;
        }
        const I64 start = spread(e >> k, op.ascending, k);
        if ((co.word(start) & op.controls) != op.values) {
            return 0;
        }
        const int row = static_cast<int>(e) & ((1 << k) - 1);
        E sum = element<E>(0, 0);
        for (int c = 0; c < 1 << k; c++) {
            sum = times(entries.at((static_cast<I64>(row) << k) | c), in[start + place(c, op.targets, k)], sum);
        }
        return dot(out[start + place(row, op.targets, k)], sum);
    });
}

// Where the wanted derivatives go: row r of sample s and tile t at gradients[(r * count + s) * tiles + t].
struct Gradients {
    double* gradients;
    I64 count;
    I64 tiles;
    I64 tile;
};

// All derivatives wanted of an op. Complex outputs are quadratic in the state: twice the real part.
template <typename E>
DEVICE void derivatives(const Block& block, const Tile<E>& before, const Tile<E>& co, const Op& op, const Op* wanted,
        const E* numbers, double* partials, const Gradients& to) {
    for (I64 w = op.firstWanted; w < op.endWanted; w++) {
        const Op& of = wanted[w];
        const int segment = derivative(block, before, co, of, numbers, partials);
        block.each([&](int thread) {
            if (thread < co.samples) {
                const double sum = partials[thread * segment];
                to.gradients[(of.row * to.count + co.first + thread) * to.tiles + to.tile] =
                        Traits<E>::isComplex ? 2 * sum : sum;
            }
        });
    }
}
