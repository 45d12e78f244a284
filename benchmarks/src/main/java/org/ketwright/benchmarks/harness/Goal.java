package org.ketwright.benchmarks.harness;

import java.util.Map;

/**
 * What a measurement shall reach, as a share of what the machine gave in the same run: a wall time would be a goal for
 * one machine.
 *
 * @param benchmark name of a {@link Subject}
 * @param params parameters it holds for; those not named may have any value
 * @param threads number of threads it holds for
 * @param ceiling label of the {@link Ceiling} it is relative to
 * @param ratio share of the ceiling
 * @param source where the number comes from
 */
public record Goal(String benchmark, Map<String, String> params, int threads, String ceiling, double ratio,
        String source) {

    /** Checks it and copies the parameters. */
    public Goal {
        params = Map.copyOf(params);
        Ceiling.named(ceiling);
        if (threads < 1 || !(ratio > 0) || Double.isInfinite(ratio)) {
            throw new IllegalArgumentException("the goal of " + benchmark
                    + " needs 1 thread or more and a positive ratio but has " + threads + " and " + ratio);
        }
        if (source.isBlank()) {
            throw new IllegalArgumentException("the goal of " + benchmark + " must say where it comes from");
        }
    }

    /**
     * Whether it is a goal for a measurement.
     *
     * @param subject what was measured
     * @param setting under which parameters
     * @return true if names, parameters and threads agree
     */
    public boolean holdsFor(Subject subject, Setting setting) {
        return benchmark.equals(subject.name()) && threads == setting.threads() && setting.matches(params);
    }
}
