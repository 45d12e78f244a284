package org.ketwright.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MarginLossesTest {

    /** Textbook definitions on a sorted copy. */
    private static double naive(Loss loss, float[] z, int label) {
        double[] sorted = new double[z.length];
        Arrays.setAll(sorted, k -> z[k]);
        Arrays.sort(sorted);
        double best = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < z.length; k++) {
            best = k == label ? best : Math.max(best, z[k]);
        }
        double margin = best - z[label];
        return loss.equals(Loss.MARGIN)
                ? margin
                : margin / (sorted[z.length - 1] - sorted[z.length - 3] + 1e-12);
    }

    @Test
    void equalTheirDefinitionsWithTheirGradients() {
        SplittableRandom random = new SplittableRandom(3);
        for (Loss loss : new Loss[] {Loss.MARGIN, Loss.LOGITS_RATIO}) {
            for (int trial = 0; trial < 200; trial++) {
                int classes = 3 + random.nextInt(6);
                float[] z = new float[3 * classes];
                for (int k = 0; k < z.length; k++) {
                    z[k] = random.nextInt(-4000, 4000) / 512f;
                }
                int label = random.nextInt(classes);
                float[] row = Arrays.copyOfRange(z, classes, 2 * classes);
                assertEquals(naive(loss, row, label), loss.value(z, 1, classes, label), 1e-12);
                if (Arrays.stream(distances(row)).min().orElse(0) < 0.01) {
                    continue;
                }
                float[] gradient = new float[z.length];
                loss.gradient(z, 1, classes, label, -2, gradient);
                for (int k = 0; k < classes; k++) {
                    float[] up = row.clone();
                    float[] down = row.clone();
                    up[k] += 1f / 1024;
                    down[k] -= 1f / 1024;
                    double slope = (naive(loss, up, label) - naive(loss, down, label)) * 512;
                    assertEquals(-2 * slope, gradient[classes + k], 1e-2 * (1 + Math.abs(slope)), loss.name());
                }
                assertEquals(0, gradient[0], 0);
            }
        }
    }

    private static double[] distances(float[] z) {
        float[] sorted = z.clone();
        Arrays.sort(sorted);
        double[] distances = new double[z.length - 1];
        Arrays.setAll(distances, k -> sorted[k + 1] - sorted[k]);
        return distances;
    }

    @Test
    void theRatioDoesNotSeeScaleOrShift() {
        float[] z = {1, 4, -2, 3};
        float[] moved = {107, 113, 101, 111};
        assertEquals(Loss.LOGITS_RATIO.value(z, 0, 4, 1), Loss.LOGITS_RATIO.value(moved, 0, 4, 1), 1e-12);
        assertEquals(-1.0 / 3, Loss.LOGITS_RATIO.value(z, 0, 4, 1), 1e-12);
        assertEquals(3.0 / 3, Loss.LOGITS_RATIO.value(z, 0, 4, 0), 1e-12);
    }

    /** Where the three largest logits are equal the slope is as steep as a float can say. */
    @Test
    void slopesStayFiniteWhereLogitsAreEqual() {
        for (float size : new float[] {1, 1e20f, Float.MAX_VALUE}) {
            float[] gradient = new float[4];
            Loss.LOGITS_RATIO.gradient(new float[] {size, size, size, 0}, 0, 4, 3, 1, gradient);
            for (float g : gradient) {
                assertTrue(Float.isFinite(g), size + ": " + Arrays.toString(gradient));
            }
        }
    }

    @Test
    void refuseTooFewClasses() {
        assertThrows(IllegalArgumentException.class, () -> Loss.LOGITS_RATIO.value(new float[2], 0, 2, 0));
        assertThrows(IllegalArgumentException.class, () -> Loss.MARGIN.value(new float[1], 0, 1, 0));
        assertTrue(Loss.MARGIN.value(new float[] {1, 0}, 0, 2, 0) < 0);
    }
}
