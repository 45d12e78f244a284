package org.ketwright.benchmarks.harness;

/**
 * A small picture of a measurement beside its goal, one tick for each decibel: the goal is the stroke in the middle, the
 * measurement the star, and further right is faster. A decibel is a factor of 1.26.
 */
public final class Bar {
    private static final int SIDE = 10;

    private Bar() {
    }

    /**
     * Draws.
     *
     * @param ratio share of the ceiling that was reached
     * @param goal share that was wanted
     * @return 23 characters, such as {@code [......*<<<|..........]}
     */
    public static String of(double ratio, double goal) {
        int ticks = (int) Math.round(Math.clamp(Verdict.decibels(ratio, goal), -SIDE, SIDE));
        StringBuilder bar = new StringBuilder("[");
        for (int tick = -SIDE; tick <= SIDE; tick++) {
            if (tick == ticks) {
                bar.append('*');
            } else if (tick == 0) {
                bar.append('|');
            } else if (tick > Math.min(0, ticks) && tick < Math.max(0, ticks)) {
                bar.append(ticks < 0 ? '<' : '>');
            } else {
                bar.append('.');
            }
        }
        return bar.append(']').toString();
    }
}
