package org.ketwright.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What vectors and matrices on a card are made of. */
enum CudaElement {
    COMPLEX_DOUBLE("z", true, Precision.DOUBLE),
    COMPLEX_SINGLE("c", true, Precision.SINGLE),
    REAL_DOUBLE("d", false, Precision.DOUBLE),
    REAL_SINGLE("s", false, Precision.SINGLE);

    private static final int ROW_BYTES = 128;

    private final String suffix;
    private final boolean isComplex;
    private final Precision precision;

    CudaElement(String suffix, boolean isComplex, Precision precision) {
        this.suffix = suffix;
        this.isComplex = isComplex;
        this.precision = precision;
    }

    static CudaElement complex(Precision precision) {
        return precision == Precision.DOUBLE ? COMPLEX_DOUBLE : COMPLEX_SINGLE;
    }

    static CudaElement real(Precision precision) {
        return precision == Precision.DOUBLE ? REAL_DOUBLE : REAL_SINGLE;
    }

    /** The name of a kernel for these elements. */
    String kernel(String name) {
        return name + "_" + suffix;
    }

    boolean isComplex() {
        return isComplex;
    }

    boolean single() {
        return precision == Precision.SINGLE;
    }

    /** Numbers of one element. */
    int parts() {
        return isComplex ? 2 : 1;
    }

    int bytes() {
        return isComplex ? precision.bytes() : precision.bytes() / 2;
    }

    /** Bits of the number of amplitudes that a thread holds in registers. */
    int registerBits() {
        return isComplex && precision == Precision.DOUBLE ? 3 : 4;
    }

    /** Bits of the largest dense matrix on amplitudes in registers. */
    int mostDenseBits() {
        return isComplex ? 3 : 4;
    }

    /** Bits of the largest dense matrix in batches, whose kernels hold two states. */
    int circuitDenseBits() {
        return isComplex ? 2 : 4;
    }

    /** Bytes of one number. */
    int realBytes() {
        return precision.bytes() / 2;
    }

    /** How many of the lowest bits of an index every tile has: what a card reads at once. */
    int contiguousBits() {
        return Integer.numberOfTrailingZeros(ROW_BYTES / bytes());
    }

    /** Shared memory of a block in a pass, in bytes: a tile, and on the way back a partial sum for each derivative. */
    int sweepBytes(boolean isBackward, boolean hasRounds) {
        int tile = hasRounds || isBackward ? bytes() << CudaRounds.tileBits(registerBits()) : 0;
        return tile + (isBackward ? CudaRounds.MOST_DERIVATIVES * CudaLaunch.THREADS * Double.BYTES : 0);
    }

    /** Writes numbers, real and imaginary part in turn where there are two. */
    void put(MemorySegment to, long at, double value) {
        if (precision == Precision.DOUBLE) {
            to.setAtIndex(ValueLayout.JAVA_DOUBLE, at, value);
        } else {
            to.setAtIndex(ValueLayout.JAVA_FLOAT, at, (float) value);
        }
    }

    double get(MemorySegment from, long at) {
        return precision == Precision.DOUBLE
                ? from.getAtIndex(ValueLayout.JAVA_DOUBLE, at)
                : from.getAtIndex(ValueLayout.JAVA_FLOAT, at);
    }
}
