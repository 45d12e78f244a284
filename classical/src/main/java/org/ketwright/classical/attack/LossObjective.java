package org.ketwright.classical.attack;

import org.ketwright.classical.Loss;
import org.ketwright.classical.Tensor;

/**
 * The loss of the true class, or minus the loss of the goal class.
 *
 * @param loss loss of one sample
 * @param labels true classes
 * @param goalClass class aimed at, or -1 for any wrong one
 */
record LossObjective(Loss loss, long[] labels, int goalClass) implements Objective {

    @Override
    public double value(Tensor logits, int row) {
        double height = loss.value(logits.data(), row, logits.sampleSize(), aim(row));
        return goalClass < 0 ? height : -height;
    }

    @Override
    public void gradient(Tensor logits, int row, float[] out) {
        loss.gradient(logits.data(), row, logits.sampleSize(), aim(row), goalClass < 0 ? 1 : -1, out);
    }

    @Override
    public boolean isReached(Tensor logits, int row) {
        int predicted = logits.argmax(row);
        return goalClass < 0 ? predicted != labels[row] : predicted == goalClass;
    }

    @Override
    public Objective select(int... rows) {
        return new LossObjective(loss, Objective.select(labels, rows), goalClass);
    }

    private int aim(int row) {
        return goalClass < 0 ? (int) labels[row] : goalClass;
    }
}
