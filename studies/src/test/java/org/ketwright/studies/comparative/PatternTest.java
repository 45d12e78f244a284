package org.ketwright.studies.comparative;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Tensor;

class PatternTest {
    private static final LabeledImages IMAGES = new LabeledImages(
            Tensor.of(new float[] {1, 0, 0.5f, 0.2f, 0, 0.6f, 0.5f, 0.25f, 0.8f, 0, 0.5f, 0.2f}, 3, 1, 2, 2),
            new long[] {0, 1, 0}, 2);

    @Test
    void theMapIsTheSignOfLargeDifferencesOfMeans() {
        assertArrayEquals(new int[] {-1, 1, 0, 0}, Pattern.map(IMAGES, 0, 1));
        assertArrayEquals(new int[] {1, -1, 0, 0}, Pattern.map(IMAGES, 1, 0));
    }

    @Test
    void coherenceIsOneAlongTheMapAndMinusOneAgainstIt() {
        int[] map = {-1, 1, 0, 0};
        assertEquals(new Pattern(1, 0), Pattern.of(map, new float[] {-0.1f, 0.1f, 0, 0}));
        assertEquals(new Pattern(-1, 0), Pattern.of(map, new float[] {0.1f, -0.1f, 0, 0}));
        Pattern half = Pattern.of(map, new float[] {-0.5f, 0.5f, 0.5f, -0.5f});
        assertEquals(0.5, half.coherence(), 1e-12);
        assertEquals(0.5, half.outside(), 1e-12);
        assertEquals(new Pattern(0, 0), Pattern.of(map, new float[4]));
    }
}
