package org.ketwright.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TensorTest {
    private final Tensor tensor = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 1, 2);

    @Test
    void picksSamples() {
        assertArrayEquals(new float[] {3, 4, 5, 6}, tensor.slice(1, 3).data());
        assertArrayEquals(new float[] {5, 6, 1, 2, 5, 6}, tensor.select(2, 0, 2).data());
        assertArrayEquals(new int[] {2, 1, 2}, tensor.slice(1, 3).shape());
        assertEquals(2, tensor.sampleSize());
        assertEquals(3, tensor.count());
    }

    @Test
    void samplesThatDoNotExistAreRefused() {
        for (int[] range : new int[][] {{0, 4}, {-1, 2}, {2, 1}, {4, 4}}) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                    () -> tensor.slice(range[0], range[1]));
            assertTrue(String.valueOf(e.getMessage()).contains("0..3 but"), e.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> tensor.select(0, 3));
        assertThrows(IllegalArgumentException.class, () -> tensor.select(-1));
        assertEquals(0, tensor.slice(3, 3).count());
    }

    @Test
    void sharesOrCopies() {
        assertSame(tensor.data(), tensor.reshape(6).data());
        assertNotSame(tensor.data(), tensor.copy().data());
        assertArrayEquals(tensor.shape(), tensor.copy().shape());
    }

    @Test
    void theFirstOfEqualNumbersIsTheLargest() {
        assertEquals(1, Tensor.of(new float[] {0, 7, 7}, 1, 3).argmax(0));
        assertEquals(0, Tensor.of(new float[] {9, 9, 1, 3, 2, 2}, 2, 3).argmax(1));
    }

    @Test
    void refusesShapesThatDoNotFit() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> Tensor.of(new float[5], 2, 3));
        assertTrue(String.valueOf(e.getMessage()).contains("needs 6 numbers but was given 5"));
        assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[1], -1, -1));
        assertThrows(IllegalArgumentException.class, () -> tensor.reshape(4));
        assertThrows(IllegalArgumentException.class, () -> tensor.reshape(Integer.MAX_VALUE, Integer.MAX_VALUE, 4));
        assertThrows(IllegalArgumentException.class, () -> Tensor.zeros(-1, 3));
        assertThrows(IllegalArgumentException.class, () -> Tensor.zeros(-2, -3));
        assertThrows(IllegalArgumentException.class, () -> Tensor.zeros(1 << 16, 1 << 16));
    }
}
