package org.ketwright.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Width of the vectors whose lanes are samples or neighboring amplitudes: what the processor prefers, or the bits that the system property
 * {@code ketwright.vectorBits} says (128, 256 or 512).
 */
final class Lanes {
    private static final VectorShape SHAPE = shape(System.getProperty("ketwright.vectorBits"));

    static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, SHAPE);
    static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);

    /** Bytes of a vector. */
    static final long BYTES = SHAPE.vectorBitSize() / Byte.SIZE;

    /** Bytes of a row: one vector of real parts, then one of imaginary parts. */
    static final long ROW = 2 * BYTES;

    private Lanes() {
    }

    private static VectorShape shape(@org.jspecify.annotations.Nullable String bits) {
        if (bits == null) {
            int preferred = Math.min(DoubleVector.SPECIES_PREFERRED.vectorBitSize(),
                    FloatVector.SPECIES_PREFERRED.vectorBitSize());
            return VectorShape.forBitSize(Math.clamp(preferred, 128, 512));
        }
        return switch (bits) {
            case "128" -> VectorShape.S_128_BIT;
            case "256" -> VectorShape.S_256_BIT;
            case "512" -> VectorShape.S_512_BIT;
            default -> throw new IllegalArgumentException(
                    "ketwright.vectorBits must be 128, 256 or 512 but is '" + bits + "'");
        };
    }

    /** Samples in a vector. */
    static int count(Precision precision) {
        return precision == Precision.DOUBLE ? DOUBLES.length() : FLOATS.length();
    }
}
