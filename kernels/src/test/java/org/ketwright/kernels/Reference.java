package org.ketwright.kernels;

import java.util.List;
import java.util.function.IntFunction;

/**
 * What every backend must compute, from the textbook: an operator on some bits is a sum of Kronecker products of 2 by 2
 * matrices, one for each bit. Vectors are interleaved complex numbers. Shares no code with the backends.
 */
final class Reference {
    private static final double[] IDENTITY = {1, 0, 0, 0, 0, 0, 1, 0};

    private Reference() {
    }

    /** The Kronecker product of one 2 by 2 matrix (8 interleaved numbers) for each bit, times a vector. */
    static double[] kronecker(int bits, IntFunction<double[]> factor, double[] vector) {
        double[] now = vector;
        for (int bit = 0; bit < bits; bit++) {
            double[] m = factor.apply(bit);
            double[] next = new double[now.length];
            for (int i = 0; i < now.length / 2; i++) {
                int row = i >> bit & 1;
                for (int column = 0; column < 2; column++) {
                    int from = i & ~(1 << bit) | column << bit;
                    double re = m[4 * row + 2 * column];
                    double im = m[4 * row + 2 * column + 1];
                    next[2 * i] += re * now[2 * from] - im * now[2 * from + 1];
                    next[2 * i + 1] += re * now[2 * from + 1] + im * now[2 * from];
                }
            }
            now = next;
        }
        return now;
    }

    /** A matrix on listed bits, where control bits have their values and the identity elsewhere, times a vector. */
    static double[] apply(int bits, Matrix matrix, List<Integer> on, long controls, long values, double[] vector) {
        double[] controlled = kronecker(bits,
                bit -> (controls >> bit & 1) == 0
                        ? IDENTITY
                        : unit((int) (values >> bit & 1), (int) (values >> bit & 1)),
                vector);
        double[] out = vector.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] -= controlled[i];
        }
        for (int r = 0; r < matrix.dimension(); r++) {
            for (int c = 0; c < matrix.dimension(); c++) {
                if (matrix.re(r, c) == 0 && matrix.im(r, c) == 0) {
                    continue;
                }
                int row = r;
                int column = c;
                double[] moved = kronecker(bits, bit -> {
                    int k = on.indexOf(bit);
                    return k < 0 ? IDENTITY : unit(row >> k & 1, column >> k & 1);
                }, controlled);
                for (int i = 0; i < out.length; i += 2) {
                    out[i] += matrix.re(r, c) * moved[i] - matrix.im(r, c) * moved[i + 1];
                    out[i + 1] += matrix.re(r, c) * moved[i + 1] + matrix.im(r, c) * moved[i];
                }
            }
        }
        return out;
    }

    private static double[] unit(int row, int column) {
        double[] m = new double[8];
        m[4 * row + 2 * column] = 1;
        return m;
    }

    /** The start of a sample taken through a plan. */
    static double[] run(Plan plan, Angles angles, Samples samples, int sample) {
        double[] start = new double[2 << plan.bits()];
        double[] real = samples.startReal();
        double[] imaginary = samples.startImaginary();
        if (real == null) {
            start[0] = 1;
        } else {
            for (int i = 0; i < start.length / 2; i++) {
                start[2 * i] = real[i * samples.count() + sample];
                start[2 * i + 1] = imaginary == null ? 0 : imaginary[i * samples.count() + sample];
            }
        }
        return run(plan, angles, samples, sample, start);
    }

    static double[] run(Plan plan, Angles angles, Samples samples, int sample, double[] start) {
        double[] state = start;
        for (Plan.Step step : plan.steps()) {
            double angle = 0;
            if (step.slot() >= 0) {
                angle = angles.offset()[step.slot()];
                int column = angles.column()[step.slot()];
                if (column >= 0) {
                    angle += angles.scale()[step.slot()] * samples.values()[column * samples.count() + sample];
                }
            }
            state = apply(plan.bits(), step.family().at(angle), step.bits(), step.controls(), step.controlValues(),
                    state);
        }
        return state;
    }

    /** Sum of coefficient times the expectation value of a product of Pauli matrices. */
    static double expectation(int bits, List<Readout.Term> terms, double[] state) {
        double[] x = {0, 0, 1, 0, 1, 0, 0, 0};
        double[] y = {0, 0, 0, -1, 0, 1, 0, 0};
        double[] z = {1, 0, 0, 0, 0, 0, -1, 0};
        double sum = 0;
        for (Readout.Term term : terms) {
            double[] moved = kronecker(bits, bit -> {
                boolean flip = (term.flip() >> bit & 1) != 0;
                boolean sign = (term.sign() >> bit & 1) != 0;
                return flip ? sign ? y : x : sign ? z : IDENTITY;
            }, state);
            sum += term.coefficient() * inner(state, moved)[0];
        }
        return sum;
    }

    /** {@code <bra|ket>}. */
    static double[] inner(double[] bra, double[] ket) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < bra.length; i += 2) {
            re += bra[i] * ket[i] + bra[i + 1] * ket[i + 1];
            im += bra[i] * ket[i + 1] - bra[i + 1] * ket[i];
        }
        return new double[] {re, im};
    }
}
