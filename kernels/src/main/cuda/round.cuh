// Rounds: between two barriers every thread of a block loads some amplitudes into registers, applies ops there and stores
// them where it found them.
//
// A tile of 2^(R + 8) amplitudes lies in shared memory. A round says which bits of the state's index are bits of a thread's
// number and which are register bits. Where an amplitude lies is linear in its index over the field of two elements: each
// bit has a column, and the place is the exclusive or of the columns of the bits that are one. So a place can spread
// amplitudes over the banks of the memory, and steps that permute indices linearly need but other columns in the next
// round. Index and place of an amplitude are one word, the place above the index, and so
// the word of an amplitude is the exclusive or of those of its bits. The first round of a pass loads from the states in
// memory, the last one stores there.
#pragma once

#include "registers.cuh"

// Bits of the number of a thread in a block of MOST_THREADS, and how many of them one table of words covers.
#define THREAD_BITS 8
#define WORD_TABLE_BITS 4
// Bits of a word that are the index.
#define INDEX_BITS 48
// Most register bits of any element, and most bits of a tile's base that places depend on.
#define MOST_REGISTER_BITS 4
#define MOST_BASE_WORDS 8

struct Round {
    // The words of a thread's number with the lowest bits alone, and with the others alone.
    I64 lowWords[1 << WORD_TABLE_BITS];
    I64 highWords[1 << (THREAD_BITS - WORD_TABLE_BITS)];
    // The word of each register bit. Where a state has fewer bits than there are registers, the index of the others is 0:
    // their amplitudes are copies.
    I64 registerWords[MOST_REGISTER_BITS];
    // Words of bits of the tile's base that places depend on; 0 beyond the last.
    I64 baseWords[MOST_BASE_WORDS];
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

DEVICE I64 threadWord(const Round& round, int thread) {
    return round.lowWords[thread & ((1 << WORD_TABLE_BITS) - 1)] ^ round.highWords[thread >> WORD_TABLE_BITS];
}

DEVICE I64 indexOf(I64 word) {
    return word & ((static_cast<I64>(1) << INDEX_BITS) - 1);
}

DEVICE int placeOf(I64 word) {
    return static_cast<int>(static_cast<U64>(word) >> INDEX_BITS);
}

// The place of the index that has the bits of a word and those of a tile's base.
DEVICE int placeOf(const Round& round, I64 word, I64 base) {
    int out = placeOf(word);
    for (int i = 0; i < MOST_BASE_WORDS && round.baseWords[i] != 0; i++) {
        out ^= (base & indexOf(round.baseWords[i])) != 0 ? placeOf(round.baseWords[i]) : 0;
    }
    return out;
}

// Where the amplitudes of a thread are in memory: the first, and from one without its lowest register bit the next.
template <int R, typename E>
DEVICE void inStates(E* (&at)[1 << R], const Round& round, E* first) {
    at[0] = first;
    UNROLL
    for (int j = 1; j < 1 << R; j++) {
        at[j] = at[j & (j - 1)] + indexOf(round.registerWords[ones((j & -j) - 1)]);
    }
}

// Between the 2^R registers from v on and memory, where the first of them belongs to `first`.
template <int R, typename E>
DEVICE void loadStates(E* v, const Round& round, const E* first) {
    const E* at[1 << R];
    inStates<R>(at, round, first);
    UNROLL
    for (int j = 0; j < 1 << R; j++) {
        v[j] = *at[j];
    }
}

template <int R, typename E>
DEVICE void storeStates(const E* v, const Round& round, E* first) {
    FORGET;
    E* at[1 << R];
    inStates<R>(at, round, first);
    UNROLL
    for (int j = 0; j < 1 << R; j++) {
        *at[j] = v[j];
    }
}

// The place of amplitude j of a thread; the compiler knows j.
template <int R>
DEVICE int registerPlace(const Round& round, int j) {
    int out = 0;
    UNROLL
    for (int r = 0; r < R; r++) {
        out ^= (j >> r & 1) != 0 ? placeOf(round.registerWords[r]) : 0;
    }
    return out;
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
