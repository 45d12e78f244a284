// Ops on amplitudes that a thread holds in registers.
//
// A thread holds 2^R amplitudes v[0], v[1], ... Bit r of their number j stands for a bit of the state's index: a register
// bit. All other bits of the index are the same for all amplitudes of the thread; they are its `index`, in which register
// bits are zero. Registers can be indexed by constants alone: what an op does to them is compiled once for every mask of
// targets, and the op's mask chooses.
#pragma once

#include "index.cuh"
#include "number.cuh"

// What an op is. The last three are of complex elements: a matrix on one bit or a diagonal whose entries are real, and a
// matrix on one bit [[a, i b], [i c, d]] with real a, b, c, d. Of their entries one part is read.
enum { DENSE = 0, DIAGONAL = 1, PERMUTATION = 2, PLAIN = 3, REAL = 4, REAL_DIAGONAL = 5, CROSSED = 6 };

// What is done with an op in a sequence of them: it acts, the state is put on a tape or taken from there, or a derivative is
// computed.
enum { ACT = 0, TAPE = 1, DERIVE = 2 };

// Most bits of a permutation of registers, and of a dense matrix on them.
#define MOST_PERMUTED 2
#define MOST_DENSE(E) (Traits<E>::isComplex ? 3 : 4)

struct RegisterOp {
    // Packed, from the lowest bit on: 4 bits of the mask of the register bits acted on, of which the k-th lowest is bit k of
    // the matrix; 4 bits of the kind; 8 bits each of a mask and values: the op acts on the amplitudes j where
    // j & inner == innerValues.
    I64 form;
    // Of a diagonal: how bits of the thread's index that it acts on become the higher bits of an entry's number, of which
    // register bits are the lower ones. Runs of neighboring bits, 16 bits each: how far down, and to which bits; none is
    // beyond the last.
    I64 picks[2];
    // The op acts where index & controls == values.
    I64 controls;
    I64 values;
    // Entry e for sample s is numbers[this.numbers + e * entryStride + s * sampleStride].
    I64 numbers;
    I64 entryStride;
    I64 sampleStride;
    // Of a permutation of 2^k rows, k > 1: row r is entry r times what was at row sources[this.sources + r], which with
    // PLAIN has factor 1. One of 2 rows exchanges them.
    I64 sources;
};

#define FORM(KIND, MASK) (((KIND) << 4) + (MASK))

// Kind and mask together.
DEVICE int formOf(const RegisterOp& op) {
    return static_cast<int>(op.form) & 0xFF;
}

DEVICE int maskOf(const RegisterOp& op) {
    return static_cast<int>(op.form) & 0xF;
}

// Entries of one op for one sample. Ops take anything that has these functions.
template <typename E>
struct Entries {
    typedef typename Traits<E>::Real Real;

    const E* first;
    I64 stride;

    DEVICE E at(I64 entry) const {
        return first[entry * stride];
    }

    // One that is known to be real.
    DEVICE Real real(I64 entry) const {
        return *reinterpret_cast<const Real*>(first + entry * stride);
    }

    // One that is known to be imaginary, without i.
    DEVICE Real imaginary(I64 entry) const {
        return reinterpret_cast<const Real*>(first + entry * stride)[1];
    }

    // The same from an entry on.
    DEVICE Entries from(I64 entry) const {
        const Entries out = {first + entry * stride, stride};
        return out;
    }
};

template <typename E>
DEVICE Entries<E> numbersOf(const RegisterOp& op, const E* numbers, I64 sample) {
    const E* first = numbers + op.numbers;
    const Entries<E> out = {op.sampleStride == 0 ? first : first + sample * op.sampleStride, op.entryStride};
    return out;
}

// The number of ones.
DEVICE constexpr int ones(int mask) {
    int out = 0;
    for (; mask != 0; mask &= mask - 1) {
        out++;
    }
    return out;
}

// The lowest bits of `packed` at the ones of a mask, lowest first. Without a loop, so that a compiler which unrolls those
// around it is left with numbers.
template <int MASK>
DEVICE constexpr int placed(int packed) {
    if constexpr (MASK == 0) {
        return 0;
    } else {
        return ((packed & 1) != 0 ? MASK & -MASK : 0) | placed<(MASK & (MASK - 1))>(packed >> 1);
    }
}

// What a caller needs of a function on registers, which is compiled for every kind and mask: targets are among the lowest
// TARGETS register bits; dense matrices act on at most MOST of them, permutations on at most PERMUTED, and diagonals on at
// most DIAGONALS or else on all.
template <int TARGETS, int MOST, int PERMUTED, int DIAGONALS, bool IS_COMPLEX>
struct Needs {
    DEVICE static constexpr bool has(int kind, int mask) {
        if (mask >= 1 << TARGETS) {
            return false;
        }
        switch (kind) {
            case DENSE:
                return mask != 0 && ones(mask) <= MOST;
            case PERMUTATION:
            case PLAIN:
                return mask != 0 && ones(mask) <= PERMUTED;
            case REAL:
            case CROSSED:
                return IS_COMPLEX && ones(mask) == 1;
            case REAL_DIAGONAL:
            case DIAGONAL:
                return (IS_COMPLEX || kind == DIAGONAL) && (ones(mask) <= DIAGONALS || mask == (1 << TARGETS) - 1);
            default:
                return false;
        }
    }
};

// All that there is.
template <typename E, int R>
using NeedsAll = Needs<R, MOST_DENSE(E), MOST_PERMUTED, R, Traits<E>::isComplex>;

// Calls body.run<KIND, M>() for the form of an op, in one jump: where branches are nested, a compiler copies all registers
// at each.
template <typename Needed, typename Body, int F>
DEVICE void runForm(Body& body) {
    if constexpr (Needed::has(F >> 4, F & 15)) {
        body.template run<(F >> 4), (F & 15)>();
    }
}

#define FORM_CASE(F)                   \
    case F:                            \
        runForm<Needed, Body, F>(body); \
        break;
#define FORM_CASES_4(F) FORM_CASE(F) FORM_CASE((F) + 1) FORM_CASE((F) + 2) FORM_CASE((F) + 3)
#define FORM_CASES(KIND) \
    FORM_CASES_4(FORM(KIND, 0)) FORM_CASES_4(FORM(KIND, 4)) FORM_CASES_4(FORM(KIND, 8)) FORM_CASES_4(FORM(KIND, 12))

template <typename Needed, typename Body>
DEVICE void callForm(int form, Body& body) {
    switch (form) {
        FORM_CASES(DENSE)
        FORM_CASES(DIAGONAL)
        FORM_CASES(PERMUTATION)
        FORM_CASES(PLAIN)
        FORM_CASES(REAL)
        FORM_CASES(REAL_DIAGONAL)
        FORM_CASES(CROSSED)
        default:
            break;
    }
}

// Amplitude j = group g of those that differ in the bits of M alone, and its number r among them.
template <int R, int M>
DEVICE constexpr int member(int g, int r) {
    return placed<(((1 << R) - 1) & ~M)>(g) | placed<M>(r);
}

// i times a real number b, times a number.
template <typename R>
DEVICE Complex<R> crossed(R b, const Complex<R>& v) {
    const Complex<R> out = {-b * v.im, b * v.re};
    return out;
}

template <typename R>
DEVICE Complex<R> crossed(R b, const Complex<R>& v, const Complex<R>& sum) {
    const Complex<R> out = {sum.re - b * v.im, sum.im + b * v.re};
    return out;
}

template <bool IS_REAL, typename N>
DEVICE auto entry(const N& entries, int r) {
    if constexpr (IS_REAL) {
        return entries.real(r);
    } else {
        return entries.at(r);
    }
}

template <typename E>
DEVICE E chosen(bool first, const E a, const E b) {
    return first ? a : b;
}

// Ops act group by group, in place: no copy of all amplitudes is made, nor kept.
template <typename E, int R, typename N>
struct OnRegisters {
    E (&v)[1 << R];
    const N& entries;
    const I64* sources;
    int inner;
    int innerValues;

    DEVICE bool acts(int j) const {
        return (j & inner) == innerValues;
    }

    template <int KIND, int M>
    DEVICE void run() {
        if constexpr (KIND == DENSE && ones(M) == 1) {
            pairs<M>(entries.at(0), entries.at(1), entries.at(2), entries.at(3));
        } else if constexpr (KIND == REAL) {
            pairs<M>(entries.real(0), entries.real(1), entries.real(2), entries.real(3));
        } else if constexpr (KIND == CROSSED) {
            crossedPairs<M>(entries.real(0), entries.imaginary(1), entries.imaginary(2), entries.real(3));
        } else if constexpr (KIND == DENSE) {
            dense<M>();
        } else if constexpr (KIND == DIAGONAL || KIND == REAL_DIAGONAL) {
            scale<KIND == REAL_DIAGONAL, M>();
        } else {
            if constexpr (ones(M) == 1) {
                exchange<M>();
            } else {
                permute<M>();
            }
            if constexpr (KIND == PERMUTATION) {
                scale<false, M>();
            }
        }
    }

    // Matrices on one bit: each amplitude is written by the last operation that reads it.
    template <int M, typename F>
    DEVICE void pairs(const F a, const F b, const F c, const F d) {
        UNROLL
        for (int g = 0; g < 1 << (R - 1); g++) {
            if (acts(member<R, M>(g, 0))) {
                E& x = v[member<R, M>(g, 0)];
                E& y = v[member<R, M>(g, 1)];
                const E fromY = times(b, y);
                y = times(c, x, times(d, y));
                x = times(a, x, fromY);
            }
        }
    }

    template <int M, typename F>
    DEVICE void crossedPairs(const F a, const F b, const F c, const F d) {
        UNROLL
        for (int g = 0; g < 1 << (R - 1); g++) {
            if (acts(member<R, M>(g, 0))) {
                E& x = v[member<R, M>(g, 0)];
                E& y = v[member<R, M>(g, 1)];
                const E fromY = crossed(b, y);
                y = crossed(c, x, times(d, y));
                x = times(a, x, fromY);
            }
        }
    }

    template <int M>
    DEVICE void dense() {
        constexpr int K = ones(M);
        UNROLL
        for (int g = 0; g < 1 << (R - K); g++) {
            if (acts(member<R, M>(g, 0))) {
                FORGET;
                E out[1 << K];
                UNROLL
                for (int r = 0; r < 1 << K; r++) {
                    out[r] = times(entries.at(r << K), v[member<R, M>(g, 0)]);
                    UNROLL
                    for (int c = 1; c < 1 << K; c++) {
                        out[r] = times(entries.at(r << K | c), v[member<R, M>(g, c)], out[r]);
                    }
                }
                UNROLL
                for (int r = 0; r < 1 << K; r++) {
                    v[member<R, M>(g, r)] = out[r];
                }
            }
        }
    }

    template <bool IS_REAL, int M>
    DEVICE void scale() {
        UNROLL
        for (int r = 0; r < 1 << ones(M); r++) {
            const auto factor = entry<IS_REAL>(entries, r);
            UNROLL
            for (int g = 0; g < 1 << (R - ones(M)); g++) {
                const int j = member<R, M>(g, r);
                if (acts(j)) {
                    v[j] = times(factor, v[j]);
                }
            }
        }
    }

    template <int M>
    DEVICE void exchange() {
        UNROLL
        for (int g = 0; g < 1 << (R - 1); g++) {
            if (acts(member<R, M>(g, 0))) {
                const E x = v[member<R, M>(g, 0)];
                v[member<R, M>(g, 0)] = v[member<R, M>(g, 1)];
                v[member<R, M>(g, 1)] = x;
            }
        }
    }

    template <int M>
    DEVICE void permute() {
        constexpr int K = ones(M);
        int from[1 << K];
        UNROLL
        for (int r = 0; r < 1 << K; r++) {
            from[r] = static_cast<int>(sources[r]);
        }
        UNROLL
        for (int g = 0; g < 1 << (R - K); g++) {
            if (acts(member<R, M>(g, 0))) {
                FORGET;
                E out[1 << K];
                UNROLL
                for (int r = 0; r < 1 << K; r++) {
                    // Values, not references: where an address is chosen, a compiler keeps all amplitudes in memory.
                    E value = v[member<R, M>(g, 0)];
                    UNROLL
                    for (int c = 1; c < 1 << K; c++) {
                        const E other = v[member<R, M>(g, c)];
                        value = chosen(c == from[r], other, value);
                    }
                    out[r] = value;
                }
                UNROLL
                for (int r = 0; r < 1 << K; r++) {
                    v[member<R, M>(g, r)] = out[r];
                }
            }
        }
    }
};

// Entries are numbered by the bits of the thread's index too, where a diagonal acts on such.
template <typename N>
DEVICE N picked(const RegisterOp& op, I64 index, const N& entries) {
    int row = 0;
    UNROLL
    for (int word = 0; word < 2; word++) {
        for (U64 runs = static_cast<U64>(op.picks[word]); runs != 0; runs >>= 16) {
            row |= static_cast<int>(index >> (runs & 0xFF)) & static_cast<int>(runs >> 8 & 0xFF);
        }
    }
    return entries.from(static_cast<I64>(row) << ones(maskOf(op)));
}

// The op on the amplitudes of one thread.
template <typename E, int R, typename Needed = NeedsAll<E, R>, typename N>
DEVICE void applyRegisters(E (&v)[1 << R], const RegisterOp& op, I64 index, const N& entries, const I64* sources) {
    if ((index & op.controls) != op.values) {
        return;
    }
    const N rows = picked(op, index, entries);
    OnRegisters<E, R, N> body = {v, rows, sources + op.sources, static_cast<int>(op.form >> 8) & 0xFF,
            static_cast<int>(op.form >> 16) & 0xFF};
    callForm<Needed>(formOf(op), body);
}

// A thread's part of Re conj(co) (D before), where D is a derivative of a step, zero where its controls do not have their
// values.
template <typename E, int R, typename N>
struct PartOnRegisters {
    // In the precision of the amplitudes, as there are few.
    typedef typename Traits<E>::Real Real;

    const E (&before)[1 << R];
    const E (&co)[1 << R];
    const N& entries;
    int inner;
    int innerValues;
    // Two sums, so that an operation does not wait for the one before.
    Real sum[2];

    DEVICE void add(int j, const E& moved) {
        if ((j & inner) == innerValues) {
            sum[ones(j) & 1] = dot(co[j], moved, sum[ones(j) & 1]);
        }
    }

    template <int KIND, int M>
    DEVICE void run() {
        constexpr int K = ones(M);
        if constexpr (KIND == DENSE && K == 1) {
            pairs<M>(entries.at(0), entries.at(1), entries.at(2), entries.at(3));
        } else if constexpr (KIND == REAL) {
            pairs<M>(entries.real(0), entries.real(1), entries.real(2), entries.real(3));
        } else if constexpr (KIND == CROSSED) {
            const Real a = entries.real(0);
            const Real b = entries.imaginary(1);
            const Real c = entries.imaginary(2);
            const Real d = entries.real(3);
            UNROLL
            for (int g = 0; g < 1 << (R - 1); g++) {
                const E& x = before[member<R, M>(g, 0)];
                const E& y = before[member<R, M>(g, 1)];
                add(member<R, M>(g, 0), crossed(b, y, times(a, x)));
                add(member<R, M>(g, 1), crossed(c, x, times(d, y)));
            }
        } else if constexpr (KIND == DENSE) {
            UNROLL
            for (int r = 0; r < 1 << K; r++) {
                FORGET;
                E moved[1 << (R - K)];
                const auto first = entries.at(r << K);
                UNROLL
                for (int g = 0; g < 1 << (R - K); g++) {
                    moved[g] = times(first, before[member<R, M>(g, 0)]);
                }
                UNROLL
                for (int c = 1; c < 1 << K; c++) {
                    const auto factor = entries.at(r << K | c);
                    UNROLL
                    for (int g = 0; g < 1 << (R - K); g++) {
                        moved[g] = times(factor, before[member<R, M>(g, c)], moved[g]);
                    }
                }
                UNROLL
                for (int g = 0; g < 1 << (R - K); g++) {
                    add(member<R, M>(g, r), moved[g]);
                }
            }
        } else {
            UNROLL
            for (int r = 0; r < 1 << K; r++) {
                const auto factor = entry<KIND == REAL_DIAGONAL>(entries, r);
                UNROLL
                for (int g = 0; g < 1 << (R - K); g++) {
                    const int j = member<R, M>(g, r);
                    add(j, times(factor, before[j]));
                }
            }
        }
    }

    template <int M, typename F>
    DEVICE void pairs(const F a, const F b, const F c, const F d) {
        UNROLL
        for (int g = 0; g < 1 << (R - 1); g++) {
            const E& x = before[member<R, M>(g, 0)];
            const E& y = before[member<R, M>(g, 1)];
            add(member<R, M>(g, 0), times(b, y, times(a, x)));
            add(member<R, M>(g, 1), times(c, x, times(d, y)));
        }
    }
};

// The same, but permutations have no derivatives.
template <typename Needed>
struct Differentiable {
    DEVICE static constexpr bool has(int kind, int mask) {
        return kind != PERMUTATION && kind != PLAIN && Needed::has(kind, mask);
    }
};

// The op is dense or diagonal, or one of the like.
template <typename E, int R, typename Needed = NeedsAll<E, R>, typename N>
DEVICE double derivative(const E (&before)[1 << R], const E (&co)[1 << R], const RegisterOp& op, I64 index,
        const N& entries) {
    if ((index & op.controls) != op.values) {
        return 0;
    }
    const N rows = picked(op, index, entries);
    PartOnRegisters<E, R, N> body = {before, co, rows, static_cast<int>(op.form >> 8) & 0xFF,
            static_cast<int>(op.form >> 16) & 0xFF, {0, 0}};
    callForm<Differentiable<Needed> >(formOf(op), body);
    return static_cast<double>(body.sum[0]) + body.sum[1];
}
