package org.ketwright.kernels;

/** Floating-point format of amplitudes. */
public enum Precision {
    /** 32-bit floating point, 8 bytes for one complex amplitude. */
    SINGLE,
    /** 64-bit floating point, 16 bytes for one complex amplitude; the default everywhere. */
    DOUBLE;

    /**
     * Bytes of one complex amplitude.
     *
     * @return 8 or 16
     */
    public int bytes() {
        return this == SINGLE ? 8 : 16;
    }
}
