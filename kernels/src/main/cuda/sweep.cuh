// States in memory: passes, and steps too wide for one.
//
// A pass runs over tiles. The bits of a tile's number are the bits of the state's index that are not local to the pass.
// The lowest bits are always local, so that neighboring threads touch neighboring memory. States of fewer bits than a tile
// are taken several together: the bits of a sample's number lie above those of the state's index. A block takes its tile
// through the rounds of the pass; a pass of one round needs no shared memory.
#pragma once

#include "reduce.cuh"
#include "round.cuh"

// Most runs of neighboring bits that are not local: of the local ones all but eight are the lowest.
#define MOST_RUNS 9

// Neighboring bits of a tile's number that go to neighboring bits of the index: so far up, to these.
struct Run {
    I64 shift;
    I64 mask;
};

template <typename E>
struct SweepArguments {
    // State of sample s from states[s << bits]; the samples of a launch are [first, first + count).
    E* states;
    // Co-states laid out alike, or null in forward passes.
    E* coStates;
    I64 bits;
    I64 first;
    I64 count;
    // 2^togetherBits samples in a block, 2^tileBits tiles of each.
    I64 togetherBits;
    I64 tileBits;
    // How the bits of a tile's number go to the index; runs that are not there are all zero.
    Run runs[MOST_RUNS];
    const Round* rounds;
    I64 roundCount;
    const RoundOp* ops;
    const E* numbers;
    const I64* sources;
    // Row r of sample s and tile t of the launch at gradients[((r * count + s) << tileBits) + t].
    double* gradients;
    // States before steps, each laid out as the states of the launch.
    E* tape;
};

// Where a block works.
template <typename E>
struct SweepTile {
    // Bits of the index outside the tile.
    I64 base;
    I64 number;
    // The first sample, numbered within the launch, and how many there are.
    I64 sample;
    I64 samples;
    // Indices of these samples end here.
    I64 end;
    // Where they begin, in batches of the launch's samples and of all.
    I64 inLaunch;
    I64 inAll;

    DEVICE SweepTile(const Block& block, const SweepArguments<E>& a) {
        number = block.index & ((static_cast<I64>(1) << a.tileBits) - 1);
        base = 0;
        // Unrolled, as arguments can be indexed by constants alone.
        UNROLL
        for (int i = 0; i < MOST_RUNS; i++) {
            if (a.runs[i].mask == 0) {
                break;
            }
            base |= number << a.runs[i].shift & a.runs[i].mask;
        }
        sample = block.index >> a.tileBits << a.togetherBits;
        const I64 together = static_cast<I64>(1) << a.togetherBits;
        samples = a.count - sample < together ? a.count - sample : together;
        end = samples << a.bits;
        inLaunch = sample << a.bits;
        inAll = (a.first + sample) << a.bits;
    }
};

template <typename E>
DEVICE void sweepForward(const Block& block, const SweepArguments<E>& a) {
    constexpr int R = Traits<E>::registerBits;
    E* data = reinterpret_cast<E*>(block.shared);
    const SweepTile<E> tile(block, a);
    for (I64 i = 0; i < a.roundCount; i++) {
        const Round& round = a.rounds[i];
        block.each([&](int thread) {
            const I64 word = threadWord(round, thread);
            const I64 index = tile.base | indexOf(word);
            if (index >= tile.end) {
                return;
            }
            const int at = placeOf(round, word, tile.base);
            const I64 sample = tile.sample + (index >> a.bits);
            E v[1 << R];
            if (round.loads != 0) {
                loadStates<R>(v, round, a.states + tile.inAll + index);
            } else {
                loadTile<R>(v, round, data, at);
            }
            for (I64 o = round.firstOp; o < round.endOp; o++) {
                const RegisterOp& op = a.ops[o].op;
                if (a.ops[o].task == TAPE) {
                    storeStates<R>(v, round, a.tape + (a.ops[o].tape * a.count << a.bits) + tile.inLaunch + index);
                } else {
                    applyRegisters<E, R>(v, op, index, numbersOf(op, a.numbers, sample), a.sources);
                }
            }
            if (round.stores != 0) {
                storeStates<R>(v, round, a.states + tile.inAll + index);
            } else {
                storeTile<R>(v, round, data, at);
            }
        });
    }
}

// Most derivatives in a round.
#define MOST_DERIVATIVES 6

// Adds up what the threads of each sample found for each derivative of a round.
template <typename E>
DEVICE void gradientsOf(const Block& block, const SweepArguments<E>& a, const SweepTile<E>& tile, const Round& round,
        double* partials) {
    const int derivatives = static_cast<int>(round.derivatives);
    const int segment = MOST_THREADS >> a.togetherBits;
    sumSegments(block, partials, derivatives * MOST_THREADS, segment);
    block.each([&](int thread) {
        for (int i = thread; i < derivatives * tile.samples; i += block.threads) {
            const I64 row = i / tile.samples;
            const I64 sample = i % tile.samples;
            a.gradients[(((round.firstRow + row) * a.count + tile.sample + sample) << a.tileBits) + tile.number] =
                    partials[row * MOST_THREADS + sample * segment];
        }
    });
}

// Complex steps are unitary, so that states are undone on the way back: a thread holds 2^(R - 1) amplitudes of the state
// and as many of the co-state, which the highest register bit tells apart. States of real vectors come from the tape where
// a derivative needs them.
template <typename E>
DEVICE void sweepBackward(const Block& block, const SweepArguments<E>& a) {
    constexpr bool isUndone = Traits<E>::isComplex;
    constexpr int R = Traits<E>::registerBits;
    constexpr int H = isUndone ? R - 1 : R;
    E* data = reinterpret_cast<E*>(block.shared);
    E* coData = isUndone ? data + (MOST_THREADS << H) : data;
    double* partials = reinterpret_cast<double*>(data + (MOST_THREADS << R));
    const SweepTile<E> tile(block, a);
    for (I64 i = 0; i < a.roundCount; i++) {
        const Round& round = a.rounds[i];
        block.each([&](int thread) {
            const I64 word = threadWord(round, thread);
            const I64 index = tile.base | indexOf(word);
            if (index >= tile.end) {
                return;
            }
            const int at = placeOf(round, word, tile.base);
            const I64 sample = tile.sample + (index >> a.bits);
            // State and co-state, or the co-state alone.
            E v[1 << R];
            E* co = isUndone ? v + (1 << H) : v;
            E before[1 << H] = {};
            if (round.loads != 0) {
                loadStates<H>(co, round, a.coStates + tile.inAll + index);
                if (isUndone) {
                    loadStates<H>(v, round, a.states + tile.inAll + index);
                }
            } else {
                loadTile<H>(co, round, coData, at);
                if (isUndone) {
                    loadTile<H>(v, round, data, at);
                }
            }
            int derivatives = 0;
            for (I64 o = round.firstOp; o < round.endOp; o++) {
                const RegisterOp& op = a.ops[o].op;
                const Entries<E> entries = numbersOf(op, a.numbers, sample);
                if (a.ops[o].task == ACT) {
                    applyRegisters<E, R, NeedsAll<E, H> >(v, op, index, entries, a.sources);
                } else if (a.ops[o].task == TAPE) {
                    loadStates<H>(before, round, a.tape + (a.ops[o].tape * a.count << a.bits) + tile.inLaunch + index);
                } else {
                    E after[1 << H];
                    UNROLL
                    for (int j = 0; j < 1 << H; j++) {
                        after[j] = co[j];
                        before[j] = isUndone ? v[j] : before[j];
                    }
                    partials[derivatives++ * MOST_THREADS + thread] =
                            derivative<E, H>(before, after, op, index, entries);
                }
            }
            if (round.stores != 0) {
                storeStates<H>(co, round, a.coStates + tile.inAll + index);
                if (isUndone) {
                    storeStates<H>(v, round, a.states + tile.inAll + index);
                }
            } else {
                storeTile<H>(co, round, coData, at);
                if (isUndone) {
                    storeTile<H>(v, round, data, at);
                }
            }
        });
        if (round.derivatives != 0) {
            gradientsOf(block, a, tile, round, partials);
        }
    }
}

// A matrix on more bits than registers take, from one copy of the states to another; a thread for each amplitude.
template <typename E>
struct WideArguments {
    const E* from;
    E* to;
    I64 bits;
    I64 count;
    // The matrix acts on k bits, at the positions packed in `targets` and, from the ninth on, in `more`.
    I64 k;
    I64 targets;
    I64 more;
    I64 controls;
    I64 values;
    // Entry e for sample s is numbers[e * entryStride + s * sampleStride].
    const E* numbers;
    I64 entryStride;
    I64 sampleStride;
    // 1 where the result is zero, 0 where it is unchanged, at indices whose controls do not have their values.
    I64 zeroElsewhere;
};

template <typename E>
DEVICE E wideRow(const WideArguments<E>& a, I64 sample, I64 index) {
    const E* from = a.from + (sample << a.bits);
    if ((index & a.controls) != a.values) {
        return a.zeroElsewhere ? element<E>(0, 0) : from[index];
    }
    const int k = static_cast<int>(a.k);
    int row = 0;
    I64 rest = index;
    for (int i = 0; i < k; i++) {
        const int at = i < 8 ? position(a.targets, i) : position(a.more, i - 8);
        row |= static_cast<int>(index >> at & 1) << i;
        rest &= ~(static_cast<I64>(1) << at);
    }
    const Entries<E> entries = {a.numbers + sample * a.sampleStride, a.entryStride};
    E sum = element<E>(0, 0);
    for (int c = 0; c < 1 << k; c++) {
        I64 at = rest;
        for (int i = 0; i < k; i++) {
            at |= static_cast<I64>(c >> i & 1) << (i < 8 ? position(a.targets, i) : position(a.more, i - 8));
        }
        sum = times(entries.at((static_cast<I64>(row) << k) | c), from[at], sum);
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
            a.to[i] = wideRow(a, sample, index);
        }
    });
}
