package org.ketwright.classical.attack;

import java.util.stream.IntStream;
import org.ketwright.classical.Loss;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;

/**
 * What an attack climbs, and whether it has got there. Heights are summed over samples, never averaged, so that no
 * sample's gradient depends on the batch.
 */
interface Objective {

    /** A loss of the true class, or minus the loss of the goal class. */
    static Objective of(Loss loss, long[] labels, ThreatModel threat) {
        return new LossObjective(loss, labels, threat.goalClass());
    }

    /** Height of one sample; an attacker wants it high. */
    double value(Tensor logits, int row);

    /** Writes the gradient of one sample's height with respect to its logits into its row. */
    void gradient(Tensor logits, int row, float[] out);

    /** Whether the attacker has what he wants from one sample. */
    boolean isReached(Tensor logits, int row);

    /** The objective of chosen samples. */
    Objective select(int... rows);

    /** Gradients of consecutive samples, of which only the first one's index and the logits are given. */
    default Tensor cotangent(int first, Tensor logits) {
        int count = logits.count();
        Objective some = select(IntStream.range(first, first + count).toArray());
        float[] out = new float[logits.data().length];
        for (int row = 0; row < count; row++) {
            some.gradient(logits, row, out);
        }
        return Tensor.of(out, logits.shape());
    }

    /** Chosen numbers of an array. */
    static long[] select(long[] all, int... rows) {
        long[] chosen = new long[rows.length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = all[rows[i]];
        }
        return chosen;
    }
}
