package org.ketwright.simulator.numpy;

import java.util.Arrays;
import java.util.Optional;

/** Element types of array files, all little-endian. */
public enum NumpyType {
    /** 32-bit floating point. */
    F4("<f4", 4),
    /** 64-bit floating point. */
    F8("<f8", 8),
    /** Complex number of two 32-bit floating-point numbers. */
    C8("<c8", 8),
    /** Complex number of two 64-bit floating-point numbers. */
    C16("<c16", 16),
    /** 64-bit signed integer. */
    I8("<i8", 8),
    /** 8-bit unsigned integer. */
    U1("|u1", 1),
    /** Truth value, a byte of 0 or 1. */
    B1("|b1", 1);

    private final String code;
    private final int bytes;

    NumpyType(String code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /**
     * The type as written in files.
     *
     * @return NumPy's code
     */
    public String code() {
        return code;
    }

    /**
     * Size of one element.
     *
     * @return bytes
     */
    public int bytes() {
        return bytes;
    }

    /**
     * Numbers in one element.
     *
     * @return 2 for complex types, else 1
     */
    public int numbers() {
        return this == C8 || this == C16 ? 2 : 1;
    }

    static Optional<NumpyType> of(String code) {
        return Arrays.stream(values()).filter(t -> t.code.equals(code)).findFirst();
    }
}
