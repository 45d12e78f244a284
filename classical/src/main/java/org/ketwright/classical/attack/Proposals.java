package org.ketwright.classical.attack;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.Classifier.Randomness;
import org.ketwright.classical.Tensor;

/**
 * The best proposal so far for each sample of a batch: the first that reaches the objective, else the highest. Samples
 * that are reached are closed, unless the classifier is random, whose next answer may differ.
 */
final class Proposals {
    private final Objective objective;
    private final boolean isFinal;
    private final Tensor best;
    private final double[] heights;
    private int[] open;

    Proposals(Classifier victim, Tensor x, Objective objective) {
        this.objective = objective;
        this.isFinal = victim.randomness() == Randomness.NONE;
        this.best = x.copy();
        this.heights = new double[x.count()];
        Arrays.fill(heights, Double.NEGATIVE_INFINITY);
        this.open = IntStream.range(0, x.count()).toArray();
    }

    /** Proposals that begin with the samples themselves: what is wrong already needs no attack. */
    static Proposals startingAt(Classifier victim, Tensor x, Objective objective) {
        Proposals proposals = new Proposals(victim, x, objective);
        proposals.offer(proposals.open(), x, victim.logits(x));
        return proposals;
    }

    /** Rows of the batch that are still attacked. */
    int[] open() {
        return open.clone();
    }

    boolean isDone() {
        return open.length == 0;
    }

    /**
     * Takes up what improves.
     *
     * @param rows rows of the batch, all of them open
     * @param points a proposal for each of these rows
     * @param logits the classifier's answers to them
     * @return the rows that are closed by it, as a mask over {@code rows}
     */
    boolean[] offer(int[] rows, Tensor points, Tensor logits) {
        Objective chosen = objective.select(rows);
        int size = best.sampleSize();
        boolean[] closed = new boolean[rows.length];
        boolean[] isClosed = new boolean[best.count()];
        for (int i = 0; i < rows.length; i++) {
            double height = chosen.value(logits, i);
            closed[i] = isFinal && chosen.isReached(logits, i);
            isClosed[rows[i]] = closed[i];
            if (closed[i] || height > heights[rows[i]]) {
                heights[rows[i]] = height;
                System.arraycopy(points.data(), i * size, best.data(), rows[i] * size, size);
            }
        }
        open = Arrays.stream(open).filter(row -> !isClosed[row]).toArray();
        return closed;
    }

    /** The best proposals, the batch's own shape. */
    Tensor best() {
        return best;
    }
}
