package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PhiloxTest {

    /** The known answers that come with the paper's library Random123. */
    @Test
    void givesTheKnownAnswers() {
        assertArrayEquals(new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8},
                Philox.block(0, 0, 0, 0, 0, 0));
        assertArrayEquals(new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd},
                Philox.block(-1, -1, -1, -1, -1, -1));
        assertArrayEquals(new int[] {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}, Philox.block(0x243f6a88,
                0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0));
    }

    @Test
    void isUniform() {
        int n = 100_000;
        double mean = 0;
        double square = 0;
        for (int i = 0; i < n; i++) {
            double u = Philox.uniform(5, i, 7);
            assertTrue(u >= 0 && u < 1);
            mean += u / n;
            square += u * u / n;
        }
        assertEquals(0.5, mean, 6 * Math.sqrt(1 / 12.0 / n));
        assertEquals(1 / 3.0, square, 6 * Math.sqrt(4 / 45.0 / n));
    }

    @Test
    void dependsOnEveryPartOfKeyAndCounter() {
        double u = Philox.uniform(1, 2, 3);
        assertEquals(u, Philox.uniform(1, 2, 3));
        for (int shift : new int[] {0, 31, 32, 63}) {
            assertNotEquals(u, Philox.uniform(1 ^ 1L << shift, 2, 3));
            assertNotEquals(u, Philox.uniform(1, 2 ^ 1L << shift, 3));
            assertNotEquals(u, Philox.uniform(1, 2, 3 ^ 1L << shift));
        }
    }
}
