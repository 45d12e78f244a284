package org.ketwright.benchmarks.harness;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a machine gives at most, measured in the same run as everything that is read against it. Memory holds numbers as a
 * state does, since nothing but zeros is moved faster.
 */
public enum Ceiling {
    /** Memory copy of 256 MiB: bytes read and written. */
    COPY("GB/s", "copies 256 MiB"),
    /** Sweep in place over 256 MiB, a state of 24 qubits in double precision: bytes read and written. */
    SWEEP_MEMORY("GB/s", "sweeps 256 MiB in place"),
    /** Sweep in place over 16 MiB, a state of 20 qubits in double precision: bytes read and written. */
    SWEEP_L3("GB/s", "sweeps 16 MiB in place"),
    /** Sweep in place over 512 KiB for each thread: bytes read and written. */
    SWEEP_L2("GB/s", "sweeps 512 KiB in place"),
    /** Multiply-adds in registers, in double precision: operations, two for each. */
    FMA_DOUBLE("GFLOP/s", "multiplies and adds in double"),
    /** Multiply-adds in registers, in single precision: operations, two for each. */
    FMA_SINGLE("GFLOP/s", "multiplies and adds in single");

    private static final long MEMORY_BYTES = 64L << 20;
    private static final long L2_BYTES = 1L << 20;

    private final String unit;
    private final String meaning;

    Ceiling(String unit, String meaning) {
        this.unit = unit;
        this.meaning = meaning;
    }

    /**
     * The ceiling of a name.
     *
     * @param label for instance "sweep-memory"
     * @return the ceiling
     * @throws IllegalArgumentException if there is none; the message lists those known
     */
    public static Ceiling named(String label) {
        for (Ceiling ceiling : values()) {
            if (ceiling.label().equals(label)) {
                return ceiling;
            }
        }
        throw new IllegalArgumentException("a ceiling is one of "
                + Arrays.stream(values()).map(Ceiling::label).collect(Collectors.joining(", "))
                + " but was given '" + label + "'");
    }

    /**
     * The sweep whose memory lies as far away as a state does.
     *
     * @param bytes size of the state
     * @return one of the three sweeps
     */
    public static Ceiling sweepOver(long bytes) {
        return bytes >= MEMORY_BYTES ? SWEEP_MEMORY : bytes > L2_BYTES ? SWEEP_L3 : SWEEP_L2;
    }

    /**
     * Name in goals, tables and files.
     *
     * @return lower case with hyphens
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Unit in which its rate is printed: a billion bytes or operations per second.
     *
     * @return GB/s or GFLOP/s
     */
    public String unit() {
        return unit;
    }

    /**
     * What the loop does.
     *
     * @return a few words
     */
    public String meaning() {
        return meaning;
    }
}
