package org.ketwright.studies.command;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the largest of many numbered values, and knows how much it did not keep. */
final class Ranking {
    private static final Comparator<Entry> SMALLEST_FIRST = Comparator.comparingDouble(Entry::value)
            .thenComparing(Entry::number, Comparator.reverseOrder());

    private final int most;
    private final PriorityQueue<Entry> kept = new PriorityQueue<>(SMALLEST_FIRST);
    private long restCount;
    private double restSum;

    /**
     * An empty ranking.
     *
     * @param most how many are kept, 1 or more
     */
    Ranking(int most) {
        this.most = most;
    }

    /**
     * A value.
     *
     * @param number its number
     * @param value positive
     */
    record Entry(long number, double value) {
    }

    /** Considers a value; of equal ones the first is larger. Values of zero count as absent. */
    void add(long number, double value) {
        if (value <= 0) {
            return;
        }
        if (kept.size() == most) {
            Entry least = kept.element();
            if (value <= least.value()) {
                restCount++;
                restSum += value;
                return;
            }
            kept.remove();
            restCount++;
            restSum += least.value();
        }
        kept.add(new Entry(number, value));
    }

    /** What was kept, the largest first. */
    List<Entry> entries() {
        return kept.stream().sorted(SMALLEST_FIRST.reversed()).toList();
    }

    /** How many were not kept. */
    long restCount() {
        return restCount;
    }

    /** Sum of what was not kept. */
    double restSum() {
        return restSum;
    }
}
