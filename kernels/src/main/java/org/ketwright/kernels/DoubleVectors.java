package org.ketwright.kernels;

import static org.ketwright.kernels.Lanes.BYTES;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vectors of {@code double} in memory. A class of its own because these are to be compiled into the loops of
 * {@link DoubleKernels}, and those not into each other.
 */
final class DoubleVectors {
    /** Masks addresses to what they can be, so that the compiler sees that no bounds check can fail. */
    static final long ADDRESSES = (1L << 48) - 1;

    static final MemorySegment ALL = SweepMemory.everything();

    private static final VectorSpecies<Double> SPECIES = Lanes.DOUBLES;
    static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private DoubleVectors() {
    }

    static DoubleVector load(long address) {
        return DoubleVector.fromMemorySegment(SPECIES, ALL, address, ORDER);
    }

    static void store(DoubleVector value, long address) {
        value.intoMemorySegment(ALL, address, ORDER);
    }

    static DoubleVector load(MemorySegment from, long at) {
        return DoubleVector.fromMemorySegment(SPECIES, from, at, ORDER);
    }

    static void store(DoubleVector value, MemorySegment to, long at) {
        value.intoMemorySegment(to, at, ORDER);
    }

    static DoubleVector all(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }

    static DoubleVector entry(double[] parts, int i, DoubleVector c, DoubleVector s) {
        return s.fma(all(parts[i + 2]), c.fma(all(parts[i + 1]), all(parts[i])));
    }

    /** Real part of {@code x conj(y)}. */
    static DoubleVector real(MemorySegment x, long xAt, MemorySegment y, long yAt) {
        return load(x, xAt).fma(load(y, yAt), load(x, xAt + BYTES).mul(load(y, yAt + BYTES)));
    }

    /** Imaginary part of {@code x conj(y)}. */
    static DoubleVector imaginary(MemorySegment x, long xAt, MemorySegment y, long yAt) {
        return load(x, xAt + BYTES).mul(load(y, yAt)).sub(load(x, xAt).mul(load(y, yAt + BYTES)));
    }
}
