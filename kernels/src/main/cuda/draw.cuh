// Sampling: indices drawn with the probabilities of a state, by prefix sums, with counter-based random numbers.
#pragma once

#include "measure.cuh"

// The generator Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011): a
// multiple of 2^-53 in [0, 1) from the first two words of the block of counter (item, event) under the key `seed`.
DEVICE double uniform(U64 seed, U64 item, U64 event) {
    U32 c0 = static_cast<U32>(item);
    U32 c1 = static_cast<U32>(item >> 32);
    U32 c2 = static_cast<U32>(event);
    U32 c3 = static_cast<U32>(event >> 32);
    U32 k0 = static_cast<U32>(seed);
    U32 k1 = static_cast<U32>(seed >> 32);
    for (int round = 0; round < 10; round++) {
        const U64 p0 = static_cast<U64>(0xD2511F53u) * c0;
        const U64 p2 = static_cast<U64>(0xCD9E8D57u) * c2;
        c0 = static_cast<U32>(p2 >> 32) ^ c1 ^ k0;
        c1 = static_cast<U32>(p2);
        c2 = static_cast<U32>(p0 >> 32) ^ c3 ^ k1;
        c3 = static_cast<U32>(p0);
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    const U64 bits = static_cast<U64>(c0) << 32 | c1;
    return static_cast<double>(bits >> 11) * (1.0 / 9007199254740992.0);
}

// The probability of each chunk of 2^chunkBits indices of one state; a block for each.
template <typename E>
struct MassArguments {
    const E* state;
    I64 chunkBits;
    double* masses;
};

template <typename E>
DEVICE void mass(const Block& block, const MassArguments<E>& a) {
    sumChunk(block, block.index << a.chunkBits, (block.index + 1) << a.chunkBits, a.masses + block.index,
            [&](I64 i) -> double { return dot(a.state[i], a.state[i]); });
}

// Sums of the chunks up to and with each, in place, by one block: every thread sums a range, the ranges are summed one
// after the other, then every thread runs through its range again.
struct ScanArguments {
    double* masses;
    I64 count;
};

DEVICE void scan(const Block& block, const ScanArguments& a) {
    double* sums = reinterpret_cast<double*>(block.shared);
    const I64 each = (a.count + block.threads - 1) / block.threads;
    block.each([&](int thread) {
        double sum = 0;
        for (I64 i = thread * each; i < (thread + 1) * each && i < a.count; i++) {
            sum += a.masses[i];
        }
        sums[thread] = sum;
    });
    block.each([&](int thread) {
        if (thread == 0) {
            double sum = 0;
            for (int i = 0; i < block.threads; i++) {
                const double own = sums[i];
                sums[i] = sum;
                sum += own;
            }
        }
    });
    block.each([&](int thread) {
        double sum = sums[thread];
        for (I64 i = thread * each; i < (thread + 1) * each && i < a.count; i++) {
            sum += a.masses[i];
            a.masses[i] = sum;
        }
    });
}

// A thread draws one shot: the first chunk whose sum exceeds u times the total, found by halving, and in it the first
// index at which the running sum does. Rounding may leave nothing at the end of a chunk; then it is the chunk's last
// index that is not impossible.
template <typename E>
struct DrawArguments {
    const E* state;
    I64 chunkBits;
    const double* sums;
    I64 chunks;
    I64 seed;
    I64 event;
    // The numbers of the shots, in whose place come their indices.
    I64* shots;
    I64 count;
};

template <typename E>
DEVICE void draw(const Block& block, const DrawArguments<E>& a) {
    block.each([&](int thread) {
        const I64 shot = block.index * block.threads + thread;
        if (shot >= a.count) {
            return;
        }
        const double wanted = uniform(static_cast<U64>(a.seed), static_cast<U64>(a.shots[shot]),
                                      static_cast<U64>(a.event)) * a.sums[a.chunks - 1];
        I64 low = 0;
        I64 high = a.chunks - 1;
        while (low < high) {
            const I64 middle = (low + high) / 2;
            if (a.sums[middle] > wanted) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        double sum = low == 0 ? 0 : a.sums[low - 1];
        I64 last = low << a.chunkBits;
        for (I64 i = low << a.chunkBits; i < (low + 1) << a.chunkBits; i++) {
            const double p = dot(a.state[i], a.state[i]);
            sum += p;
            last = p > 0 ? i : last;
            if (sum > wanted) {
                break;
            }
        }
        a.shots[shot] = last;
    });
}
