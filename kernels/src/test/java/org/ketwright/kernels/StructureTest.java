package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class StructureTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void isFoundByLookingAtTheEntries() {
        for (int bits = 1; bits <= 3; bits++) {
            assertInstanceOf(Structure.Identity.class, Structure.of(Matrix.identity(bits)));
            assertInstanceOf(Structure.Diagonal.class, Structure.of(Cases.diagonal(random, bits)));
            assertInstanceOf(Structure.Real.class, Structure.of(Cases.real(random, bits)));
            assertInstanceOf(Structure.Dense.class, Structure.of(Cases.dense(random, bits)));
        }
        assertInstanceOf(Structure.Diagonal.class, Structure.of(Cases.CZ));
        assertInstanceOf(Structure.Diagonal.class, Structure.of(Cases.rotation("ZZ")));
        assertInstanceOf(Structure.Diagonal.class, Structure.of(Cases.phase(3)));
        assertInstanceOf(Structure.Real.class, Structure.of(Cases.rotation("Y")));
        assertInstanceOf(Structure.Dense.class, Structure.of(Cases.rotation("X")));
    }

    @Test
    void permutationsKnowTheirImageAndFactors() {
        Structure.Permutation cx = assertInstanceOf(Structure.Permutation.class, Structure.of(Cases.CX));
        assertArrayEquals(new int[] {0, 3, 2, 1}, cx.image());
        assertTrue(cx.isPlain());
        Structure.Permutation y = assertInstanceOf(Structure.Permutation.class, Structure.of(Cases.Y));
        assertArrayEquals(new int[] {1, 0}, y.image());
        assertArrayEquals(new double[] {0, 1, 0, -1}, y.factors());
        assertFalse(y.isPlain());
    }

    @Test
    void matricesHaveAMostBits() {
        for (int bits : new int[] {-1, Matrix.MOST_BITS + 1, 15, 16, 31, 40}) {
            for (Executable make : List.<Executable>of(() -> Matrix.identity(bits), () -> Matrix.zero(bits),
                    () -> Matrix.of(bits, 1, 0), () -> Matrix.real(bits, 1))) {
                String message = String.valueOf(assertThrows(IllegalArgumentException.class, make).getMessage());
                assertEquals("a small matrix acts on 0 to 12 bits but was given " + bits, message);
            }
        }
    }

    @Test
    void controlsArePeeledOff() {
        Structure.Controlled zero = assertInstanceOf(Structure.Controlled.class,
                Structure.of(Cases.controlled(random, 3, 0)));
        assertEquals(4, zero.mask());
        assertEquals(0, zero.values());
        assertInstanceOf(Structure.Dense.class, zero.structure());
        Structure.Controlled rotation = assertInstanceOf(Structure.Controlled.class,
                Structure.of(Cases.controlledRotation("Y")));
        assertEquals(2, rotation.mask());
        assertEquals(2, rotation.values());
        assertInstanceOf(Structure.Real.class, rotation.structure());
        assertEquals(Cases.rotation("Y").at(0.3), rotation.inner().at(0.3));
    }
}
