// Rounds: between two barriers every thread of a block loads some amplitudes into registers, applies ops there and stores
// them where it found them.
//
// A tile of 2^(R + 8) amplitudes lies in shared memory. A round says which bits of the state's index are bits of a thread's
// number and which are register bits. Where an amplitude lies is linear in its index over the field of two elements: each
// bit has a column, and the place is the exclusive or of the columns of the bits that are one. So a place can spread
// amplitudes over the banks of the memory, and steps that permute indices linearly need but other columns in the next
// round. The first round of a pass loads from the states in memory, the last one stores there.
#pragma once

#include "registers.cuh"

// Bits of the number of a thread in a block of MOST_THREADS.
#define THREAD_BITS 8

struct Round {
    // The position in the index of each bit of the thread's number, packed, and of each register bit.
    I64 threadBits;
    I64 registerBits;
    // Columns of the same bits, 16 bits each, four to a word.
    I64 threadPlaces[2];
    I64 registerPlaces[2];
    // 1 where it loads from memory, or stores to it, else 0.
    I64 loads;
    I64 stores;
    // ops[firstOp .. endOp)
    I64 firstOp;
    I64 endOp;
    // Derivatives among the ops, and the row of the gradients that the first gives; the others follow.
    I64 derivatives;
    I64 firstRow;
};

// An op of a round. In forward sweeps ops act, or put the state on the tape. Backward sweeps take a co-state with the
// state: ops that act undo steps, on the state, on the co-state or on both; the tape gives the state, and derivatives are
// taken between the two.
struct RoundOp {
    RegisterOp op;
    I64 task;
    // Number of the state on the tape.
    I64 tape;
};

DEVICE I64 threadIndex(const Round& round, int thread) {
    I64 out = 0;
    UNROLL
    for (int b = 0; b < THREAD_BITS; b++) {
        out |= static_cast<I64>(thread >> b & 1) << position(round.threadBits, b);
    }
    return out;
}

DEVICE int column(const I64* columns, int bit) {
    return static_cast<int>(columns[bit / 4] >> (16 * (bit % 4))) & 0xFFFF;
}

DEVICE int threadPlace(const Round& round, int thread) {
    int out = 0;
    UNROLL
    for (int b = 0; b < THREAD_BITS; b++) {
        out ^= (thread >> b & 1) != 0 ? column(round.threadPlaces, b) : 0;
    }
    return out;
}

// The positions or places of the register bits of the amplitude j of a thread; the compiler knows j.
template <int R>
DEVICE I64 registerIndex(const Round& round, int j) {
    I64 out = 0;
    UNROLL
    for (int r = 0; r < R; r++) {
        out |= static_cast<I64>(j >> r & 1) << position(round.registerBits, r);
    }
    return out;
}

template <int R>
DEVICE int registerPlace(const Round& round, int j) {
    int out = 0;
    UNROLL
    for (int r = 0; r < R; r++) {
        out ^= (j >> r & 1) != 0 ? column(round.registerPlaces, r) : 0;
    }
    return out;
}

// Between the 2^R registers from v on and memory, where indices end at `end`; what lies beyond is zero.
template <int R, typename E>
DEVICE void loadStates(E* v, const Round& round, const E* states, I64 index, I64 end) {
    UNROLL
    for (int j = 0; j < 1 << R; j++) {
        const I64 at = index | registerIndex<R>(round, j);
        v[j] = at < end ? states[at] : element<E>(0, 0);
    }
}

template <int R, typename E>
DEVICE void storeStates(const E* v, const Round& round, E* states, I64 index, I64 end) {
    UNROLL
    for (int j = 0; j < 1 << R; j++) {
        const I64 at = index | registerIndex<R>(round, j);
        if (at < end) {
            states[at] = v[j];
        }
    }
}

// Between registers and shared memory, where the thread's own place is `at`.
template <int R, typename E>
DEVICE void loadTile(E* v, const Round& round, const E* tile, int at) {
    UNROLL
    for (int j = 0; j < 1 << R; j++) {
        v[j] = tile[at ^ registerPlace<R>(round, j)];
    }
}

template <int R, typename E>
DEVICE void storeTile(const E* v, const Round& round, E* tile, int at) {
    UNROLL
    for (int j = 0; j < 1 << R; j++) {
        tile[at ^ registerPlace<R>(round, j)] = v[j];
    }
}
