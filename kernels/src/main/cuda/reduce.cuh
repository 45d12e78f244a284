// Sums in a fixed order.
#pragma once

#include "op.cuh"

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

// Sums over the amplitudes of every sample of a tile. A thread adds up `value(sample, i)` over pairs of neighboring
// local indices; with several samples in the tile there is a thread for each pair, so that a thread's sum belongs to
// one sample. The sum of sample s is then at partials[s * segment]; the length of a segment is returned.
template <typename E, typename Value>
DEVICE int sumSamples(const Block& block, const Tile<E>& tile, double* partials, Value value) {
    const int pairBits = tile.bits - 1;
    const int pairs = tile.samples << pairBits;
    const bool shared = tile.samples > 1;
    block.each([&](int thread) {
        double sum = 0;
        for (int p = thread; p < pairs; p += block.threads) {
            const int sample = p >> pairBits;
            const I64 local = static_cast<I64>(p & ((1 << pairBits) - 1)) << 1;
            sum += value(sample, local) + value(sample, local | 1);
        }
        partials[thread] = sum;
    });
    const int segment = shared || (1 << pairBits) < block.threads ? 1 << pairBits : block.threads;
    sumSegments(block, partials, shared ? pairs : segment, segment);
    return segment;
}
