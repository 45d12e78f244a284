// Ops on amplitudes that a thread holds in registers.
//
// A thread holds 2^R amplitudes v[0], v[1], ... Bit r of their number j stands for a bit of the state's index: a register
// bit. All other bits of the index are the same for all amplitudes of the thread; they are its `index`, in which register
// bits are zero. Registers can be indexed by constants alone: what an op does to them is compiled once for every mask of
// targets, and the op's mask chooses.
#pragma once

#include "index.cuh"
#include "number.cuh"

enum { DENSE = 0, DIAGONAL = 1, PERMUTATION = 2, PLAIN = 3 };

// What is done with an op in a sequence of them: it acts, the state is put on a tape or taken from there, or a derivative is
// computed.
enum { ACT = 0, TAPE = 1, DERIVE = 2 };

// Most bits of a permutation of registers, and of a dense matrix on them.
#define MOST_PERMUTED 2
#define MOST_DENSE(E) (Traits<E>::isComplex ? 3 : 4)

struct RegisterOp {
    I64 kind;
    // Mask of the register bits acted on: the k-th lowest of them is bit k of the matrix.
    I64 registers;
    // Of a diagonal: how bits of the thread's index that it acts on become the higher bits of an entry's number, of which
    // register bits are the lower ones. Runs of neighboring bits, 16 bits each: how far down, and to which bits; none is
    // beyond the last.
    I64 picks[2];
    // The op acts where index & controls == values, on the amplitudes j where j & inner == innerValues.
    I64 controls;
    I64 values;
    I64 inner;
    I64 innerValues;
    // Entry e for sample s is numbers[this.numbers + e * entryStride + s * sampleStride].
    I64 numbers;
    I64 entryStride;
    I64 sampleStride;
    // Of a permutation of 2^k rows: row r is entry r times what was at row sources[this.sources + r], which with PLAIN
    // has factor 1.
    I64 sources;
};

// Entries of one op for one sample. Ops take anything that has these two functions; at() may return a real number.
template <typename E>
struct Entries {
    const E* first;
    I64 stride;

    DEVICE E at(I64 entry) const {
        return first[entry * stride];
    }

    // The same from an entry on.
    DEVICE Entries from(I64 entry) const {
        const Entries out = {first + entry * stride, stride};
        return out;
    }
};

template <typename E>
DEVICE Entries<E> numbersOf(const RegisterOp& op, const E* numbers, I64 sample) {
    const Entries<E> out = {numbers + op.numbers + sample * op.sampleStride, op.entryStride};
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

// The lowest bits of `packed` at the ones of a mask, lowest first.
DEVICE constexpr int placed(int packed, int mask) {
    int out = 0;
    for (; mask != 0; mask &= mask - 1) {
        out |= (packed & 1) != 0 ? mask & -mask : 0;
        packed >>= 1;
    }
    return out;
}

// Calls body.run<M>() for the mask M of at most MOST of R bits, LEAST or more.
template <int R, int LEAST, int MOST, int M = (1 << R) - 1>
struct Masks {
    template <typename Body>
    DEVICE static void call(int mask, Body& body) {
        if constexpr (M >= 0) {
            if constexpr (ones(M) >= LEAST && ones(M) <= MOST) {
                if (mask == M) {
                    body.template run<M>();
                    return;
                }
            }
            Masks<R, LEAST, MOST, M - 1>::call(mask, body);
        }
    }
};

template <int R, int LEAST, int MOST>
struct Masks<R, LEAST, MOST, -1> {
    template <typename Body>
    DEVICE static void call(int, Body&) {}
};

// The same; a single target, the common case, is found first.
template <int R, int LEAST, int MOST, typename Body>
DEVICE void callFor(int mask, Body& body) {
    if (MOST < 2 || (mask & (mask - 1)) == 0) {
        Masks<R, LEAST, MOST < 1 ? MOST : 1>::call(mask, body);
    } else {
        Masks<R, 2, MOST>::call(mask, body);
    }
}

template <typename E, int R, typename N>
struct OnRegisters {
    E (&v)[1 << R];
    const RegisterOp& op;
    const N& entries;

    DEVICE bool acts(int j) const {
        return (j & static_cast<int>(op.inner)) == static_cast<int>(op.innerValues);
    }

    DEVICE void take(const E (&out)[1 << R]) {
        if (op.inner == 0) {
            UNROLL
            for (int j = 0; j < 1 << R; j++) {
                v[j] = out[j];
            }
        } else {
            UNROLL
            for (int j = 0; j < 1 << R; j++) {
                v[j] = acts(j) ? out[j] : v[j];
            }
        }
    }
};

// Every row of every group of 2^K amplitudes that differ in the bits of M alone. An entry is read once, for all groups.
template <typename E, int R, typename N>
struct DenseOnRegisters : OnRegisters<E, R, N> {
    template <int M>
    DEVICE void run() {
        constexpr int K = ones(M);
        constexpr int rest = ((1 << R) - 1) & ~M;
        E out[1 << R];
        UNROLL
        for (int r = 0; r < 1 << K; r++) {
            UNROLL
            for (int c = 0; c < 1 << K; c++) {
                const auto factor = this->entries.at(r << K | c);
                UNROLL
                for (int g = 0; g < 1 << (R - K); g++) {
                    const int to = placed(g, rest) | placed(r, M);
                    const E in = this->v[placed(g, rest) | placed(c, M)];
                    out[to] = c == 0 ? times(factor, in) : times(factor, in, out[to]);
                }
            }
        }
        this->take(out);
    }
};

template <typename E, int R, typename N>
struct DiagonalOnRegisters : OnRegisters<E, R, N> {
    template <int M>
    DEVICE void run() {
        constexpr int K = ones(M);
        constexpr int rest = ((1 << R) - 1) & ~M;
        UNROLL
        for (int r = 0; r < 1 << K; r++) {
            const auto factor = this->entries.at(r);
            UNROLL
            for (int g = 0; g < 1 << (R - K); g++) {
                const int j = placed(g, rest) | placed(r, M);
                if (this->acts(j)) {
                    this->v[j] = times(factor, this->v[j]);
                }
            }
        }
    }
};

template <typename E, int R, typename N>
struct PermutationOnRegisters : OnRegisters<E, R, N> {
    const I64* sources;

    template <int M>
    DEVICE void run() {
        constexpr int K = ones(M);
        constexpr int rest = ((1 << R) - 1) & ~M;
        const bool plain = this->op.kind == PLAIN;
        E out[1 << R];
        UNROLL
        for (int r = 0; r < 1 << K; r++) {
            const int source = static_cast<int>(sources[r]);
            UNROLL
            for (int g = 0; g < 1 << (R - K); g++) {
                E value = this->v[placed(g, rest)];
                UNROLL
                for (int c = 1; c < 1 << K; c++) {
                    value = c == source ? this->v[placed(g, rest) | placed(c, M)] : value;
                }
                out[placed(g, rest) | placed(r, M)] = value;
            }
            if (!plain) {
                const auto factor = this->entries.at(r);
                UNROLL
                for (int g = 0; g < 1 << (R - K); g++) {
                    const int to = placed(g, rest) | placed(r, M);
                    out[to] = times(factor, out[to]);
                }
            }
        }
        this->take(out);
    }
};

// The entries of a diagonal for the bits of a thread's index.
template <typename N>
DEVICE N picked(const RegisterOp& op, I64 index, const N& entries) {
    int row = 0;
    UNROLL
    for (int word = 0; word < 2; word++) {
        for (U64 runs = static_cast<U64>(op.picks[word]); runs != 0; runs >>= 16) {
            row |= static_cast<int>(index >> (runs & 0xFF)) & static_cast<int>(runs >> 8 & 0xFF);
        }
    }
    return entries.from(static_cast<I64>(row) << ones(static_cast<int>(op.registers)));
}

// What a caller needs of a function on registers, which is compiled for every mask of targets: these are among the lowest
// TARGETS register bits; dense matrices act on at most MOST of them, permutations on at most PERMUTED, and diagonals on at
// most DIAGONALS or else on all.
template <int TARGETS, int MOST, int PERMUTED, int DIAGONALS>
struct Needs {
    template <typename Body>
    DEVICE static void dense(int mask, Body& body) {
        callFor<TARGETS, 1, MOST>(mask, body);
    }

    template <typename Body>
    DEVICE static void permutation(int mask, Body& body) {
        callFor<TARGETS, 1, PERMUTED>(mask, body);
    }

    template <typename Body>
    DEVICE static void diagonal(int mask, Body& body) {
        constexpr int all = (1 << TARGETS) - 1;
        if (DIAGONALS < TARGETS && mask == all) {
            body.template run<all>();
        } else {
            callFor<TARGETS, 0, DIAGONALS>(mask, body);
        }
    }
};

// All that there is.
template <typename E, int R>
using NeedsAll = Needs<R, MOST_DENSE(E), MOST_PERMUTED, R>;

// The op on the amplitudes of one thread.
template <typename E, int R, typename Needed = NeedsAll<E, R>, typename N>
DEVICE void applyRegisters(E (&v)[1 << R], const RegisterOp& op, I64 index, const N& entries, const I64* sources) {
    if ((index & op.controls) != op.values) {
        return;
    }
    const int mask = static_cast<int>(op.registers);
    if (op.kind == DENSE) {
        DenseOnRegisters<E, R, N> body = {{v, op, entries}};
        Needed::dense(mask, body);
    } else if (op.kind == DIAGONAL) {
        const N rows = picked(op, index, entries);
        DiagonalOnRegisters<E, R, N> body = {{v, op, rows}};
        Needed::diagonal(mask, body);
    } else {
        PermutationOnRegisters<E, R, N> body = {{v, op, entries}, sources + op.sources};
        Needed::permutation(mask, body);
    }
}

// A thread's part of Re conj(co) (D before), where D is a derivative of a step, zero where its controls do not have their
// values.
template <typename E, int R, typename N>
struct PartOnRegisters {
    const E (&before)[1 << R];
    const E (&co)[1 << R];
    const RegisterOp& op;
    const N& entries;
    // In the precision of the amplitudes, as there are few.
    typename Traits<E>::Real sum;

    DEVICE void add(int j, const E& moved) {
        if ((j & static_cast<int>(op.inner)) == static_cast<int>(op.innerValues)) {
            sum = dot(co[j], moved, sum);
        }
    }
};

template <typename E, int R, typename N>
struct DensePart : PartOnRegisters<E, R, N> {
    template <int M>
    DEVICE void run() {
        constexpr int K = ones(M);
        constexpr int rest = ((1 << R) - 1) & ~M;
        UNROLL
        for (int r = 0; r < 1 << K; r++) {
            E moved[1 << (R - K)];
            const auto first = this->entries.at(r << K);
            UNROLL
            for (int g = 0; g < 1 << (R - K); g++) {
                moved[g] = times(first, this->before[placed(g, rest)]);
            }
            UNROLL
            for (int c = 1; c < 1 << K; c++) {
                const auto factor = this->entries.at(r << K | c);
                UNROLL
                for (int g = 0; g < 1 << (R - K); g++) {
                    const E in = this->before[placed(g, rest) | placed(c, M)];
                    moved[g] = times(factor, in, moved[g]);
                }
            }
            UNROLL
            for (int g = 0; g < 1 << (R - K); g++) {
                this->add(placed(g, rest) | placed(r, M), moved[g]);
            }
        }
    }
};

template <typename E, int R, typename N>
struct DiagonalPart : PartOnRegisters<E, R, N> {
    template <int M>
    DEVICE void run() {
        constexpr int K = ones(M);
        constexpr int rest = ((1 << R) - 1) & ~M;
        UNROLL
        for (int r = 0; r < 1 << K; r++) {
            const auto factor = this->entries.at(r);
            UNROLL
            for (int g = 0; g < 1 << (R - K); g++) {
                const int j = placed(g, rest) | placed(r, M);
                this->add(j, times(factor, this->before[j]));
            }
        }
    }
};

// The op is dense or diagonal.
template <typename E, int R, typename Needed = NeedsAll<E, R>, typename N>
DEVICE double derivative(const E (&before)[1 << R], const E (&co)[1 << R], const RegisterOp& op, I64 index,
        const N& entries) {
    if ((index & op.controls) != op.values) {
        return 0;
    }
    const int mask = static_cast<int>(op.registers);
    if (op.kind == DIAGONAL) {
        const N rows = picked(op, index, entries);
        DiagonalPart<E, R, N> body = {{before, co, op, rows, 0}};
        Needed::diagonal(mask, body);
        return body.sum;
    }
    DensePart<E, R, N> body = {{before, co, op, entries, 0}};
    Needed::dense(mask, body);
    return body.sum;
}
