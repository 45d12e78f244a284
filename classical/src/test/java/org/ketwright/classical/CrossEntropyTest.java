package org.ketwright.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CrossEntropyTest {
    private static final Loss LOSS = Loss.CROSS_ENTROPY;

    /** Textbook definition, without tricks. */
    private static double naive(float[] z, int label) {
        double sum = 0;
        for (float value : z) {
            sum += Math.exp(value);
        }
        return -Math.log(Math.exp(z[label]) / sum);
    }

    @Test
    void equalsTheDefinitionWhereThatIsStable() {
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 200; trial++) {
            float[] z = new float[2 + random.nextInt(9)];
            for (int k = 0; k < z.length; k++) {
                z[k] = (float) random.nextDouble(-5, 5);
            }
            int label = random.nextInt(z.length);
            assertEquals(naive(z, label), LOSS.value(z, 0, z.length, label), 1e-13);
            float[] gradient = new float[z.length];
            LOSS.gradient(z, 0, z.length, label, 2.5, gradient);
            double sum = 0;
            for (int k = 0; k < z.length; k++) {
                float[] up = z.clone();
                float[] down = z.clone();
                up[k] += 1f / 1024;
                down[k] -= 1f / 1024;
                double slope = (naive(up, label) - naive(down, label)) / ((double) up[k] - down[k]);
                assertEquals(2.5 * slope, gradient[k], 1e-6);
                sum += gradient[k];
            }
            assertEquals(0, sum, 1e-6);
        }
    }

    @Test
    void staysExactForConfidentAndHopelessSamples() {
        float[] z = {50, 0, 0, -1000, 1000};
        assertEquals(2000, LOSS.value(z, 0, 5, 3), 1e-9);
        assertEquals(0, LOSS.value(z, 0, 5, 4), 0);
        // 1 - exp(0)/(exp(0) + 2 exp(-50)) in 40 digits.
        double others = new BigDecimal("3.857499695927835565872888e-22").doubleValue();
        float[] confident = {50, 0, 0};
        float[] gradient = new float[3];
        LOSS.gradient(confident, 0, 3, 0, 1, gradient);
        assertEquals(others, LOSS.value(confident, 0, 3, 0), 1e-14 * others);
        assertEquals(-others, gradient[0], 1e-6 * others);
        assertEquals(others / 2, gradient[1], 1e-6 * others);
    }

    @Test
    void readsAndWritesOneRowOnly() {
        float[] z = {9, 9, 1, 2, 9, 9};
        float[] gradient = {7, 7, 7, 7, 7, 7};
        LOSS.gradient(z, 1, 2, 0, 1, gradient);
        assertEquals(7, gradient[0] + gradient[1] + gradient[4] + gradient[5] - 21);
        assertEquals(-gradient[3], gradient[2], 1e-7);
        assertEquals(Math.log1p(Math.E), LOSS.value(z, 1, 2, 0), 1e-15);
        assertTrue(gradient[2] < 0);
    }
}
