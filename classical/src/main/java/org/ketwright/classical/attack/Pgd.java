package org.ketwright.classical.attack;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.Loss;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;

/**
 * Projected gradient descent: steps along the sign of the gradient (l-infinity) or along the gradient (l2), each
 * followed by a projection into the ball and the pixel range (Madry et al. 2018, section 2.1). All steps are taken, also
 * past the first success. Of several restarts the first successful one counts, else the one with the highest loss.
 *
 * @param steps gradients per restart
 * @param step length of a step
 * @param randomStart whether to start at a random point of the ball, not at the sample itself
 * @param restarts number of starts
 * @param loss what is climbed
 */
public record Pgd(int steps, StepSize step, boolean randomStart, int restarts, Loss loss) implements Attack {

    /** Checks the numbers. */
    public Pgd {
        if (steps < 1) {
            throw new IllegalArgumentException("PGD needs 1 step or more but was given " + steps);
        }
        if (restarts < 1 || restarts > 1 && !randomStart) {
            throw new IllegalArgumentException(
                    "PGD needs 1 restart, or more with a random start, but was given " + restarts);
        }
    }

    /**
     * One start, at the sample itself, climbing the cross-entropy.
     *
     * @param steps number of gradients
     * @param step length of a step
     */
    public Pgd(int steps, StepSize step) {
        this(steps, step, false, 1, Loss.CROSS_ENTROPY);
    }

    /**
     * The same attack from random points.
     *
     * @param number how many starts
     * @return the attack
     */
    public Pgd withRandomStarts(int number) {
        return new Pgd(steps, step, true, number, loss);
    }

    @Override
    public String name() {
        String starts = restarts == 1 ? ", random start" : ", " + restarts + " random starts";
        return "PGD-" + steps + (randomStart ? starts : "");
    }

    @Override
    public Tensor propose(Classifier victim, Tensor x, long[] labels, ThreatModel threat, SampleSeeds seeds) {
        Objective objective = Objective.of(loss, labels, threat);
        if (restarts == 1) {
            return climb(victim, x, threat, objective, start(x, threat, seeds, 0));
        }
        Proposals proposals = new Proposals(victim, x, objective);
        for (int restart = 0; restart < restarts && !proposals.isDone(); restart++) {
            int[] open = proposals.open();
            Tensor chosen = x.select(open);
            Tensor end = climb(victim, chosen, threat, objective.select(open),
                    start(chosen, threat, seeds.select(open), restart));
            proposals.offer(open, end, victim.logits(end));
        }
        return proposals.best();
    }

    private Tensor climb(Classifier victim, Tensor x, ThreatModel threat, Objective objective, Tensor from) {
        return Ascent.of(victim, x, threat, objective).climb(from, steps, step.length(threat.budget()), 0);
    }

    private Tensor start(Tensor x, ThreatModel threat, SampleSeeds seeds, int restart) {
        Tensor from = x.copy();
        if (randomStart) {
            int size = x.sampleSize();
            Ball ball = new Ball(threat, size);
            for (int i = 0; i < x.count(); i++) {
                ball.scatter(from.data(), x.data(), i * size, seeds.of(i).derive(restart).generator());
            }
        }
        return from;
    }
}
