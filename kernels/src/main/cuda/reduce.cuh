// Sums in a fixed order.
#pragma once

#include "portable.cuh"

// Sums of segments of partials, 2^k each, one after the other; each sum goes to the first of its segment. Every round
// adds eight partials into one, so that 256 of them take three barriers.
DEVICE void sumSegments(const Block& block, double* partials, int count, int segment) {
    for (int length = segment; length > 1;) {
        const int parts = length < 8 ? length : 8;
        const int stride = length / parts;
        block.each([&](int thread) {
            for (int at = thread; at < count; at += block.threads) {
                if ((at & (segment - 1)) < stride) {
                    double sum = partials[at];
                    for (int i = 1; i < parts; i++) {
                        sum += partials[at + i * stride];
                    }
                    partials[at] = sum;
                }
            }
        });
        length = stride;
    }
}
