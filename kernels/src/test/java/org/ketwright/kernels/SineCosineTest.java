package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SineCosineTest {

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-3, 1, 4, 100, 9.9e4, 1.1e5, 1e12})
    void agreesWithTheLibrary(double reach) {
        double[] angles = new SplittableRandom(1).doubles(10_001, -reach, reach).toArray();
        double[] sin = new double[angles.length];
        double[] cos = new double[angles.length];
        SineCosine.of(angles, 0, angles.length, 1, sin, cos);
        for (int i = 0; i < angles.length; i++) {
            assertEquals(Math.sin(angles[i]), sin[i], 3e-16, "sin " + angles[i]);
            assertEquals(Math.cos(angles[i]), cos[i], 3e-16, "cos " + angles[i]);
        }
    }

    @Test
    void isExactAtZeroAndKeepsSmallAnglesAndMultiplesOfAQuarterTurn() {
        double[] angles = {0, -0.0, Double.MIN_VALUE, 1e-200, Math.PI / 2, Math.PI, -3 * Math.PI / 2, Math.PI / 4};
        double[] sin = new double[angles.length];
        double[] cos = new double[angles.length];
        SineCosine.of(angles, 0, angles.length, 1, sin, cos);
        for (int i = 0; i < angles.length; i++) {
            assertEquals(Math.sin(angles[i]), sin[i], 2 * Math.ulp(Math.sin(angles[i])));
            assertEquals(Math.cos(angles[i]), cos[i], 2 * Math.ulp(Math.cos(angles[i])));
        }
    }

    @Test
    void whatIsNotFiniteHasNoSine() {
        double[] angles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1};
        double[] sin = new double[4];
        double[] cos = new double[4];
        SineCosine.of(angles, 0, 4, 1, sin, cos);
        assertArrayEquals(new double[] {Double.NaN, Double.NaN, Double.NaN, Math.sin(1)}, sin, 2e-16);
        assertArrayEquals(new double[] {Double.NaN, Double.NaN, Double.NaN, Math.cos(1)}, cos, 2e-16);
    }

    @Test
    void aResultDependsOnItsAngleAlone() {
        double[] angles = new SplittableRandom(2).doubles(77, -9, 9).toArray();
        angles[5] = 1e9;
        double[] sin = new double[77];
        double[] cos = new double[77];
        SineCosine.of(angles, 0, 77, 0.7, sin, cos);
        double[] s = new double[77];
        double[] c = new double[77];
        for (int i = 0; i < 77; i++) {
            SineCosine.of(angles, i, i + 1, 0.7, s, c);
        }
        assertArrayEquals(sin, s);
        assertArrayEquals(cos, c);
        double[] part = new double[77];
        SineCosine.of(angles, 3, 60, 0.7, part, c);
        assertEquals(0, part[2]);
        assertEquals(sin[3], part[3]);
        assertEquals(0, part[60]);
    }

    @Test
    void refusesIndicesOutOfRange() {
        assertThrows(IndexOutOfBoundsException.class,
                () -> SineCosine.of(new double[5], 0, 6, 1, new double[6], new double[6]));
    }
}
