package org.ketwright.classical;

/** The margin in units of the distance of the largest logit from the third largest. */
final class LogitsRatio implements Loss {
    private static final int CLASSES = 3;
    private static final double FLOOR = 1e-12;

    @Override
    public String name() {
        return "difference of logits ratio";
    }

    @Override
    public double value(float[] logits, int sample, int classes, int label) {
        int[] top = top(logits, sample * classes, classes);
        return Loss.MARGIN.value(logits, sample, classes, label) / scale(logits, sample * classes, top);
    }

    @Override
    public void gradient(float[] logits, int sample, int classes, int label, double weight, float[] cotangent) {
        int at = sample * classes;
        int[] top = top(logits, at, classes);
        double scale = scale(logits, at, top);
        double slope = -Loss.MARGIN.value(logits, sample, classes, label) / (scale * scale);
        double[] g = new double[classes];
        g[Margin.rival(logits, at, classes, label)] += 1 / scale;
        g[label] -= 1 / scale;
        g[top[0]] += slope;
        g[top[2]] -= slope;
        for (int k = 0; k < classes; k++) {
            // Equal logits make the scale next to nothing.
            cotangent[at + k] = (float) Math.clamp(weight * g[k], -Float.MAX_VALUE, Float.MAX_VALUE);
        }
    }

    private static double scale(float[] logits, int at, int[] top) {
        return (double) logits[at + top[0]] - logits[at + top[2]] + FLOOR;
    }

    /** The three largest logits' classes, the largest first. */
    private static int[] top(float[] logits, int at, int classes) {
        if (classes < CLASSES) {
            throw new IllegalArgumentException(
                    "the difference of logits ratio needs 3 classes or more but there are " + classes);
        }
        int[] top = new int[CLASSES];
        for (int rank = 0; rank < CLASSES; rank++) {
            int best = -1;
            for (int k = 0; k < classes; k++) {
                boolean isTaken = rank > 0 && k == top[0] || rank > 1 && k == top[1];
                if (!isTaken && (best < 0 || logits[at + k] > logits[at + best])) {
                    best = k;
                }
            }
            top[rank] = best;
        }
        return top;
    }
}
