package org.ketwright.simulator;

import org.jspecify.annotations.Nullable;
import org.ketwright.kernels.Precision;

/**
 * How a result was computed.
 *
 * @param method method of simulation
 * @param precision format of the amplitudes
 * @param backend name of the backend
 * @param seed what random draws were made from, or null if none were made
 */
public record Provenance(Method method, Precision precision, String backend, @Nullable Long seed) {

    /** The same with a seed. */
    Provenance drawnFrom(long other) {
        return new Provenance(method, precision, backend, other);
    }
}
