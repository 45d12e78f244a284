package org.ketwright.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sines and cosines of many angles at once, a vector at a time. A result depends on its angle alone, not on its place
 * in the array, and lies within 2e-16 of the exact value.
 *
 * <p>
 * The angle is reduced to r in [-pi/4, pi/4] by the nearest multiple of pi/2, held in two parts, and the two functions
 * are polynomials in r squared; the multiple says which is which, and their signs. Angles beyond 1e5 go to {@link Math}.
 */
public final class SineCosine {
    /** The largest angle whose multiple of pi/2 leaves the reduction exact. */
    private static final double REACH = 1e5;

    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;

    /** Adding it rounds to a whole number, which then stands in the lowest bits. */
    private static final double ROUND = 0x1.8p52;

    private static final double HALF_PI = 1.5707963267948966;
    private static final double HALF_PI_REST = 6.123233995736766e-17;

    /** (sin r - r) / r^3 in powers of r^2, interpolated at Chebyshev nodes. */
    private static final double S0 = -0.16666666666666666;
    private static final double S1 = 0.008333333333330946;
    private static final double S2 = -0.0001984126983675497;
    private static final double S3 = 2.755731610068303e-06;
    private static final double S4 = -2.5051131455427946e-08;
    private static final double S5 = 1.591810123027412e-10;

    /** (cos r - 1 + r^2 / 2) / r^4 in powers of r^2, likewise. */
    private static final double C0 = 0.041666666666666664;
    private static final double C1 = -0.0013888888888887395;
    private static final double C2 = 2.4801587298763433e-05;
    private static final double C3 = -2.7557317270560326e-07;
    private static final double C4 = 2.0876146024689747e-09;
    private static final double C5 = -1.1382614868556325e-11;

    private SineCosine() {}

    /**
     * Writes sine and cosine of {@code scale * angles[i]}, each to the same index.
     *
     * @param angles radians; not modified
     * @param from first index
     * @param to one past the last index
     * @param scale factor of all angles
     * @param sin receives the sines
     * @param cos receives the cosines
     * @throws IndexOutOfBoundsException if an array is too short
     */
    public static void of(double[] angles, int from, int to, double scale, double[] sin, double[] cos) {
        int whole = from + LANES.loopBound(to - from);
        boolean far = vectors(angles, from, whole, scale, sin, cos);
        if (whole < to) {
            far |= tail(angles, whole, to - whole, scale, sin, cos);
        }
        if (far) {
            for (int i = from; i < to; i++) {
                double x = angles[i] * scale;
                if (Math.abs(x) > REACH) {
                    sin[i] = Math.sin(x);
                    cos[i] = Math.cos(x);
                }
            }
        }
    }

    /** Whole vectors; says whether an angle was out of reach. Two loops, each small enough to be compiled as a whole. */
    private static boolean vectors(double[] angles, int from, int to, double scale, double[] sin, double[] cos) {
        boolean far = reduce(angles, from, to, scale, sin, cos);
        evaluate(from, to, sin, cos);
        return far;
    }

    /** Leaves the reduced angle in one array, the rounded number of quarter turns in the other. */
    private static boolean reduce(double[] angles, int from, int to, double scale, double[] reduced,
            double[] quarters) {
        long far = 0;
        for (int i = from; i < to; i += LANES.length()) {
            DoubleVector x = DoubleVector.fromArray(LANES, angles, i).mul(scale);
            far |= x.abs().compare(VectorOperators.GT, REACH).toLong();
            DoubleVector shifted = x.fma(all(2 / Math.PI), all(ROUND));
            DoubleVector turns = shifted.sub(ROUND).neg();
            turns.fma(all(HALF_PI_REST), turns.fma(all(HALF_PI), x)).intoArray(reduced, i);
            shifted.intoArray(quarters, i);
        }
        return far != 0;
    }

    private static void evaluate(int from, int to, double[] sin, double[] cos) {
        for (int i = from; i < to; i += LANES.length()) {
            DoubleVector r = DoubleVector.fromArray(LANES, sin, i);
            LongVector quarter = DoubleVector.fromArray(LANES, cos, i).reinterpretAsLongs();
            DoubleVector z = r.mul(r);
            DoubleVector p = z.fma(all(S5), all(S4)).fma(z, all(S3)).fma(z, all(S2)).fma(z, all(S1)).fma(z, all(S0));
            DoubleVector q = z.fma(all(C5), all(C4)).fma(z, all(C3)).fma(z, all(C2)).fma(z, all(C1)).fma(z, all(C0));
            DoubleVector sine = p.mul(z).fma(r, r);
            DoubleVector cosine = q.mul(z).fma(z, z.fma(all(-0.5), all(1)));
            VectorMask<Double> odd = quarter.lanewise(VectorOperators.LSHL, Long.SIZE - 1)
                    .compare(VectorOperators.LT, 0).cast(LANES);
            // Bit 1 of the quarter turns, moved to the sign.
            LongVector sign = quarter.and(2).lanewise(VectorOperators.LSHL, Double.SIZE - 2);
            LongVector next = quarter.add(1).and(2).lanewise(VectorOperators.LSHL, Double.SIZE - 2);
            sine.blend(cosine, odd).reinterpretAsLongs().lanewise(VectorOperators.XOR, sign).reinterpretAsDoubles()
                    .intoArray(sin, i);
            cosine.blend(sine, odd).reinterpretAsLongs().lanewise(VectorOperators.XOR, next).reinterpretAsDoubles()
                    .intoArray(cos, i);
        }
    }

    private static DoubleVector all(double value) {
        return DoubleVector.broadcast(LANES, value);
    }

    private static boolean tail(double[] angles, int from, int length, double scale, double[] sin, double[] cos) {
        double[] padded = new double[LANES.length()];
        double[] s = new double[LANES.length()];
        double[] c = new double[LANES.length()];
        System.arraycopy(angles, from, padded, 0, length);
        boolean far = vectors(padded, 0, LANES.length(), scale, s, c);
        System.arraycopy(s, 0, sin, from, length);
        System.arraycopy(c, 0, cos, from, length);
        return far;
    }
}
