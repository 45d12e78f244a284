// Sums over states in memory. A block sums a chunk of one state; the sums of the chunks are added up afterwards, in
// order. Chunks depend on the number of bits alone.
#pragma once

#include "readout.cuh"
#include "reduce.cuh"

// Sums a number for each index of a chunk: thread t takes t, t + threads, ... of it.
template <typename Value>
DEVICE void sumChunk(const Block& block, I64 begin, I64 end, double* out, Value value) {
    double* partials = reinterpret_cast<double*>(block.shared);
    block.each([&](int thread) {
        double sum = 0;
        for (I64 i = begin + thread; i < end; i += block.threads) {
            sum += value(i);
        }
        partials[thread] = sum;
    });
    sumSegments(block, partials, block.threads, block.threads);
    block.each([&](int thread) {
        if (thread == 0) {
            *out = partials[0];
        }
    });
}

// Sums rows of `parts` numbers: sums[r] = scale * (parts[r * count] + ...).
struct FoldArguments {
    const double* parts;
    I64 count;
    double* sums;
    double scale;
};

DEVICE void fold(const Block& block, const FoldArguments& a) {
    double* out = a.sums + block.index;
    sumChunk(block, block.index * a.count, (block.index + 1) * a.count, out, [&](I64 i) -> double {
        return a.scale * a.parts[i];
    });
}

// Inner products <bra| ket> of complex vectors, or with real numbers of real ones: real part to
// parts[sample * chunks + chunk], imaginary part to parts[(count + sample) * chunks + chunk].
template <typename E>
struct InnerArguments {
    const E* bra;
    const E* ket;
    I64 bits;
    I64 count;
    I64 chunkBits;
    // Chunks of one state: 2^(bits - chunkBits).
    I64 chunks;
    double* parts;
};

template <typename E>
DEVICE void inner(const Block& block, const InnerArguments<E>& a) {
    const I64 sample = block.index / a.chunks;
    const I64 chunk = block.index % a.chunks;
    const E* bra = a.bra + (sample << a.bits);
    const E* ket = a.ket + (sample << a.bits);
    for (int part = 0; part < 2; part++) {
        sumChunk(block, chunk << a.chunkBits, (chunk + 1) << a.chunkBits,
                a.parts + (part * a.count + sample) * a.chunks + chunk, [&](I64 i) -> double {
                    return part == 0 ? dot(bra[i], ket[i]) : re(bra[i]) * im(ket[i]) - im(bra[i]) * re(ket[i]);
                });
    }
}

// Outputs of complex states: output k of sample s, chunk by chunk, at parts[(k * count + s) * chunks + chunk].
template <typename E>
struct ExpectArguments {
    const E* states;
    I64 bits;
    I64 count;
    I64 chunkBits;
    I64 chunks;
    Outputs outputs;
    double* parts;
};

template <typename E>
DEVICE void expect(const Block& block, const ExpectArguments<E>& a) {
    const I64 row = block.index / a.chunks;
    const I64 chunk = block.index % a.chunks;
    const I64 k = row / a.count;
    const E* vector = a.states + (row % a.count << a.bits);
    sumChunk(block, chunk << a.chunkBits, (chunk + 1) << a.chunkBits, a.parts + row * a.chunks + chunk,
            [&](I64 j) -> double {
                double sum = 0;
                for (I64 t = a.outputs.starts[k]; t < a.outputs.starts[k + 1]; t++) {
                    sum += a.outputs.terms[t].coefficient * dot(vector[j], turned(a.outputs.terms[t], j, vector));
                }
                return sum;
            });
}

// Co-states of the weighted sum of the outputs of complex states; a thread for each amplitude.
template <typename E>
struct TurnArguments {
    const E* states;
    E* coStates;
    I64 bits;
    I64 count;
    Outputs outputs;
    const double* cotangent;
};

template <typename E>
DEVICE void turn(const Block& block, const TurnArguments<E>& a) {
    block.each([&](int thread) {
        const I64 at = block.index * block.threads + thread;
        if (at >= a.count << a.bits) {
            return;
        }
        const I64 sample = at >> a.bits;
        const I64 j = at & ((static_cast<I64>(1) << a.bits) - 1);
        const E* vector = a.states + (sample << a.bits);
        double x = 0;
        double y = 0;
        for (I64 k = 0; k < a.outputs.count; k++) {
            const double weight = a.cotangent[k * a.count + sample];
            for (I64 t = a.outputs.starts[k]; t < a.outputs.starts[k + 1]; t++) {
                const E v = turned(a.outputs.terms[t], j, vector);
                x += weight * a.outputs.terms[t].coefficient * re(v);
                y += weight * a.outputs.terms[t].coefficient * im(v);
            }
        }
        a.coStates[at] = element<E>(x, y);
    });
}

// Outputs of real vectors: a thread for each output of each sample.
template <typename E>
struct EntriesArguments {
    const E* states;
    I64 bits;
    I64 count;
    Outputs outputs;
    double* values;
};

template <typename E>
DEVICE void entriesOf(const Block& block, const EntriesArguments<E>& a) {
    block.each([&](int thread) {
        const I64 row = block.index * block.threads + thread;
        if (row >= a.outputs.count * a.count) {
            return;
        }
        const I64 k = row / a.count;
        const E* vector = a.states + (row % a.count << a.bits);
        double sum = 0;
        for (I64 t = a.outputs.starts[k]; t < a.outputs.starts[k + 1]; t++) {
            sum += a.outputs.terms[t].coefficient * vector[a.outputs.terms[t].flip];
        }
        a.values[row] = sum;
    });
}

// The start of co-states of real vectors, which are zero before; a thread for each weighted index of each sample.
template <typename E>
struct WeighArguments {
    E* coStates;
    I64 bits;
    I64 count;
    Weights weights;
    const double* cotangent;
};

template <typename E>
DEVICE void weigh(const Block& block, const WeighArguments<E>& a) {
    block.each([&](int thread) {
        const I64 i = block.index * block.threads + thread;
        if (i >= a.weights.count * a.count) {
            return;
        }
        const I64 j = i / a.count;
        const I64 sample = i % a.count;
        double sum = 0;
        for (I64 w = a.weights.starts[j]; w < a.weights.starts[j + 1]; w++) {
            const Term& weight = a.weights.weights[w];
            sum += a.cotangent[weight.flip * a.count + sample] * weight.coefficient;
        }
        a.coStates[(sample << a.bits) + a.weights.indices[j]] = static_cast<E>(sum);
    });
}

// Squared magnitudes summed over all bits but those of keptMask, which are packed into the outcome. The other bits are
// split into 2^partBits parts whose lowest bits differ, so that the threads of a warp read together: part p of outcome
// o of sample s sums the indices deposit(order[o]) | deposit(e << partBits | p, restMask) over e, to
// parts[(o * count + s) << partBits | p].
template <typename E>
struct ProbabilityArguments {
    const E* states;
    I64 bits;
    I64 count;
    // Place of bit i of the outcome, for each i.
    const I64* kept;
    I64 keptBits;
    I64 restMask;
    I64 partBits;
    // 2^(bits - keptBits - partBits) indices for each part.
    I64 each;
    double* parts;
};

template <typename E>
DEVICE void probability(const Block& block, const ProbabilityArguments<E>& a) {
    block.each([&](int thread) {
        const I64 i = block.index * block.threads + thread;
        if (i >= a.count << (a.keptBits + a.partBits)) {
            return;
        }
        const I64 part = i & ((static_cast<I64>(1) << a.partBits) - 1);
        const I64 row = i >> a.partBits;
        const I64 outcome = row / a.count;
        I64 base = 0;
        for (I64 b = 0; b < a.keptBits; b++) {
            base |= (outcome >> b & 1) << a.kept[b];
        }
        const E* vector = a.states + (row % a.count << a.bits) + base;
        double sum = 0;
        for (I64 e = 0; e < a.each; e++) {
            const E v = vector[deposit(e << a.partBits | part, a.restMask)];
            sum += dot(v, v);
        }
        a.parts[i] = sum;
    });
}
