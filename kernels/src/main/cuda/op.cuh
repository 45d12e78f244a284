// A step as the card runs it, and the tile of amplitudes it runs on.
#pragma once

#include "registers.cuh"

// Within a tile an amplitude has a local index; the index bits that the tile does not hold are the same for the whole
// tile, its base. Controls and diagonals may ask for both kinds. So both are put into one word, the local index in the
// lowest PLACE_BITS bits and the base above: bit p of the local index is bit p of the word, bit b of the state's index
// is bit PLACE_BITS + b. Targets of dense matrices and permutations are always local.
#define PLACE_BITS 16

struct Op {
    I64 kind;
    // k: the matrix has 2^k rows.
    I64 bits;
    // Positions of the matrix bits in the word, and the same sorted upwards.
    I64 targets;
    I64 ascending;
    // Masks of the word: the step acts where word & controls == values.
    I64 controls;
    I64 values;
    // Entry e for sample s is numbers[this.numbers + e * entryStride + s * sampleStride].
    I64 numbers;
    I64 entryStride;
    I64 sampleStride;
    // Of a permutation: row r is entry r times what was at sources[this.sources + r].
    I64 sources;
    // The state before the step goes to this number of the tape, or -1.
    I64 tape;
    // The derivatives wanted of this step: wanted[firstWanted .. endWanted).
    I64 firstWanted;
    I64 endWanted;
    // Of a derivative: which row of the gradients it gives.
    I64 row;
};

// 2^bits amplitudes of each of some samples in shared memory, a sample's together: sample s, local index i at
// data[s << bits | i].
template <typename E>
struct Tile {
    E* data;
    int bits;
    int samples;
    // Samples with numbers of their own; the tile may hold their states twice over.
    int distinct;
    // The bits of the state's index outside the tile.
    I64 base;
    // The batch's number of the first sample.
    I64 first;

    DEVICE I64 word(I64 local) const {
        return local | base << PLACE_BITS;
    }

    DEVICE Entries<E> entries(const Op& op, const E* numbers, int sample) const {
        const I64 own = first + (sample < distinct ? sample : sample - distinct);
        const Entries<E> out = {numbers + op.numbers + own * op.sampleStride, op.entryStride};
        return out;
    }
};
