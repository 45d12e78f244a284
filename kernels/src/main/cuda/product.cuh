// Products of matrices, for machines without cuBLAS.
#pragma once

#include "number.cuh"

// Side of the square that a block of 16 * 16 threads computes.
#define SIDE 16

// C = A B with A rows x inner and B inner x columns, all column after column: C(r, c) is c[c * rows + r].
template <typename E>
struct ProductArguments {
    const E* a;
    const E* b;
    E* c;
    I64 rows;
    I64 inner;
    I64 columns;
};

// Block (r, c), numbered c * ceil(rows / SIDE) + r, computes the square at row r * SIDE and column c * SIDE. It takes
// both factors in squares through shared memory; what lies outside counts as zero. Thread t has row t mod SIDE and
// column t / SIDE of the square.
template <typename E>
DEVICE void product(const Block& block, const ProductArguments<E>& p) {
    E* left = reinterpret_cast<E*>(block.shared);
    E* right = left + SIDE * SIDE;
    E* sums = right + SIDE * SIDE;
    const I64 down = (p.rows + SIDE - 1) / SIDE;
    const I64 row0 = block.index % down * SIDE;
    const I64 column0 = block.index / down * SIDE;
    block.each([&](int thread) { sums[thread] = element<E>(0, 0); });
    for (I64 k0 = 0; k0 < p.inner; k0 += SIDE) {
        block.each([&](int thread) {
            const int i = thread % SIDE;
            const int j = thread / SIDE;
            left[thread] = row0 + i < p.rows && k0 + j < p.inner ? p.a[(k0 + j) * p.rows + row0 + i]
                                                                 : element<E>(0, 0);
            right[thread] = k0 + i < p.inner && column0 + j < p.columns ? p.b[(column0 + j) * p.inner + k0 + i]
                                                                        : element<E>(0, 0);
        });
        block.each([&](int thread) {
            const int i = thread % SIDE;
            const int j = thread / SIDE;
            E sum = sums[thread];
            for (int k = 0; k < SIDE; k++) {
                sum = times(left[k * SIDE + i], right[j * SIDE + k], sum);
            }
            sums[thread] = sum;
        });
    }
    block.each([&](int thread) {
        const I64 row = row0 + thread % SIDE;
        const I64 column = column0 + thread / SIDE;
        if (row < p.rows && column < p.columns) {
            p.c[column * p.rows + row] = sums[thread];
        }
    });
}
