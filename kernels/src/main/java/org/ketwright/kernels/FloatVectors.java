package org.ketwright.kernels;

import static org.ketwright.kernels.Lanes.BYTES;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vectors of {@code float} in memory. A class of its own because these are to be compiled into the loops of
 * {@link FloatKernels}, and those not into each other.
 */
final class FloatVectors {
    /** Masks addresses to what they can be, so that the compiler sees that no bounds check can fail. */
    static final long ADDRESSES = (1L << 48) - 1;

    static final MemorySegment ALL = SweepMemory.everything();

    private static final VectorSpecies<Float> SPECIES = Lanes.FLOATS;
    static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private FloatVectors() {
    }

    static FloatVector load(long address) {
        return FloatVector.fromMemorySegment(SPECIES, ALL, address, ORDER);
    }

    static void store(FloatVector value, long address) {
        value.intoMemorySegment(ALL, address, ORDER);
    }

    static FloatVector load(MemorySegment from, long at) {
        return FloatVector.fromMemorySegment(SPECIES, from, at, ORDER);
    }

    static void store(FloatVector value, MemorySegment to, long at) {
        value.intoMemorySegment(to, at, ORDER);
    }

    static FloatVector all(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    static FloatVector entry(float[] parts, int i, FloatVector c, FloatVector s) {
        return s.fma(all(parts[i + 2]), c.fma(all(parts[i + 1]), all(parts[i])));
    }

    /** Real part of {@code x conj(y)}. */
    static FloatVector real(MemorySegment x, long xAt, MemorySegment y, long yAt) {
        return load(x, xAt).fma(load(y, yAt), load(x, xAt + BYTES).mul(load(y, yAt + BYTES)));
    }

    /** Imaginary part of {@code x conj(y)}. */
    static FloatVector imaginary(MemorySegment x, long xAt, MemorySegment y, long yAt) {
        return load(x, xAt + BYTES).mul(load(y, yAt)).sub(load(x, xAt).mul(load(y, yAt + BYTES)));
    }
}
