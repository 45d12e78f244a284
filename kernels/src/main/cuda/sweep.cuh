// States in memory: passes, and steps too wide for one.
//
// A pass runs over tiles. Tile number b of a state with the local bits `localMask` and the others `outerMask` has the
// base deposit(b, outerMask), and its local index j is the state's index base | deposit(j, localMask). The lowest bits
// are always local, so that neighboring threads touch neighboring memory. States of fewer bits than a tile are taken
// several together. A block gathers its tile, applies every op of the pass and writes it back.
#pragma once

#include "adjoint.cuh"
#include "apply.cuh"

template <typename E>
struct SweepArguments {
    // State of sample s from states[s << bits]; the samples of a launch are [first, first + count).
    E* states;
    // Co-states laid out alike, or null in forward passes.
    E* coStates;
    I64 bits;
    I64 first;
    I64 count;
    I64 togetherBits;
    I64 localMask;
    I64 outerMask;
    I64 localBits;
    // Tiles of one state: 2^(bits - localBits).
    I64 tiles;
    const Op* ops;
    I64 opCount;
    const E* numbers;
    const I64* sources;
    const Op* wanted;
    double* gradients;
    // States before steps [((tape * count + sample) * tiles + tile) << localBits | j], numbered within the launch.
    E* tape;
};

// The tile of a block: samples are numbered within the launch.
template <typename E>
DEVICE Tile<E> tileOf(const Block& block, const SweepArguments<E>& a, E* data) {
    const I64 first = block.index / a.tiles << a.togetherBits;
    const I64 together = static_cast<I64>(1) << a.togetherBits;
    const int samples = static_cast<int>(a.count - first < together ? a.count - first : together);
    const Tile<E> tile = {data, static_cast<int>(a.localBits), samples, samples,
            deposit(block.index % a.tiles, a.outerMask), first};
    return tile;
}

template <typename E>
DEVICE void transfer(const Block& block, const SweepArguments<E>& a, const Tile<E>& tile, E* states, bool back) {
    block.each([&](int thread) {
        for (int i = thread; i < tile.samples << tile.bits; i += block.threads) {
            const I64 sample = a.first + tile.first + (i >> tile.bits);
            E* at = states + (sample << a.bits) + tile.base + deposit(i & ((1 << tile.bits) - 1), a.localMask);
            if (back) {
                *at = tile.data[i];
            } else {
                tile.data[i] = *at;
            }
        }
    });
}

template <typename E>
DEVICE void record(const Block& block, const SweepArguments<E>& a, const Op& op, const Tile<E>& tile, bool back) {
    if (op.tape < 0) {
        return;
    }
    const I64 number = block.index % a.tiles;
    block.each([&](int thread) {
        for (int i = thread; i < tile.samples << tile.bits; i += block.threads) {
            const I64 sample = tile.first + (i >> tile.bits);
            E* at = a.tape + (((op.tape * a.count + sample) * a.tiles + number) << tile.bits)
                    + (i & ((1 << tile.bits) - 1));
            if (back) {
                tile.data[i] = *at;
            } else {
                *at = tile.data[i];
            }
        }
    });
}

template <typename E>
DEVICE void sweepForward(const Block& block, const SweepArguments<E>& a) {
    E* data = reinterpret_cast<E*>(block.shared);
    const Tile<E> tile = tileOf(block, a, data);
    E* scratch = data + (static_cast<I64>(1) << (a.localBits + a.togetherBits));
    transfer(block, a, tile, a.states, false);
    for (I64 i = 0; i < a.opCount; i++) {
        record(block, a, a.ops[i], tile, false);
        apply(block, tile, a.ops[i], a.numbers, a.sources, scratch, false);
    }
    transfer(block, a, tile, a.states, true);
}

template <typename E>
DEVICE void sweepBackward(const Block& block, const SweepArguments<E>& a) {
    E* data = reinterpret_cast<E*>(block.shared);
    const I64 room = static_cast<I64>(1) << (a.localBits + a.togetherBits);
    const Tile<E> tile = tileOf(block, a, data);
    Tile<E> co = tile;
    co.data = data + room;
    E* scratch = data + 2 * room;
    double* partials = reinterpret_cast<double*>(scratch + SCRATCH);
    const Gradients to = {a.gradients, a.count, a.tiles, block.index % a.tiles};
    if (Traits<E>::isComplex) {
        transfer(block, a, tile, a.states, false);
    }
    transfer(block, a, co, a.coStates, false);
    for (I64 i = a.opCount - 1; i >= 0; i--) {
        const Op& op = a.ops[i];
        if (Traits<E>::isComplex) {
            apply(block, tile, op, a.numbers, a.sources, scratch, true);
        } else {
            record(block, a, op, tile, true);
        }
        derivatives(block, tile, co, op, a.wanted, a.numbers, partials, to);
        apply(block, co, op, a.numbers, a.sources, scratch, true);
    }
    if (Traits<E>::isComplex) {
        transfer(block, a, tile, a.states, true);
    }
    transfer(block, a, co, a.coStates, true);
}

// A matrix on more bits than a tile takes, from one copy of the states to another; a thread for each amplitude. Row r
// of a group whose amplitude 0 is at `start` lies at start | place(r).
template <typename E>
struct WideArguments {
    const E* from;
    E* to;
    I64 bits;
    I64 first;
    I64 count;
    const Op* op;
    const E* numbers;
    // 1 for the conjugate transpose.
    I64 reversed;
    // 1 where the result is zero, 0 where it is unchanged, at indices whose controls do not have their values.
    I64 zeroElsewhere;
};

template <typename E>
DEVICE E wideRow(const WideArguments<E>& a, I64 sample, I64 index) {
    const Op& op = *a.op;
    const E* from = a.from + ((a.first + sample) << a.bits);
    if ((index << PLACE_BITS & op.controls) != op.values) {
        return a.zeroElsewhere ? element<E>(0, 0) : from[index];
    }
    const int k = static_cast<int>(op.bits);
    // Targets are places of the state's index here.
    int row = 0;
    I64 rest = index;
    for (int i = 0; i < k; i++) {
        const int at = static_cast<int>((i < 8 ? op.targets : op.ascending) >> (8 * (i & 7)) & 0xFF);
        row |= static_cast<int>(index >> at & 1) << i;
        rest &= ~(static_cast<I64>(1) << at);
    }
    const Entries<E> entries = {a.numbers + op.numbers + sample * op.sampleStride, op.entryStride};
    E sum = element<E>(0, 0);
    for (int c = 0; c < 1 << k; c++) {
        I64 at = rest;
        for (int i = 0; i < k; i++) {
            at |= static_cast<I64>(c >> i & 1) << ((i < 8 ? op.targets : op.ascending) >> (8 * (i & 7)) & 0xFF);
        }
        const E factor = a.reversed ? conjugate(entries.at((static_cast<I64>(c) << k) | row))
                                    : entries.at((static_cast<I64>(row) << k) | c);
        sum = times(factor, from[at], sum);
    }
    return sum;
}

template <typename E>
DEVICE void wide(const Block& block, const WideArguments<E>& a) {
    block.each([&](int thread) {
        const I64 i = block.index * block.threads + thread;
        if (i < a.count << a.bits) {
            const I64 sample = i >> a.bits;
            const I64 index = i & ((static_cast<I64>(1) << a.bits) - 1);
            a.to[((a.first + sample) << a.bits) + index] = wideRow(a, sample, index);
        }
    });
}
