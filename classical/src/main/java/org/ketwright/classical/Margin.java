package org.ketwright.classical;

/** The best wrong logit less that of the label. */
final class Margin implements Loss {

    @Override
    public String name() {
        return "margin";
    }

    @Override
    public double value(float[] logits, int sample, int classes, int label) {
        int at = sample * classes;
        return (double) logits[at + rival(logits, at, classes, label)] - logits[at + label];
    }

    @Override
    public void gradient(float[] logits, int sample, int classes, int label, double weight, float[] cotangent) {
        int at = sample * classes;
        for (int k = 0; k < classes; k++) {
            cotangent[at + k] = 0;
        }
        cotangent[at + rival(logits, at, classes, label)] = (float) weight;
        cotangent[at + label] = (float) -weight;
    }

    /** The wrong class with the largest logit, the first of equals. */
    static int rival(float[] logits, int at, int classes, int label) {
        if (classes < 2) {
            throw new IllegalArgumentException("a margin needs 2 classes or more but there is " + classes);
        }
        int best = label == 0 ? 1 : 0;
        for (int k = best + 1; k < classes; k++) {
            if (k != label && logits[at + k] > logits[at + best]) {
                best = k;
            }
        }
        return best;
    }
}
