package org.ketwright.studies.comparative;

import org.ketwright.classical.Loss;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.attack.Apgd;
import org.ketwright.classical.attack.Apgd.Climb;
import org.ketwright.classical.attack.Attack;
import org.ketwright.classical.attack.AutoAttack.Effort;
import org.ketwright.classical.attack.Fab;
import org.ketwright.classical.attack.Fgsm;
import org.ketwright.classical.attack.NormPreserving;
import org.ketwright.classical.attack.Pgd;
import org.ketwright.classical.attack.RandomNoise;
import org.ketwright.classical.attack.Square;
import org.ketwright.classical.attack.StepSize;

/** How a classifier is attacked. */
enum Protocol {
    /** The paper's: steps of 0.01 from the image itself, pixels may leave [0, 1]. */
    PGD("PGD of the paper", false),
    /** One step of the whole budget, pixels may leave [0, 1]. */
    FGSM("FGSM", false),
    /** Each pixel up or down by the whole budget at random, pixels may leave [0, 1]. */
    NOISE("random noise", false),
    /** The paper's PGD, but the Euclidean length of the image is kept. */
    LENGTH_KEPT("PGD, length kept", false),
    /** From a random point, with pixels kept in [0, 1]. */
    CLIPPED_PGD("PGD, clipped, random start", true),
    /** Auto-PGD on the cross-entropy. */
    APGD_CE("APGD-CE", true),
    /** Auto-PGD on the difference of logits ratio. */
    APGD_DLR("APGD-DLR", true),
    /** Random search without gradients. */
    SQUARE("Square", true),
    /** All clipped attacks together, and FAB on what they left: what AutoAttack is made of. */
    TOGETHER("all clipped attacks and FAB", true);

    private static final double STEP = 0.01;
    private static final int STEPS = 10;
    private static final int CLIPPED_STEPS = 40;

    private final String label;
    private final boolean isClipped;

    Protocol(String label, boolean isClipped) {
        this.label = label;
        this.isClipped = isClipped;
    }

    String label() {
        return label;
    }

    boolean isClipped() {
        return isClipped;
    }

    /** Ten steps of 0.01, and twice as many where ten could not use up the budget. */
    static int steps(double budget) {
        return budget > STEP * STEPS + 1e-9 ? 2 * STEPS : STEPS;
    }

    Attack attack(double budget, Effort effort) {
        return switch (this) {
            case PGD -> new Pgd(steps(budget), StepSize.absolute(STEP));
            case FGSM -> new Fgsm();
            case NOISE -> new RandomNoise(RandomNoise.Kind.SIGN);
            case LENGTH_KEPT -> new NormPreserving(steps(budget), StepSize.absolute(STEP));
            case CLIPPED_PGD -> new Pgd(CLIPPED_STEPS, StepSize.ofBudget(0.125), true, 1, Loss.CROSS_ENTROPY);
            case APGD_CE -> new Apgd(Climb.CROSS_ENTROPY, effort.iterations(), effort.restarts());
            case APGD_DLR -> new Apgd(Climb.RATIO, effort.iterations(), effort.restarts());
            case SQUARE -> new Square(effort.queries());
            case TOGETHER -> new Fab(effort.iterations(), effort.restarts(), false);
        };
    }

    ThreatModel threat(double budget) {
        ThreatModel threat = ThreatModel.linf((float) budget);
        return isClipped ? threat : threat.unclipped();
    }
}
