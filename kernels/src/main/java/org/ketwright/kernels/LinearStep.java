package org.ketwright.kernels;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A step as part of a gate: its matrices on all bits of the gate, real and row-major.
 *
 * @param number number of the step in the plan
 * @param slot the angle that drives it, or -1
 * @param places where its bits lie among those of the gate
 * @param bits number of bits of the gate
 * @param constant the part that does not depend on the angle
 * @param cosine coefficient of the cosine, or null for zero
 * @param sine coefficient of the sine, or null for zero
 * @param frequency factor of the angle inside cosine and sine
 */
record LinearStep(int number, int slot, int[] places, int bits, double[] constant, double @Nullable [] cosine,
        double @Nullable [] sine, double frequency) {

    static LinearStep of(Plan plan, int number, int[] gateBits) {
        Plan.Step step = plan.steps().get(number);
        int[] places = LinearGate.places(step.bits(), gateBits);
        MatrixFamily family = step.isFixed() ? MatrixFamily.fixed(step.family().at(0)) : step.family();
        return new LinearStep(number, step.slot(), places, gateBits.length,
                wide(family.constant(), places, gateBits.length),
                wideOrNull(family.cosine(), places, gateBits.length),
                wideOrNull(family.sine(), places, gateBits.length), family.frequency());
    }

    /** Whether it and the next are one for all that is wanted. */
    boolean joins(LinearStep next, Set<Integer> probed) {
        return slot < 0 && next.slot < 0 && !probed.contains(number) && !probed.contains(next.number);
    }

    /** A step without an angle and another after it. */
    LinearStep then(LinearStep next) {
        double[] both = LinearAffine.constant(next.constant).times(LinearAffine.constant(constant)).constant();
        return new LinearStep(number, -1, places, bits, both, null, null, 0);
    }

    private static double @Nullable [] wideOrNull(Matrix matrix, int[] places, int bits) {
        double[] wide = wide(matrix, places, bits);
        return Arrays.stream(wide).allMatch(v -> v == 0) ? null : wide;
    }

    /** A matrix on some bits as one on more bits, the same at all values of the others. */
    private static double[] wide(Matrix matrix, int[] places, int bits) {
        int dimension = 1 << bits;
        int mask = LanePiece.spread(matrix.dimension() - 1, places);
        double[] wide = new double[dimension * dimension];
        for (int row = 0; row < dimension; row++) {
            int own = LanePiece.pack(row, places);
            for (int column = 0; column < matrix.dimension(); column++) {
                wide[row * dimension + (row & ~mask | LanePiece.spread(column, places))] = matrix.re(own, column);
            }
        }
        return wide;
    }

    /** The matrix, with sine and cosine of an angle that differs from sample to sample. */
    LinearAffine driven(int trig) {
        return new LinearAffine(constant, cosine, sine, trig);
    }

    /** Its derivative with respect to that angle. */
    LinearAffine drivenSlope(int trig) {
        return new LinearAffine(new double[constant.length], scaled(frequency, sine), scaled(-frequency, cosine),
                trig);
    }

    private static double @Nullable [] scaled(double factor, double @Nullable [] values) {
        return values == null ? null : Arrays.stream(values).map(v -> factor * v).toArray();
    }

    /** The matrix at an angle. */
    LinearAffine at(double angle) {
        return sum(constant, Math.cos(frequency * angle), Math.sin(frequency * angle));
    }

    /** Its derivative at an angle. */
    LinearAffine slopeAt(double angle) {
        return sum(new double[constant.length], -frequency * Math.sin(frequency * angle),
                frequency * Math.cos(frequency * angle));
    }

    private LinearAffine sum(double[] start, double ofCosine, double ofSine) {
        double[] sum = start.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += (cosine == null ? 0 : ofCosine * cosine[i]) + (sine == null ? 0 : ofSine * sine[i]);
        }
        return LinearAffine.constant(sum);
    }

    /** Another matrix in the place of the step's. */
    LinearAffine instead(Matrix matrix) {
        return LinearAffine.constant(wide(matrix, places, bits));
    }
}
