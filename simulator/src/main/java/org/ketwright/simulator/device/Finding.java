package org.ketwright.simulator.device;

import java.util.Locale;

/**
 * What became of a value on its way from a file to the noise of a circuit.
 *
 * @param kind used, dropped or changed
 * @param where the qubit, gate or pair it belongs to
 * @param what what was found and what was done about it
 */
public record Finding(Kind kind, String where, String what) {

    /** What became of a value. */
    public enum Kind {
        /** Used as it is. */
        USED,
        /** Used as it is, though it looks wrong. */
        DOUBTFUL,
        /** Replaced by the nearest value that is possible. */
        CLAMPED,
        /** Not in the file; computed from other values. */
        DERIVED,
        /** In the file, but not used. */
        DROPPED,
        /** Not in the file, and nothing stands in for it. */
        MISSING
    }

    /**
     * Whether a strict reader accepts it.
     *
     * @return true if the value was used as it is and nothing is wrong with it
     */
    public boolean isHarmless() {
        return kind == Kind.USED;
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + ": " + where + ": " + what;
    }
}
