package org.ketwright.classical.attack;

import java.util.Arrays;

import org.ketwright.classical.Tensor;

/** Classes in the order of their logits. */
final class Ranks {
    private Ranks() {}

    /** The classes with the largest logits of a sample, the largest first, the first of equals first. */
    static int[] top(Tensor logits, int row, int count) {
        int classes = logits.sampleSize();
        if (classes < count) {
            throw new IllegalArgumentException(
                    "this attack needs " + count + " classes or more but the classifier has " + classes);
        }
        float[] z = logits.data();
        int at = row * classes;
        Integer[] order = new Integer[classes];
        Arrays.setAll(order, k -> k);
        Arrays.sort(order, (a, b) -> Float.compare(z[at + b], z[at + a]));
        int[] top = new int[count];
        Arrays.setAll(top, rank -> order[rank]);
        return top;
    }

    /** All classes but the true one, the most likely first; the goal class alone if there is one. */
    static int[] wrong(Tensor logits, int row, long label, int goalClass) {
        return goalClass >= 0
                ? new int[] {goalClass}
                : Arrays.stream(top(logits, row, logits.sampleSize())).filter(k -> k != label).toArray();
    }
}
