package org.ketwright.simulator.device;

import org.ketwright.simulator.Operation;

/**
 * An operation at its time.
 *
 * @param operation the operation
 * @param start seconds after the start of the circuit
 * @param duration seconds, 0 or more
 */
public record Timed(Operation operation, double start, double duration) {

    /**
     * When it ends.
     *
     * @return seconds after the start of the circuit
     */
    public double end() {
        return start + duration;
    }

    double middle() {
        return start + duration / 2;
    }
}
