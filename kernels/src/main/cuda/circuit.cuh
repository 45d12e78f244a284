// Batches of small states: a block takes some samples from their start to their read-out, and in gradients back again,
// in one launch. States stay in shared memory.
#pragma once

#include "adjoint.cuh"
#include "apply.cuh"
#include "readout.cuh"

template <typename E>
struct CircuitArguments {
    // B samples of 2^bits amplitudes; a block holds 2^togetherBits of them.
    I64 count;
    I64 bits;
    I64 togetherBits;
    const Op* ops;
    I64 opCount;
    const E* numbers;
    const I64* sources;
    // Start amplitudes [index * count + sample], or null for 1 at index 0; imaginary parts may be null.
    const double* startReal;
    const double* startImaginary;
    Outputs outputs;
    // Receives [k * count + sample], or null.
    double* values;
    // The rest for gradients alone.
    const double* cotangent;
    Weights weights;
    const Op* wanted;
    Gradients gradients;
    // Receives the gradient of the start amplitudes' real parts [index * count + sample], or null.
    double* startGradient;
    // States before steps [(tape * count + sample) << bits | index]; for real vectors alone.
    E* tape;
};

template <typename E>
DEVICE void start(const Block& block, const CircuitArguments<E>& a, const Tile<E>& tile) {
    block.each([&](int thread) {
        for (int i = thread; i < tile.samples << tile.bits; i += block.threads) {
            const I64 local = i & ((1 << tile.bits) - 1);
            const I64 at = local * a.count + tile.first + (i >> tile.bits);
            tile.data[i] = a.startReal == nullptr
                    ? element<E>(local == 0 ? 1 : 0, 0)
                    : element<E>(a.startReal[at], a.startImaginary == nullptr ? 0 : a.startImaginary[at]);
        }
    });
}

// Outputs of complex states: a sum over all amplitudes for each.
template <typename R>
DEVICE void read(const Block& block, const CircuitArguments<Complex<R> >& a, const Tile<Complex<R> >& tile,
        double* partials) {
    for (I64 k = 0; k < a.outputs.count; k++) {
        const int segment = sumSamples(block, tile, partials, [&](int sample, I64 j) -> double {
            const Complex<R>* vector = tile.data + (static_cast<I64>(sample) << tile.bits);
            double sum = 0;
            for (I64 t = a.outputs.starts[k]; t < a.outputs.starts[k + 1]; t++) {
                const Term& term = a.outputs.terms[t];
                sum += term.coefficient * dot(vector[j], turned(term, j, vector));
            }
            return sum;
        });
        block.each([&](int thread) {
            if (thread < tile.samples) {
                a.values[k * a.count + tile.first + thread] = partials[thread * segment];
            }
        });
    }
}

// Outputs of real vectors: sums of single entries, a thread for each output of each sample.
template <typename R>
DEVICE void read(const Block& block, const CircuitArguments<R>& a, const Tile<R>& tile, double*) {
    block.each([&](int thread) {
        for (I64 i = thread; i < a.outputs.count * tile.samples; i += block.threads) {
            const I64 k = i / tile.samples;
            const I64 sample = i % tile.samples;
            double sum = 0;
            for (I64 t = a.outputs.starts[k]; t < a.outputs.starts[k + 1]; t++) {
                sum += a.outputs.terms[t].coefficient * tile.data[(sample << tile.bits) + a.outputs.terms[t].flip];
            }
            a.values[k * a.count + tile.first + sample] = sum;
        }
    });
}

// The co-state of the weighted sum of the outputs: of complex states its terms times the state.
template <typename R>
DEVICE void turnRound(const Block& block, const CircuitArguments<Complex<R> >& a, const Tile<Complex<R> >& tile,
        const Tile<Complex<R> >& co) {
    block.each([&](int thread) {
        for (int i = thread; i < tile.samples << tile.bits; i += block.threads) {
            const int sample = i >> tile.bits;
            const I64 j = i & ((1 << tile.bits) - 1);
            const Complex<R>* vector = tile.data + (static_cast<I64>(sample) << tile.bits);
            double x = 0;
            double y = 0;
            for (I64 k = 0; k < a.outputs.count; k++) {
                const double weight = a.cotangent[k * a.count + tile.first + sample];
                for (I64 t = a.outputs.starts[k]; t < a.outputs.starts[k + 1]; t++) {
                    const Complex<R> v = turned(a.outputs.terms[t], j, vector);
                    x += weight * a.outputs.terms[t].coefficient * v.re;
                    y += weight * a.outputs.terms[t].coefficient * v.im;
                }
            }
            co.data[i] = element<Complex<R> >(x, y);
        }
    });
}

// Of real vectors: the weights themselves.
template <typename R>
DEVICE void turnRound(const Block& block, const CircuitArguments<R>& a, const Tile<R>&, const Tile<R>& co) {
    block.each([&](int thread) {
        for (int i = thread; i < co.samples << co.bits; i += block.threads) {
            co.data[i] = 0;
        }
    });
    block.each([&](int thread) {
        for (I64 i = thread; i < a.weights.count * co.samples; i += block.threads) {
            const I64 j = i / co.samples;
            const I64 sample = i % co.samples;
            double sum = 0;
            for (I64 w = a.weights.starts[j]; w < a.weights.starts[j + 1]; w++) {
                const Term& weight = a.weights.weights[w];
                sum += a.cotangent[weight.flip * a.count + co.first + sample] * weight.coefficient;
            }
            co.data[(sample << co.bits) + a.weights.indices[j]] = static_cast<R>(sum);
        }
    });
}

// Copies a tile to the tape, or back.
template <typename E>
DEVICE void keep(const Block& block, const CircuitArguments<E>& a, const Op& op, const Tile<E>& tile, bool back) {
    if (op.tape < 0) {
        return;
    }
    E* tape = a.tape + ((op.tape * a.count + tile.first) << tile.bits);
    block.each([&](int thread) {
        for (int i = thread; i < tile.samples << tile.bits; i += block.threads) {
            if (back) {
                tile.data[i] = tape[i];
            } else {
                tape[i] = tile.data[i];
            }
        }
    });
}

// Shared memory: the states of the samples, in gradients their co-states, SCRATCH amplitudes, a partial sum for each
// thread.
template <typename E>
struct CircuitMemory {
    E* states;
    E* scratch;
    double* partials;

    DEVICE CircuitMemory(const Block& block, int amplitudes)
        : states(reinterpret_cast<E*>(block.shared)),
          scratch(states + amplitudes),
          partials(reinterpret_cast<double*>(scratch + SCRATCH)) {}
};

template <typename E>
DEVICE Tile<E> samplesOf(const Block& block, const CircuitArguments<E>& a, E* data) {
    const I64 first = block.index << a.togetherBits;
    const I64 together = static_cast<I64>(1) << a.togetherBits;
    const int samples = static_cast<int>(a.count - first < together ? a.count - first : together);
    const Tile<E> tile = {data, static_cast<int>(a.bits), samples, samples, 0, first};
    return tile;
}

template <typename E>
DEVICE void circuitRead(const Block& block, const CircuitArguments<E>& a) {
    const CircuitMemory<E> memory(block, 1 << (a.bits + a.togetherBits));
    const Tile<E> tile = samplesOf(block, a, memory.states);
    start(block, a, tile);
    for (I64 i = 0; i < a.opCount; i++) {
        apply(block, tile, a.ops[i], a.numbers, a.sources, memory.scratch, false);
    }
    read(block, a, tile, memory.partials);
}

// Complex steps are unitary, so states are undone on the way back; of real vectors they come from the tape.
template <typename E>
DEVICE void circuitPull(const Block& block, const CircuitArguments<E>& a) {
    const CircuitMemory<E> memory(block, 2 << (a.bits + a.togetherBits));
    const Tile<E> tile = samplesOf(block, a, memory.states);
    Tile<E> co = tile;
    co.data = tile.data + (static_cast<I64>(tile.samples) << tile.bits);
    // State and co-state as one tile, for steps that both undo.
    Tile<E> both = tile;
    both.samples = 2 * tile.samples;
    start(block, a, tile);
    for (I64 i = 0; i < a.opCount; i++) {
        keep(block, a, a.ops[i], tile, false);
        apply(block, tile, a.ops[i], a.numbers, a.sources, memory.scratch, false);
    }
    if (a.values != nullptr) {
        read(block, a, tile, memory.partials);
    }
    turnRound(block, a, tile, co);
    for (I64 i = a.opCount - 1; i >= 0; i--) {
        const Op& op = a.ops[i];
        const bool isWanted = op.firstWanted < op.endWanted;
        if (Traits<E>::isComplex) {
            apply(block, isWanted ? tile : both, op, a.numbers, a.sources, memory.scratch, true);
        } else {
            keep(block, a, op, tile, true);
        }
        if (isWanted) {
            derivatives(block, tile, co, op, a.wanted, a.numbers, memory.partials, a.gradients);
        }
        if (isWanted || !Traits<E>::isComplex) {
            apply(block, co, op, a.numbers, a.sources, memory.scratch, true);
        }
    }
    if (a.startGradient != nullptr) {
        block.each([&](int thread) {
            for (int i = thread; i < co.samples << co.bits; i += block.threads) {
                const I64 local = i & ((1 << co.bits) - 1);
                a.startGradient[local * a.count + co.first + (i >> co.bits)] =
                        (Traits<E>::isComplex ? 2 : 1) * re(co.data[i]);
            }
        });
    }
}
