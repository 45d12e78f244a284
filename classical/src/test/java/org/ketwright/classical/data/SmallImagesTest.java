package org.ketwright.classical.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.ketwright.classical.Tensor;

class SmallImagesTest {

    @Test
    void aConstantImageStaysConstantAndARampStaysARamp() {
        float[] pixels = new float[2 * 28 * 28];
        Arrays.fill(pixels, 0, 28 * 28, 0.25f);
        for (int i = 0; i < 28 * 28; i++) {
            pixels[28 * 28 + i] = (i % 28 + 0.5f) / 28;
        }
        Tensor small = SmallImages.shrink(Tensor.of(pixels, 2, 1, 28, 28), 18, 1);
        assertArrayEquals(new int[] {2, 1, 16, 16}, small.shape());
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 16; x++) {
                assertEquals(0.25f, small.data()[y * 16 + x], 1e-6);
                // Away from the border a triangle of a ramp has the value at its middle, up to the sampling of 28 pixels.
                if (x > 1 && x < 14) {
                    assertEquals((x + 1.5) / 18, small.data()[256 + y * 16 + x], 2e-3);
                }
            }
        }
    }

    @Test
    void theSameSizeChangesNothing() {
        float[] pixels = new float[25];
        for (int i = 0; i < 25; i++) {
            pixels[i] = i / 25f;
        }
        assertArrayEquals(pixels, SmallImages.shrink(Tensor.of(pixels, 1, 1, 5, 5), 5, 0).data(), 1e-7f);
    }

    @Test
    void refusesWhatCannotShrink() {
        assertThrows(IllegalArgumentException.class, () -> SmallImages.shrink(Tensor.zeros(1, 3, 4, 4), 2, 0));
        assertThrows(IllegalArgumentException.class, () -> SmallImages.shrink(Tensor.zeros(1, 1, 4, 5), 2, 0));
        assertThrows(IllegalArgumentException.class, () -> SmallImages.shrink(Tensor.zeros(1, 1, 4, 4), 5, 0));
        assertThrows(IllegalArgumentException.class, () -> SmallImages.shrink(Tensor.zeros(1, 1, 4, 4), 4, 2));
    }
}
