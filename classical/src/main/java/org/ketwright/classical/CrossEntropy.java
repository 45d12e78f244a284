package org.ketwright.classical;

/** Softmax followed by cross-entropy. */
final class CrossEntropy implements Loss {

    @Override
    public String name() {
        return "cross-entropy";
    }

    @Override
    public double value(float[] logits, int sample, int classes, int label) {
        int at = sample * classes;
        double top = top(logits, at, classes);
        double others = 0;
        double all = 0;
        for (int k = 0; k < classes; k++) {
            double e = Math.exp(logits[at + k] - top);
            all += e;
            others += k == label ? 0 : e;
        }
        // Where the label leads, log1p keeps the digits of a loss close to 0.
        return logits[at + label] == top ? Math.log1p(others) : Math.log(all) + top - logits[at + label];
    }

    @Override
    public void gradient(float[] logits, int sample, int classes, int label, double weight, float[] cotangent) {
        int at = sample * classes;
        double top = top(logits, at, classes);
        double all = 0;
        for (int k = 0; k < classes; k++) {
            all += Math.exp(logits[at + k] - top);
        }
        // The label's entry, softmax - 1, is minus the sum of the others: no digits cancel.
        double others = 0;
        for (int k = 0; k < classes; k++) {
            if (k != label) {
                double p = Math.exp(logits[at + k] - top) / all;
                others += p;
                cotangent[at + k] = (float) (weight * p);
            }
        }
        cotangent[at + label] = (float) (-weight * others);
    }

    private static double top(float[] logits, int at, int classes) {
        double top = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
            top = Math.max(top, logits[at + k]);
        }
        return top;
    }
}
