package org.ketwright.simulator.device;

import java.util.List;

/**
 * A span of time in which no operation starts or ends.
 *
 * @param start seconds after the start of the circuit
 * @param duration seconds, above 0
 * @param running operations that last through it
 * @param idle qubits of the circuit on which none does; a delay is idle
 */
public record Moment(double start, double duration, List<Timed> running, List<Integer> idle) {

    /** Copies. */
    public Moment {
        running = List.copyOf(running);
        idle = List.copyOf(idle);
    }

    /**
     * When it ends.
     *
     * @return seconds after the start of the circuit
     */
    public double end() {
        return start + duration;
    }
}
