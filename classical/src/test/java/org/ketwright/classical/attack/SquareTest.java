package org.ketwright.classical.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ketwright.classical.Seed;
import org.ketwright.classical.ThreatModel;

class SquareTest extends AttackContract {

    @Override
    protected Attack attack() {
        return new Square(40);
    }

    @Override
    protected List<ThreatModel> threats() {
        return List.of(ThreatModel.linf(0.1f), ThreatModel.linf(2), ThreatModel.linf(0.3f).unclipped(),
                ThreatModel.linf(0.2f).towards(1));
    }

    @Test
    void windowsShrinkByThePublishedSchedule() {
        int[][] schedule = {{0, 1}, {10, 1}, {11, 2}, {50, 2}, {51, 4}, {200, 4}, {201, 8}, {500, 8}, {501, 16},
                {1000, 16}, {1001, 32}, {2000, 32}, {2001, 64}, {4000, 64}, {4001, 128}, {6000, 128}, {6001, 256},
                {8000, 256}, {8001, 512}, {9999, 512}};
        for (int[] entry : schedule) {
            double side = Math.sqrt(0.8 / entry[1] * 200 * 300);
            assertEquals((int) Math.min(200, Math.round(side)), Square.side(entry[0], 200, 300), "iteration "
                    + entry[0]);
        }
        assertEquals(1, Square.side(5000, 5, 5));
        assertEquals(4, Square.side(0, 4, 40));
    }

    @Test
    void moreQueriesLeaveNoMoreRightAndNoiseLeavesMore() {
        ThreatModel threat = ThreatModel.linf(0.1f);
        Evaluation evaluation = new Evaluation(VICTIM, SAMPLES, new Seed(6));
        int noise = evaluation.run(new RandomNoise(RandomNoise.Kind.SIGN), threat).outcome().robustCorrect();
        int few = evaluation.run(new Square(20), threat).outcome().robustCorrect();
        int many = evaluation.run(new Square(300), threat).outcome().robustCorrect();
        int pgd = evaluation.run(new Apgd(Apgd.Climb.CROSS_ENTROPY, 50, 3), threat).outcome().robustCorrect();
        assertTrue(noise > few && few >= many && many >= pgd, noise + " " + few + " " + many + " " + pgd);
    }

    @Test
    void refusesNonsense() {
        assertThrows(IllegalArgumentException.class, () -> new Square(0));
        Evaluation evaluation = new Evaluation(VICTIM, SAMPLES, new Seed(6));
        assertThrows(IllegalArgumentException.class, () -> evaluation.run(new Square(5), ThreatModel.l2(1)));
        assertEquals("Square-5", new Square(5).name());
    }
}
