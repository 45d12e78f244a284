// Applies one op to a tile.
#pragma once

#include "op.cuh"

// Amplitudes of scratch that matrices on four and more bits need.
#define SCRATCH 512

// Entry (row, column) of the matrix, or of its conjugate transpose.
template <typename E>
DEVICE E entry(const Entries<E>& entries, int row, int column, int bits, bool reversed) {
    return reversed ? conjugate(entries.at((static_cast<I64>(column) << bits) | row))
                    : entries.at((static_cast<I64>(row) << bits) | column);
}

// A diagonal multiplies every amplitude by the entry that its target bits pick.
template <typename E>
DEVICE void applyDiagonal(const Block& block, const Tile<E>& tile, const Op& op, const E* numbers, bool reversed) {
    block.each([&](int thread) {
        const int count = tile.samples << tile.bits;
        for (int i = thread; i < count; i += block.threads) {
            const I64 word = tile.word(i & ((1 << tile.bits) - 1));
            if ((word & op.controls) == op.values) {
                const E factor = tile.entries(op, numbers, i >> tile.bits).at(
                        pick(word, op.targets, static_cast<int>(op.bits)));
                tile.data[i] = times(reversed ? conjugate(factor) : factor, tile.data[i], element<E>(0, 0));
            }
        }
    });
}

// Matrices on K <= 3 bits, a thread for each group of the 2^K amplitudes that differ in the target bits alone. The
// groups of a tile are numbered g = sample << (bits - K) | rest; the group's amplitude 0 has local index spread(rest),
// amplitude c has place(c) more.
template <typename E, int K>
DEVICE void applyGroups(const Block& block, const Tile<E>& tile, const Op& op, const E* numbers, const I64* sources,
        bool reversed) {
    block.each([&](int thread) {
        const int groupBits = tile.bits - K;
        const int groups = tile.samples << groupBits;
        for (int g = thread; g < groups; g += block.threads) {
            const int sample = g >> groupBits;
            const I64 start = spread(g & ((1 << groupBits) - 1), op.ascending, K);
            if ((tile.word(start) & op.controls) != op.values) {
                continue;
            }
            E* at = tile.data + (static_cast<I64>(sample) << tile.bits) + start;
            const Entries<E> entries = tile.entries(op, numbers, sample);
            E in[1 << K];
            UNROLL
            for (int c = 0; c < 1 << K; c++) {
                in[c] = at[place(c, op.targets, K)];
            }
            if (op.kind == PERMUTATION) {
                UNROLL
                for (int r = 0; r < 1 << K; r++) {
                    const int source = static_cast<int>(sources[op.sources + r]);
                    const int from = reversed ? r : source;
                    const E factor = reversed ? conjugate(entries.at(r)) : entries.at(r);
                    // A register array must be indexed by constants.
                    E value = in[0];
                    UNROLL
                    for (int c = 1; c < 1 << K; c++) {
                        value = c == from ? in[c] : value;
                    }
                    at[place(reversed ? source : r, op.targets, K)] = times(factor, value, element<E>(0, 0));
                }
            } else {
                UNROLL
                for (int r = 0; r < 1 << K; r++) {
                    E sum = element<E>(0, 0);
                    UNROLL
                    for (int c = 0; c < 1 << K; c++) {
                        sum = times(entry(entries, r, c, K, reversed), in[c], sum);
                    }
                    at[place(r, op.targets, K)] = sum;
                }
            }
        }
    });
}

// Larger matrices, a thread for each row: as many groups as fit are copied to the scratch, then every row is computed
// from the copy. Element e of the scratch is amplitude e & (2^k - 1) of group first + (e >> k).
template <typename E>
DEVICE void applyRows(const Block& block, const Tile<E>& tile, const Op& op, const E* numbers, const I64* sources,
        E* scratch, bool reversed) {
    const int k = static_cast<int>(op.bits);
    const int groupBits = tile.bits - k;
    const int groups = tile.samples << groupBits;
    const int atOnce = SCRATCH >> k;
    for (int first = 0; first < groups; first += atOnce) {
        const int elements = (groups - first < atOnce ? groups - first : atOnce) << k;
        block.each([&](int thread) {
            for (int e = thread; e < elements; e += block.threads) {
                const int g = first + (e >> k);
                const I64 start = spread(g & ((1 << groupBits) - 1), op.ascending, k);
                scratch[e] = tile.data[(static_cast<I64>(g >> groupBits) << tile.bits) + start
                        + place(e & ((1 << k) - 1), op.targets, k)];
            }
        });
        block.each([&](int thread) {
            for (int e = thread; e < elements; e += block.threads) {
                const int g = first + (e >> k);
                const int row = e & ((1 << k) - 1);
                const int sample = g >> groupBits;
                const I64 start = spread(g & ((1 << groupBits) - 1), op.ascending, k);
                if ((tile.word(start) & op.controls) != op.values) {
                    continue;
                }
                const Entries<E> entries = tile.entries(op, numbers, sample);
                const E* in = scratch + (e >> k << k);
                E* at = tile.data + (static_cast<I64>(sample) << tile.bits) + start;
                if (op.kind == PERMUTATION) {
                    const int source = static_cast<int>(sources[op.sources + row]);
                    const E factor = reversed ? conjugate(entries.at(row)) : entries.at(row);
                    at[place(reversed ? source : row, op.targets, k)] = times(factor, in[reversed ? row : source],
                            element<E>(0, 0));
                } else {
                    E sum = element<E>(0, 0);
                    for (int c = 0; c < 1 << k; c++) {
                        sum = times(entry(entries, row, c, k, reversed), in[c], sum);
                    }
                    at[place(row, op.targets, k)] = sum;
                }
            }
        });
    }
}

// The op, or its conjugate transpose.
template <typename E>
DEVICE void apply(const Block& block, const Tile<E>& tile, const Op& op, const E* numbers, const I64* sources,
        E* scratch, bool reversed) {
    if (op.kind == DIAGONAL) {
        applyDiagonal(block, tile, op, numbers, reversed);
    } else if (op.bits == 1) {
        applyGroups<E, 1>(block, tile, op, numbers, sources, reversed);
    } else if (op.bits == 2) {
        applyGroups<E, 2>(block, tile, op, numbers, sources, reversed);
    } else if (op.bits == 3) {
        applyGroups<E, 3>(block, tile, op, numbers, sources, reversed);
    } else {
        applyRows(block, tile, op, numbers, sources, scratch, reversed);
    }
}
