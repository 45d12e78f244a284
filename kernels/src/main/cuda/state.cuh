// Starts of states in memory, and what is taken from them amplitude by amplitude.
#pragma once

#include "number.cuh"

// 1 at index 0, or the given amplitudes [index * count + sample]; a thread for each amplitude.
template <typename E>
struct StartArguments {
    E* states;
    I64 bits;
    I64 count;
    const double* real;
    const double* imaginary;
    // The amplitude of index 0 where none are given.
    double first;
};

template <typename E>
DEVICE void startStates(const Block& block, const StartArguments<E>& a) {
    block.each([&](int thread) {
        const I64 at = block.index * block.threads + thread;
        if (at >= a.count << a.bits) {
            return;
        }
        const I64 index = at & ((static_cast<I64>(1) << a.bits) - 1);
        const I64 from = index * a.count + (at >> a.bits);
        a.states[at] = a.real == nullptr
                ? element<E>(index == 0 ? a.first : 0, 0)
                : element<E>(a.real[from], a.imaginary == nullptr ? 0 : a.imaginary[from]);
    });
}

// scale * the real parts of chosen indices, or of all where none are chosen: [j * count + sample].
template <typename E>
struct GatherArguments {
    const E* states;
    I64 bits;
    I64 count;
    const I64* indices;
    I64 chosen;
    double scale;
    double* out;
};

template <typename E>
DEVICE void gather(const Block& block, const GatherArguments<E>& a) {
    block.each([&](int thread) {
        const I64 i = block.index * block.threads + thread;
        if (i >= a.chosen * a.count) {
            return;
        }
        const I64 j = i / a.count;
        const I64 sample = i % a.count;
        a.out[i] = a.scale * re(a.states[(sample << a.bits) + (a.indices == nullptr ? j : a.indices[j])]);
    });
}
