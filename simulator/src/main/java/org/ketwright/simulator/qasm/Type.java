package org.ketwright.simulator.qasm;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The type of a classical value.
 *
 * @param kind what is held
 * @param width number of bits as written, or null where none is written
 */
record Type(Kind kind, @Nullable Expression width) {

    /** What a value holds. */
    enum Kind {
        /** Bits, also of measurements. */
        BIT,
        /** A signed integer. */
        INT,
        /** An integer that is not negative. */
        UINT,
        /** A real number. */
        FLOAT,
        /** An angle in radians. */
        ANGLE,
        /** A truth value. */
        BOOL,
        /** A length of time. */
        DURATION;

        /** The keyword. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
