package org.ketwright.benchmarks.harness;

import java.util.List;

/**
 * What one call of a benchmark does.
 *
 * @param unit what is counted, in the plural: "circuits", "steps"
 * @param items how many of them
 * @param yardsticks what the time is compared with, the one that limits it first; may be empty
 */
public record Work(String unit, double items, List<Yardstick> yardsticks) {

    /** Copies the list and checks the count. */
    public Work {
        yardsticks = List.copyOf(yardsticks);
        if (!(items > 0)) {
            throw new IllegalArgumentException("a call must do at least part of an item but does " + items);
        }
    }
}
