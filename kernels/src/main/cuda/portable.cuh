// One source for the card and for the host.
//
// A kernel is a sequence of phases between barriers. Code outside a phase is the same for all threads of a block;
// code inside, the body given to Block::each, is one thread's. On the card every thread runs the body once and waits
// for the others. On the host the body runs for one thread of the block after the other, in an order that the launch
// chooses: a result that depends on the order within a phase, or on the order of the blocks, is a race.
//
// Every argument of a kernel is 8 bytes wide (a pointer, an I64 or a double), so that a caller can hand over any
// argument structure as an array of longs.
#pragma once

#include <math.h>
#include <stddef.h>

typedef long long I64;
typedef unsigned long long U64;
typedef unsigned int U32;

// Most threads in a block of any kernel here.
#define MOST_THREADS 256

// Where what was read from memory is to be read again, and what follows from it computed again, rather than kept in
// registers.
#define FORGET asm volatile("" ::: "memory")

#ifdef __CUDACC__

#define DEVICE __device__ __forceinline__
// Before a loop whose counter indexes registers.
#define UNROLL _Pragma("unroll")

// The position of the lowest one of a number that is not 0.
DEVICE int lowestOne(I64 bits) {
    return __ffsll(bits) - 1;
}

struct Block {
    I64 index;
    int threads;
    char* shared;

    template <typename Body>
    DEVICE void each(Body body) const {
        body(static_cast<int>(threadIdx.x));
        __syncthreads();
    }
};

#define KERNEL_WITHIN(BOUNDS, NAME, ARGUMENTS, BODY)                                        \
    extern "C" __global__ void BOUNDS NAME(const ARGUMENTS arguments) {                     \
        extern __shared__ __align__(16) char shared[];                                      \
        const Block block = {static_cast<I64>(blockIdx.x), static_cast<int>(blockDim.x), shared}; \
        BODY(block, arguments);                                                             \
    }

// A kernel of as many registers as the compiler finds good. If it is told that one block is enough, it takes more.
#define KERNEL(NAME, ARGUMENTS, BODY) KERNEL_WITHIN(__launch_bounds__(MOST_THREADS), NAME, ARGUMENTS, BODY)

// A kernel of which BLOCKS blocks of THREADS threads shall fit into a multiprocessor, and thus into its 2^16 registers.
#define KERNEL_FITTING(NAME, ARGUMENTS, BODY, THREADS, BLOCKS) \
    KERNEL_WITHIN(__launch_bounds__(THREADS, BLOCKS), NAME, ARGUMENTS, BODY)

// Sine and cosine of pi * t. Unlike those of angles they need no long way for large ones, and with it no stack, but t has
// lost what rounding a multiple of 1 / pi costs. In single precision t is reduced to one turn before it is rounded.
DEVICE void sineCosineOfPi(double t, double& sine, double& cosine) {
    sincospi(t, &sine, &cosine);
}

DEVICE void sineCosineOfPi(double t, float& sine, float& cosine) {
    sincospif(static_cast<float>(t - 2 * rint(t / 2)), &sine, &cosine);
}

#else

#include <string.h>

#include <vector>

#define DEVICE inline
#define UNROLL

DEVICE int lowestOne(I64 bits) {
    return __builtin_ctzll(static_cast<U64>(bits));
}

struct Block {
    I64 index;
    int threads;
    char* shared;
    int order;

    // The i-th of n items in an order: 0 upwards, 1 downwards, else in steps of a number that has no factor 2.
    static I64 item(I64 i, I64 n, int order) {
        if (order == 0) {
            return i;
        }
        if (order == 1) {
            return n - 1 - i;
        }
        I64 padded = 1;
        while (padded < n) {
            padded *= 2;
        }
        // An odd step runs through all of a power of two; what lies beyond n is left out by the caller.
        return (i * 5 + 3) & (padded - 1);
    }

    static I64 rounds(I64 n, int order) {
        if (order < 2) {
            return n;
        }
        I64 padded = 1;
        while (padded < n) {
            padded *= 2;
        }
        return padded;
    }

    template <typename Body>
    void each(Body body) const {
        for (I64 i = 0; i < rounds(threads, order); i++) {
            const I64 thread = item(i, threads, order);
            if (thread < threads) {
                body(static_cast<int>(thread));
            }
        }
    }
};

template <typename R>
inline void sineCosineOfPi(double t, R& sine, R& cosine) {
    const double angle = 3.14159265358979323846 * (t - 2 * rint(t / 2));
    sine = static_cast<R>(sin(angle));
    cosine = static_cast<R>(cos(angle));
}

// What a launch on the host answers; the numbers are those of the driver.
enum { LAUNCHED = 0, INVALID_VALUE = 1 };

template <typename Arguments, typename Body>
int emulate(I64 blocks, int threads, I64 sharedBytes, int order, const void* arguments, I64 bytes, Body body) {
    // A driver is not told how large the arguments are; then there is nothing to compare.
    if ((bytes >= 0 && bytes != static_cast<I64>(sizeof(Arguments))) || blocks < 1 || threads < 1 || threads > MOST_THREADS
            || sharedBytes < 0 || sharedBytes > 48 * 1024) {
        return INVALID_VALUE;
    }
    Arguments copy;
    memcpy(&copy, arguments, sizeof(Arguments));
    // Exactly as large as asked for, so that a sanitizer sees the first byte beyond.
    char* shared = new char[sharedBytes];
    for (I64 i = 0; i < Block::rounds(blocks, order); i++) {
        const I64 index = Block::item(i, blocks, order);
        if (index < blocks) {
            // Not a number, so that what a block did not write shows.
            memset(shared, 0xFF, sharedBytes);
            const Block block = {index, threads, shared, order};
            body(block, copy);
        }
    }
    delete[] shared;
    return LAUNCHED;
}

#define KERNEL(NAME, ARGUMENTS, BODY)                                                                          \
    extern "C" int NAME(I64 blocks, int threads, I64 shared, int order, const void* arguments, I64 bytes) {    \
        typedef ARGUMENTS Type;                                                                                \
        return emulate<Type>(blocks, threads, shared, order, arguments, bytes,                                 \
                [](const Block& block, const Type& given) { BODY(block, given); });                            \
    }

#define KERNEL_FITTING(NAME, ARGUMENTS, BODY, THREADS, BLOCKS) KERNEL(NAME, ARGUMENTS, BODY)

#endif

// A kernel template for the kinds of numbers: complex (z, c) and real (d, s), in double and single precision.
#define KERNELS_COMPLEX(NAME, ARGUMENTS, BODY)                            \
    KERNEL(NAME##_z, ARGUMENTS<Complex<double> >, BODY<Complex<double> >) \
    KERNEL(NAME##_c, ARGUMENTS<Complex<float> >, BODY<Complex<float> >)

#define KERNELS_REAL(NAME, ARGUMENTS, BODY)           \
    KERNEL(NAME##_d, ARGUMENTS<double>, BODY<double>) \
    KERNEL(NAME##_s, ARGUMENTS<float>, BODY<float>)

#define KERNELS(NAME, ARGUMENTS, BODY)     \
    KERNELS_COMPLEX(NAME, ARGUMENTS, BODY) \
    KERNELS_REAL(NAME, ARGUMENTS, BODY)
