package org.ketwright.simulator.device;

import org.jspecify.annotations.Nullable;

/** What calibrated numbers must be; null is a number that was not measured. */
final class Checks {

    private Checks() {
    }

    static void finite(String what, @Nullable Double value) {
        if (value != null && !Double.isFinite(value)) {
            throw new IllegalArgumentException(what + " must be finite but was " + value);
        }
    }

    static void positive(String what, @Nullable Double value) {
        if (value != null && !(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(what + " must be above 0 and finite but was " + value);
        }
    }

    static void notNegative(String what, @Nullable Double value) {
        if (value != null && !(value >= 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(what + " must be 0 or more and finite but was " + value);
        }
    }

    static void probability(String what, @Nullable Double value) {
        if (value != null && !(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(what + " lies in 0..1 but was " + value);
        }
    }
}
