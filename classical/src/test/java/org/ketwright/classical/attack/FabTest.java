package org.ketwright.classical.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.ketwright.classical.Classifier.Bounds;
import org.ketwright.classical.Seed;
import org.ketwright.classical.ThreatModel;

class FabTest extends AttackContract {
    private static final List<ThreatModel> THREATS = List.of(ThreatModel.linf(0.1f), ThreatModel.linf(2),
            ThreatModel.linf(0.3f).unclipped(), ThreatModel.linf(0.2f).towards(1));

    @Override
    protected Attack attack() {
        return new Fab(10, 2, false);
    }

    @Override
    protected List<ThreatModel> threats() {
        return THREATS;
    }

    @Nested
    class Targeted extends AttackContract {
        @Override
        protected Attack attack() {
            return new Fab(8, 9, true);
        }

        @Override
        protected List<ThreatModel> threats() {
            return THREATS;
        }
    }

    @Test
    void projectionEndsOnNumbersThatAreNone() {
        for (float broken : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            double[] d = assertTimeoutPreemptively(Duration.ofSeconds(10),
                    () -> BoxProjection.onto(new float[] {1, broken}, 0.5, new float[] {0.25f, 0.75f}, null));
            assertEquals(2, d.length);
        }
    }

    /** Against bisection on the one unknown, the common move. */
    @Test
    void projectionMovesAsFarAsNeededAndNoFarther() {
        SplittableRandom random = new SplittableRandom(5);
        for (int trial = 0; trial < 500; trial++) {
            int n = 1 + random.nextInt(12);
            float[] w = new float[n];
            float[] t = new float[n];
            for (int i = 0; i < n; i++) {
                w[i] = random.nextInt(4) == 0 ? 0 : (float) random.nextDouble(-2, 2);
                t[i] = random.nextInt(5) == 0 ? random.nextInt(2) : (float) random.nextDouble();
            }
            double b = random.nextDouble(-3, 3);
            Bounds clip = trial % 3 == 0 ? null : Bounds.UNIT;
            double[] d = BoxProjection.onto(w, b, t, clip);
            double excess = -b;
            double reached = 0;
            double largest = 0;
            for (int i = 0; i < n; i++) {
                excess += (double) w[i] * t[i];
                reached += w[i] * d[i];
                largest = Math.max(largest, Math.abs(d[i]));
                double to = t[i] + d[i];
                assertTrue(clip == null || to >= -1e-12 && to <= 1 + 1e-12, "leaves the range: " + to);
            }
            double low = 0;
            double high = clip == null ? 1e9 : 1;
            for (int i = 0; i < 200; i++) {
                double middle = (low + high) / 2;
                if (gain(w, t, excess, middle, clip) >= Math.abs(excess)) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            if (gain(w, t, excess, high, clip) >= Math.abs(excess) && excess != 0) {
                assertEquals(-excess, reached, 1e-9 * (1 + Math.abs(excess)));
                assertEquals(high, largest, 1e-9 * (1 + high));
            } else if (clip != null) {
                assertEquals(gain(w, t, excess, 1, clip), Math.abs(reached), 1e-9);
            }
        }
    }

    /** How much of the excess a common move makes up for. */
    private static double gain(float[] w, float[] t, double excess, double move, @Nullable Bounds clip) {
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
            boolean down = w[i] > 0 == excess > 0;
            double room = clip == null ? Double.POSITIVE_INFINITY : down ? t[i] : 1.0 - t[i];
            sum += Math.abs(w[i]) * Math.min(move, room);
        }
        return sum;
    }

    @Test
    void isAboutAsStrongAsApgd() {
        Evaluation evaluation = new Evaluation(VICTIM, SAMPLES, new Seed(6));
        for (float budget : new float[] {0.03f, 0.06f, 0.1f}) {
            ThreatModel threat = ThreatModel.linf(budget);
            int noise = evaluation.run(new RandomNoise(RandomNoise.Kind.SIGN), threat).outcome().robustCorrect();
            int apgd = evaluation.run(new Apgd(Apgd.Climb.CROSS_ENTROPY, 50, 3), threat).outcome().robustCorrect();
            for (boolean isTargeted : new boolean[] {false, true}) {
                int fab = evaluation.run(new Fab(40, 3, isTargeted), threat).outcome().robustCorrect();
                assertTrue(Math.abs(fab - apgd) <= 2 && fab < noise, fab + " and " + apgd + ", noise " + noise);
            }
        }
    }

    @Test
    void refusesNonsense() {
        assertThrows(IllegalArgumentException.class, () -> new Fab(0, 1, false));
        assertThrows(IllegalArgumentException.class, () -> new Fab(1, 0, true));
        Evaluation evaluation = new Evaluation(VICTIM, SAMPLES, new Seed(6));
        assertThrows(IllegalArgumentException.class, () -> evaluation.run(new Fab(5, 1, false), ThreatModel.l2(1)));
        assertEquals("FAB-T-100, 9 targets", new Fab(100, 9, true).name());
        assertEquals("FAB-50", new Fab(50, 1, false).name());
    }
}
