package org.ketwright.classical.attack;

import org.ketwright.classical.Tensor;

/**
 * Climbs from the true class towards one chosen class of each sample: the difference of their logits divided by the
 * distance of the largest logit from the mean of the third and fourth largest, so that the scale of the logits does not
 * matter (Croce, Hein 2020, equation 7). Any wrong class counts as reached, unless the threat model names one.
 *
 * @param labels true classes
 * @param towards class that each sample climbs towards
 * @param goalClass class that must be reached, or -1 for any wrong one
 */
record TargetedRatio(long[] labels, long[] towards, int goalClass) implements Objective {
    /** Fewest classes that have a fourth largest logit. */
    static final int CLASSES = 4;
    private static final double FLOOR = 1e-12;

    @Override
    public double value(Tensor logits, int row) {
        int[] order = Ranks.top(logits, row, CLASSES);
        float[] z = logits.data();
        int at = row * logits.sampleSize();
        return difference(z, at, row) / scale(z, at, order);
    }

    @Override
    public void gradient(Tensor logits, int row, float[] out) {
        int[] order = Ranks.top(logits, row, CLASSES);
        float[] z = logits.data();
        int classes = logits.sampleSize();
        int at = row * classes;
        double scale = scale(z, at, order);
        double slope = -difference(z, at, row) / (scale * scale);
        double[] g = new double[classes];
        g[(int) towards[row]] += 1 / scale;
        g[(int) labels[row]] -= 1 / scale;
        g[order[0]] += slope;
        g[order[2]] -= 0.5 * slope;
        g[order[3]] -= 0.5 * slope;
        for (int k = 0; k < classes; k++) {
            out[at + k] = (float) g[k];
        }
    }

    @Override
    public boolean isReached(Tensor logits, int row) {
        int predicted = logits.argmax(row);
        return goalClass < 0 ? predicted != labels[row] : predicted == goalClass;
    }

    @Override
    public Objective select(int... rows) {
        return new TargetedRatio(Objective.select(labels, rows), Objective.select(towards, rows), goalClass);
    }

    private double difference(float[] z, int at, int row) {
        return (double) z[at + (int) towards[row]] - z[at + (int) labels[row]];
    }

    private static double scale(float[] z, int at, int[] order) {
        return z[at + order[0]] - 0.5 * ((double) z[at + order[2]] + z[at + order[3]]) + FLOOR;
    }
}
