package org.ketwright.classical.attack;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.Loss;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;

/**
 * Momentum iterative method: the direction of each step accumulates the gradients, each divided by its l1 norm (Dong et
 * al. 2018, algorithm 1). A gradient of zero adds nothing.
 *
 * @param steps number of gradients
 * @param step length of a step
 * @param decay factor of the accumulated direction before a gradient is added
 * @param loss what is climbed
 */
public record Mim(int steps, StepSize step, double decay, Loss loss) implements Attack {

    /** Checks the numbers. */
    public Mim {
        if (steps < 1) {
            throw new IllegalArgumentException("MIM needs 1 step or more but was given " + steps);
        }
        if (!(decay > 0) || Double.isInfinite(decay)) {
            throw new IllegalArgumentException("the decay of MIM must be positive and finite but was " + decay);
        }
    }

    /** Ten steps of a fifth of the budget, nothing decays, climbing the cross-entropy. */
    public Mim() {
        this(10, StepSize.ofBudget(0.2), 1, Loss.CROSS_ENTROPY);
    }

    @Override
    public String name() {
        return "MIM-" + steps;
    }

    @Override
    public Tensor propose(Classifier victim, Tensor x, long[] labels, ThreatModel threat, SampleSeeds seeds) {
        return Ascent.of(victim, x, threat, Objective.of(loss, labels, threat)).climb(x.copy(), steps,
                step.length(threat.budget()), decay);
    }
}
