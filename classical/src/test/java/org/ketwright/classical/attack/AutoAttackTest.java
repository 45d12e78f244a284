package org.ketwright.classical.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.ketwright.classical.Seed;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.attack.Apgd.Climb;
import org.ketwright.classical.attack.AutoAttack.Effort;

class AutoAttackTest extends AttackContract {
    private static final List<ThreatModel> THREATS = List.of(ThreatModel.linf(0.05f), ThreatModel.linf(2),
            ThreatModel.linf(0.1f).unclipped(), ThreatModel.linf(0.1f).towards(1));

    @Override
    protected Attack attack() {
        return new AutoAttack("small", List.of(new Apgd(Climb.CROSS_ENTROPY, 5, 2), new Apgd(Climb.TARGETED_RATIO, 4,
                9),
                new Fab(4, 2, false), new Square(20)));
    }

    @Override
    protected List<ThreatModel> threats() {
        return THREATS;
    }

    @Nested
    class Quick extends AttackContract {
        @Override
        protected Attack attack() {
            return AutoAttack.standard(Effort.QUICK);
        }

        @Override
        protected List<ThreatModel> threats() {
            return THREATS;
        }
    }

    @Test
    void leavesNoMoreRightThanEachPartAlone() {
        ThreatModel threat = ThreatModel.linf(0.05f);
        Evaluation evaluation = new Evaluation(VICTIM, SAMPLES, new Seed(6));
        for (AutoAttack whole : List.of(AutoAttack.first(Effort.STANDARD), AutoAttack.standard(Effort.STANDARD))) {
            Grades together = evaluation.run(whole, threat).grades();
            for (Attack part : whole.parts()) {
                int alone = evaluation.run(part, threat).outcome().robustCorrect();
                assertTrue(together.outcome().robustCorrect() <= alone + 1, whole.name() + ", " + part.name());
            }
        }
    }

    @Test
    void isMadeOfThePublishedParts() {
        assertEquals(List.of(new Apgd(Climb.CROSS_ENTROPY, 100, 5), new Apgd(Climb.RATIO, 100, 5),
                new Fab(100, 5, false), new Square(5000)), AutoAttack.first(Effort.PAPER).parts());
        assertEquals(List.of(new Apgd(Climb.CROSS_ENTROPY, 100, 1), new Apgd(Climb.TARGETED_RATIO, 100, 9),
                new Fab(100, 9, true), new Square(5000)), AutoAttack.standard(Effort.PAPER).parts());
        assertEquals(List.of(new Apgd(Climb.CROSS_ENTROPY, 100, 1, 20), new Apgd(Climb.RATIO, 100, 1, 20)),
                AutoAttack.random(Effort.PAPER).parts());
        assertEquals(List.of(new Apgd(Climb.CROSS_ENTROPY, 20, 1), new Square(200)),
                AutoAttack.first(Effort.QUICK).parts());
        assertFalse(AutoAttack.first(Effort.QUICK).name().isBlank());
        assertThrows(IllegalArgumentException.class, () -> new AutoAttack("nothing", List.of()));
    }
}
