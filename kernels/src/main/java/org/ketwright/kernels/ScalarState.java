package org.ketwright.kernels;

import java.util.List;

/** One vector of 2^n complex numbers, and the textbook loops over it. */
final class ScalarState {
    private final int bits;
    private final Precision precision;
    private final double[] re;
    private final double[] im;

    ScalarState(int bits, Precision precision) {
        this.bits = bits;
        this.precision = precision;
        this.re = new double[1 << bits];
        this.im = new double[1 << bits];
        re[0] = 1;
    }

    /** The start of a sample: index 0, or the amplitudes it brings. */
    static ScalarState start(int bits, Precision precision, Samples samples, int sample) {
        ScalarState state = new ScalarState(bits, precision);
        double[] real = samples.startReal();
        double[] imaginary = samples.startImaginary();
        if (real != null) {
            for (int i = 0; i < state.re.length; i++) {
                int at = i * samples.count() + sample;
                state.set(i, real[at], imaginary == null ? 0 : imaginary[at]);
            }
        }
        return state;
    }

    double re(int index) {
        return re[index];
    }

    double im(int index) {
        return im[index];
    }

    void set(int index, double real, double imaginary) {
        boolean single = precision == Precision.SINGLE;
        re[index] = single ? (float) real : real;
        im[index] = single ? (float) imaginary : imaginary;
    }

    void assign(ScalarState source) {
        System.arraycopy(source.re, 0, re, 0, re.length);
        System.arraycopy(source.im, 0, im, 0, im.length);
    }

    void reset() {
        java.util.Arrays.fill(re, 0);
        java.util.Arrays.fill(im, 0);
        re[0] = 1;
    }

    ScalarState copy() {
        ScalarState copy = new ScalarState(bits, precision);
        copy.assign(this);
        return copy;
    }

    /** Replaces this by the matrix times this; where the control bits differ, by {@code elsewhere} times this. */
    void apply(Matrix matrix, List<Integer> on, long controls, long controlValues, double elsewhere) {
        ScalarState old = copy();
        int mask = 0;
        for (int bit : on) {
            mask |= 1 << bit;
        }
        for (int index = 0; index < re.length; index++) {
            if ((index & controls) != controlValues) {
                set(index, elsewhere * old.re[index], elsewhere * old.im[index]);
                continue;
            }
            int row = pick(index, on);
            double real = 0;
            double imaginary = 0;
            for (int column = 0; column < matrix.dimension(); column++) {
                int from = index & ~mask | place(column, on);
                double mr = matrix.re(row, column);
                double mi = matrix.im(row, column);
                real += mr * old.re[from] - mi * old.im[from];
                imaginary += mr * old.im[from] + mi * old.re[from];
            }
            set(index, real, imaginary);
        }
    }

    /** The listed bits of an index, packed. */
    static int pick(int index, List<Integer> on) {
        int picked = 0;
        for (int k = 0; k < on.size(); k++) {
            picked |= (index >> on.get(k) & 1) << k;
        }
        return picked;
    }

    /** The index with packed bits at their places. */
    private static int place(int packed, List<Integer> on) {
        int index = 0;
        for (int k = 0; k < on.size(); k++) {
            index |= (packed >> k & 1) << on.get(k);
        }
        return index;
    }

    /** {@code <bra|this>}: real part, imaginary part. */
    double[] dot(ScalarState bra) {
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < re.length; i++) {
            real += bra.re[i] * re[i] + bra.im[i] * im[i];
            imaginary += bra.re[i] * im[i] - bra.im[i] * re[i];
        }
        return new double[] {real, imaginary};
    }

    /** The weighted sum of terms, times this. */
    ScalarState times(List<Readout.Term> terms) {
        ScalarState out = new ScalarState(bits, precision);
        out.re[0] = 0;
        for (Readout.Term term : terms) {
            out.add(term.coefficient(), term, this);
        }
        return out;
    }

    /** Adds a multiple of a term times a state. */
    void add(double weight, Readout.Term term, ScalarState state) {
        int quarterTurns = Long.bitCount(term.flip() & term.sign()) & 3;
        for (int i = 0; i < re.length; i++) {
            int to = i ^ (int) term.flip();
            int turns = quarterTurns + 2 * Long.bitCount(i & term.sign()) & 3;
            double real = state.re[i];
            double imaginary = state.im[i];
            switch (turns) {
                case 0 -> set(to, re[to] + weight * real, im[to] + weight * imaginary);
                case 1 -> set(to, re[to] - weight * imaginary, im[to] + weight * real);
                case 2 -> set(to, re[to] - weight * real, im[to] - weight * imaginary);
                default -> set(to, re[to] + weight * imaginary, im[to] - weight * real);
            }
        }
    }

    double expectation(List<Readout.Term> terms) {
        return times(terms).dot(this)[0];
    }
}
