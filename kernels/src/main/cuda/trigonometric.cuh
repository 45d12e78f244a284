// Trigonometric sums: functions of up to 8 columns, each a sum of products that hold for each column one of 1, cos and
// sin of its angle.
//
// Index i of a product is read to base 3, digit f for column f. Its two lowest digits are i mod 9 and its other digits
// h = i / 9, so that a sum is
//
//   sum over h of high(h) * (sum over l < 9 of coefficient(9 h + l) * low(l))
//
// with the products low(l) of the first two columns and high(h) of the others. The inner sums hold all of the work:
// the nine low products of a sample stay in registers. A second column that is not there has the angle 0.
#pragma once

#include "number.cuh"

#define INVERSE_PI 0.31830988618379067154

// Outputs whose coefficients lie side by side and are summed at a time.
#define GROUP 4
// Samples that a thread sums at a time, so that each coefficient it reads serves all of them.
#define TOGETHER 2

// Samples and their angles: scale[f] * values[f * count + sample] in column f.
struct TrigonometricColumns {
    const double* values;
    const double* scale;
    I64 columns;
    I64 count;
};

// The same coefficient of the outputs of a group. Coefficient i of group g is quads[g * length + i], length = 3^columns
// but 9 at least.
template <typename E>
struct alignas(16) Quad {
    E of[GROUP];
};

template <typename E>
struct TrigonometricArguments {
    TrigonometricColumns in;
    const Quad<E>* quads;
    I64 outputs;
    // Of the way back the weights of the outputs, [k * count + sample].
    const double* cotangent;
    // Values [k * count + sample], or derivatives [column * count + sample].
    double* out;
};

// Cosine and sine of the first two columns at a sample.
template <typename E>
struct LowAngles {
    E cos[2];
    E sin[2];
};

template <typename E>
DEVICE void angle(const TrigonometricColumns& in, I64 column, I64 sample, E& cosine, E& sine) {
    sineCosineOfPi(in.scale[column] * INVERSE_PI * in.values[column * in.count + sample], sine, cosine);
}

template <typename E>
DEVICE LowAngles<E> lowAngles(const TrigonometricColumns& in, I64 sample) {
    LowAngles<E> out;
    angle(in, 0, sample, out.cos[0], out.sin[0]);
    if (in.columns > 1) {
        angle(in, 1, sample, out.cos[1], out.sin[1]);
    } else {
        out.cos[1] = 1;
        out.sin[1] = 0;
    }
    return out;
}

// Columns beyond the first two, and products of these.
DEVICE int highColumns(const TrigonometricColumns& in) {
    return in.columns > 2 ? static_cast<int>(in.columns) - 2 : 0;
}

DEVICE int highProducts(const TrigonometricColumns& in) {
    int out = 1;
    for (int f = highColumns(in); f > 0; f--) {
        out *= 3;
    }
    return out;
}

// Cosine and sine of the other columns, in shared memory: those of column f + 2 are at [2 * f * threads] and
// [(2 * f + 1) * threads] from where the thread's own begin.
template <typename E>
DEVICE void highAngles(const TrigonometricColumns& in, I64 sample, E* own, int threads) {
    for (int f = 0; f < highColumns(in); f++) {
        angle(in, f + 2, sample, own[2 * f * threads], own[(2 * f + 1) * threads]);
    }
}

// high(h), or without the factor of one of its columns, which is -1 where all are wanted.
template <typename E>
DEVICE E highProduct(int h, const E* own, int threads, int without) {
    E out = 1;
    for (int f = 0; h != 0; f++, h /= 3) {
        const int digit = h % 3;
        if (digit != 0 && f != without) {
            out *= own[(2 * f + digit - 1) * threads];
        }
    }
    return out;
}

// Block b does 256 * TOGETHER samples, thread t those at t, t + 256, ... of them.
template <typename E>
DEVICE void trigonometric(const Block& block, const TrigonometricArguments<E>& a) {
    block.each([&](int thread) {
        const int highs = highProducts(a.in);
        const int angles = 2 * highColumns(a.in) * block.threads;
        E* own = reinterpret_cast<E*>(block.shared) + thread;
        const I64 sample0 = block.index * TOGETHER * block.threads + thread;
        // low(1) .. low(8)
        E low[8][TOGETHER];
        UNROLL for (int t = 0; t < TOGETHER; t++) {
            // What lies beyond the batch is computed from its first sample, and not kept.
            const I64 sample = sample0 + t * block.threads;
            const I64 from = sample < a.in.count ? sample : 0;
            const LowAngles<E> v = lowAngles<E>(a.in, from);
            UNROLL for (int i = 0; i < 9; i++) {
                const E first = i % 3 == 0 ? E(1) : i % 3 == 1 ? v.cos[0] : v.sin[0];
                const E second = i / 3 == 0 ? E(1) : i / 3 == 1 ? v.cos[1] : v.sin[1];
                if (i > 0) {
                    low[i - 1][t] = first * second;
                }
            }
            highAngles(a.in, from, own + t * angles, block.threads);
        }
        const Quad<E>* quads = a.quads;
        for (I64 k = 0; k < a.outputs; k += GROUP) {
            E sums[GROUP][TOGETHER];
            UNROLL for (int g = 0; g < GROUP; g++) {
                UNROLL for (int t = 0; t < TOGETHER; t++) {
                    sums[g][t] = 0;
                }
            }
            for (int h = 0; h < highs; h++, quads += 9) {
                E inner[GROUP][TOGETHER];
                UNROLL for (int i = 0; i < 9; i++) {
                    const Quad<E> quad = quads[i];
                    UNROLL for (int g = 0; g < GROUP; g++) {
                        UNROLL for (int t = 0; t < TOGETHER; t++) {
                            inner[g][t] = i == 0 ? quad.of[g] : times(quad.of[g], low[i > 0 ? i - 1 : 0][t], inner[g][t]);
                        }
                    }
                }
                UNROLL for (int t = 0; t < TOGETHER; t++) {
                    const E high = highProduct(h, own + t * angles, block.threads, -1);
                    UNROLL for (int g = 0; g < GROUP; g++) {
                        sums[g][t] = times(high, inner[g][t], sums[g][t]);
                    }
                }
            }
            UNROLL for (int t = 0; t < TOGETHER; t++) {
                const I64 sample = sample0 + t * block.threads;
                UNROLL for (int g = 0; g < GROUP; g++) {
                    if (sample < a.in.count && k + g < a.outputs) {
                        a.out[(k + g) * a.in.count + sample] = sums[g][t];
                    }
                }
            }
        }
    });
}

// Derivatives of one sample's sum by its columns, from nine numbers at a time: those that the products 9 h .. 9 h + 8
// are multiplied by. Along the two lowest columns, with the lines over the first column of three numbers each,
//
//   line(j) = n(3 j) + cos n(3 j + 1) + sin n(3 j + 2),   turned(j) = cos n(3 j + 2) - sin n(3 j + 1)
//
// and the same once more over these along the second column.
template <typename E>
struct Slopes {
    LowAngles<E> low;
    E along[2];
    // Cosines and sines of the other columns, then their slopes, each thread's own in shared memory.
    E* own;
    int highs;
    int threads;

    DEVICE void begin(const TrigonometricColumns& in, I64 sample, E* shared, int stride) {
        low = lowAngles<E>(in, sample);
        own = shared;
        highs = highColumns(in);
        threads = stride;
        highAngles(in, sample, own, threads);
        along[0] = 0;
        along[1] = 0;
        for (int f = 0; f < highs; f++) {
            own[(2 * highs + f) * threads] = 0;
        }
    }

    DEVICE void add(int h, const E (&n)[9]) {
        E line[3];
        E turned[3];
        UNROLL for (int j = 0; j < 3; j++) {
            line[j] = times(low.sin[0], n[3 * j + 2], times(low.cos[0], n[3 * j + 1], n[3 * j]));
            turned[j] = times(low.cos[0], n[3 * j + 2], -low.sin[0] * n[3 * j + 1]);
        }
        const E high = highProduct(h, own, threads, -1);
        const E first = times(low.sin[1], turned[2], times(low.cos[1], turned[1], turned[0]));
        const E second = times(low.cos[1], line[2], -low.sin[1] * line[1]);
        const E value = times(low.sin[1], line[2], times(low.cos[1], line[1], line[0]));
        along[0] = times(high, first, along[0]);
        along[1] = times(high, second, along[1]);
        for (int f = 0, digits = h; digits != 0; f++, digits /= 3) {
            const int digit = digits % 3;
            if (digit != 0) {
                const E slope = digit == 1 ? -own[(2 * f + 1) * threads] : own[2 * f * threads];
                E& sum = own[(2 * highs + f) * threads];
                sum = times(slope * highProduct(h, own, threads, f), value, sum);
            }
        }
    }

    DEVICE void write(const TrigonometricColumns& in, I64 sample, double* out) const {
        for (int f = 0; f < in.columns; f++) {
            const E sum = f == 0 ? along[0] : f == 1 ? along[1] : own[(2 * highs + f - 2) * threads];
            out[f * in.count + sample] = in.scale[f] * sum;
        }
    }
};

// A thread does one sample. The weights of a group stay in registers while all numbers go by.
template <typename E>
DEVICE void trigonometricPull(const Block& block, const TrigonometricArguments<E>& a) {
    block.each([&](int thread) {
        const I64 sample = block.index * block.threads + thread;
        if (sample >= a.in.count) {
            return;
        }
        Slopes<E> slopes;
        slopes.begin(a.in, sample, reinterpret_cast<E*>(block.shared) + thread, block.threads);
        const int highs = highProducts(a.in);
        const Quad<E>* quads = a.quads;
        for (I64 k = 0; k < a.outputs; k += GROUP) {
            E weight[GROUP];
            UNROLL for (int g = 0; g < GROUP; g++) {
                weight[g] = k + g < a.outputs ? static_cast<E>(a.cotangent[(k + g) * a.in.count + sample]) : E(0);
            }
            for (int h = 0; h < highs; h++, quads += 9) {
                E numbers[9];
                UNROLL for (int i = 0; i < 9; i++) {
                    const Quad<E> quad = quads[i];
                    numbers[i] = quad.of[0] * weight[0];
                    UNROLL for (int g = 1; g < GROUP; g++) {
                        numbers[i] = times(quad.of[g], weight[g], numbers[i]);
                    }
                }
                slopes.add(h, numbers);
            }
        }
        slopes.write(a.in, sample, a.out);
    });
}

// Where there are many outputs, the sums are a product of matrices: that of the samples' products, which the first
// kernel writes to numbers[i * count + sample], and the coefficients. On the way back the numbers are the weights times
// the coefficients, and the second kernel takes them to derivatives. A thread does one sample.
template <typename E>
struct ProductsArguments {
    TrigonometricColumns in;
    E* numbers;
    double* out;
};

template <typename E>
DEVICE void products(const Block& block, const ProductsArguments<E>& a) {
    block.each([&](int thread) {
        const I64 sample = block.index * block.threads + thread;
        if (sample >= a.in.count) {
            return;
        }
        E* own = reinterpret_cast<E*>(block.shared) + thread;
        const LowAngles<E> v = lowAngles<E>(a.in, sample);
        highAngles(a.in, sample, own, block.threads);
        // A second column that is not there has no rows.
        const int lows = a.in.columns > 1 ? 3 : 1;
        E* to = a.numbers + sample;
        for (int h = 0; h < highProducts(a.in); h++) {
            const E high = highProduct(h, own, block.threads, -1);
            for (int j = 0; j < lows; j++, to += 3 * a.in.count) {
                const E both = j == 0 ? high : high * (j == 1 ? v.cos[1] : v.sin[1]);
                to[0] = both;
                to[a.in.count] = both * v.cos[0];
                to[2 * a.in.count] = both * v.sin[0];
            }
        }
    });
}

template <typename E>
DEVICE void slopes(const Block& block, const ProductsArguments<E>& a) {
    block.each([&](int thread) {
        const I64 sample = block.index * block.threads + thread;
        if (sample >= a.in.count) {
            return;
        }
        Slopes<E> sums;
        sums.begin(a.in, sample, reinterpret_cast<E*>(block.shared) + thread, block.threads);
        const int lows = a.in.columns > 1 ? 9 : 3;
        const E* from = a.numbers + sample;
        for (int h = 0; h < highProducts(a.in); h++) {
            E numbers[9];
            UNROLL for (int i = 0; i < 9; i++) {
                numbers[i] = i < lows ? from[(static_cast<I64>(h) * 9 + i) * a.in.count] : E(0);
            }
            sums.add(h, numbers);
        }
        sums.write(a.in, sample, a.out);
    });
}

// Numbers of the host, which are double, to elements and back; a thread for each.
template <typename E>
struct ConvertArguments {
    double* numbers;
    E* elements;
    I64 count;
};

template <typename E>
DEVICE void toElements(const Block& block, const ConvertArguments<E>& a) {
    block.each([&](int thread) {
        const I64 i = block.index * block.threads + thread;
        if (i < a.count) {
            a.elements[i] = static_cast<E>(a.numbers[i]);
        }
    });
}

template <typename E>
DEVICE void toNumbers(const Block& block, const ConvertArguments<E>& a) {
    block.each([&](int thread) {
        const I64 i = block.index * block.threads + thread;
        if (i < a.count) {
            a.numbers[i] = a.elements[i];
        }
    });
}
