package org.ketwright.benchmarks.harness;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Times of one benchmark under one setting, and what follows from them.
 *
 * @param subject what was measured
 * @param setting under which parameters
 * @param work what one call does
 * @param seconds time of one call in each iteration
 * @param goal what it shall reach, if anybody said so
 */
public record Measurement(Subject subject, Setting setting, Work work, double[] seconds, Optional<Goal> goal) {

    /** Checks that there is a time and that the goal is relative to something counted. */
    public Measurement {
        if (seconds.length == 0) {
            throw new IllegalArgumentException(subject.name() + " must have been timed at least once");
        }
        for (Goal g : goal.stream().toList()) {
            if (work.yardsticks().stream().noneMatch(y -> y.ceiling().label().equals(g.ceiling()))) {
                throw new IllegalArgumentException("the goal of " + subject.name() + " is relative to " + g.ceiling()
                        + " but its work is counted in " + work.yardsticks());
            }
        }
    }

    /**
     * The shortest time: what other users of the machine add only makes it longer.
     *
     * @return seconds
     */
    public double best() {
        return Arrays.stream(seconds).min().orElseThrow();
    }

    /**
     * The median time.
     *
     * @return seconds
     */
    public double median() {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /**
     * Items per second at the best time.
     *
     * @return the rate
     */
    public double rate() {
        return work.items() / best();
    }

    /**
     * Share of a ceiling at the best time.
     *
     * @param yardstick one of this measurement's
     * @param ceilings rates with the same number of threads
     * @return the ratio
     */
    public double ratio(Yardstick yardstick, Map<Ceiling, Double> ceilings) {
        Double rate = ceilings.get(yardstick.ceiling());
        if (rate == null) {
            throw new IllegalArgumentException("the ceiling " + yardstick.ceiling().label()
                    + " must be measured in the same run but only " + ceilings.keySet() + " were");
        }
        return yardstick.ratio(best(), rate);
    }

    /**
     * Share of the ceiling that the goal is relative to.
     *
     * @param ceilings rates with the same number of threads
     * @return the ratio, if there is a goal
     */
    public Optional<Double> ratioOfGoal(Map<Ceiling, Double> ceilings) {
        return goal.flatMap(g -> work.yardsticks().stream()
                .filter(y -> y.ceiling().label().equals(g.ceiling())).findFirst())
                .map(y -> ratio(y, ceilings));
    }

    /**
     * How it stands to its goal.
     *
     * @param ceilings rates with the same number of threads
     * @return the verdict
     */
    public Verdict verdict(Map<Ceiling, Double> ceilings) {
        return ratioOfGoal(ceilings).map(r -> Verdict.of(r, goal.orElseThrow().ratio())).orElse(Verdict.NO_GOAL);
    }
}
