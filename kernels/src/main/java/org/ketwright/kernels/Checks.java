package org.ketwright.kernels;

import java.util.List;

/** Whether the arguments of a backend fit each other; the same rules for every backend. */
final class Checks {

    private Checks() {
    }

    static void run(Plan plan, Angles angles, Samples samples) {
        if (angles.slots() < plan.slots()) {
            throw new IllegalArgumentException(
                    "the plan has " + plan.slots() + " angle slots but was given " + angles.slots() + " angles");
        }
        for (int slot = 0; slot < plan.slots(); slot++) {
            if (angles.column()[slot] >= samples.columns()) {
                throw new IllegalArgumentException("slot " + slot + " is driven by column " + angles.column()[slot]
                        + " but the samples have " + samples.columns() + " columns");
            }
        }
    }

    static void start(int bits, Samples samples) {
        double[] start = samples.startReal();
        if (start != null && (bits > 30 || start.length != (long) samples.count() << bits)) {
            throw new IllegalArgumentException("start amplitudes of " + samples.count() + " samples on " + bits
                    + " bits need " + (double) samples.count() * Math.pow(2, bits) + " numbers but were "
                    + start.length);
        }
    }

    static void readout(int bits, Readout readout) {
        for (List<Readout.Term> terms : readout.outputs()) {
            for (Readout.Term term : terms) {
                if (bits < 62 && (term.flip() | term.sign()) >>> bits != 0) {
                    throw new IllegalArgumentException("a term reads bits " + Long.toBinaryString(term.flip()
                            | term.sign()) + " (binary) but the state has " + bits + " bits");
                }
            }
        }
    }

    static void length(String what, double[] array, int each, int count) {
        if (array.length != (long) each * count) {
            throw new IllegalArgumentException(what + " must hold " + each + " numbers for each of " + count
                    + " samples but has room for " + array.length);
        }
    }

    static void pullback(Plan plan, Samples samples, Readout readout, double[] cotangent, GradientSink sink) {
        length("the cotangent", cotangent, readout.size(), samples.count());
        slots(plan, sink.slots());
        length("the gradient", sink.angles(), sink.slots().length, samples.count());
        double[] values = sink.values();
        if (values != null) {
            length("the values", values, readout.size(), samples.count());
        }
        double[] start = sink.startReal();
        if (start != null) {
            length("the gradient of start amplitudes", start, 1 << Math.min(plan.bits(), 30), samples.count());
        }
    }

    static void trigonometric(TrigonometricSums sums, Samples samples, double[] out) {
        columns(sums, samples);
        length("the result", out, sums.outputs(), samples.count());
    }

    static void trigonometric(TrigonometricSums sums, Samples samples, double[] cotangent, double[] gradient) {
        columns(sums, samples);
        length("the cotangent", cotangent, sums.outputs(), samples.count());
        length("the gradient", gradient, samples.columns(), samples.count());
    }

    private static void columns(TrigonometricSums sums, Samples samples) {
        if (samples.columns() < sums.columns() || samples.startReal() != null) {
            throw new IllegalArgumentException("sums over " + sums.columns()
                    + " columns need as many columns and no start amplitudes but the samples have " + samples.columns()
                    + (samples.startReal() == null ? "" : " and start amplitudes"));
        }
    }

    static void jacobian(Samples samples, Readout readout, JacobianSink sink) {
        long rows = (long) readout.size() * sink.slots().length;
        if (sink.angles().length != rows * samples.count()) {
            throw new IllegalArgumentException("the derivatives of " + readout.size() + " outputs by "
                    + sink.slots().length + " angles must hold " + rows + " numbers for each of " + samples.count()
                    + " samples but have room for " + sink.angles().length);
        }
        double[] values = sink.values();
        if (values != null) {
            length("the values", values, readout.size(), samples.count());
        }
    }

    static void slots(Plan plan, int... wanted) {
        for (int slot : wanted) {
            if (slot < 0 || slot >= plan.slots()) {
                throw new IllegalArgumentException(
                        "wanted slots must lie in 0.." + (plan.slots() - 1) + " but one is " + slot);
            }
        }
    }

    static void shape(int bits, int batch, int mostBits) {
        if (bits < 1 || bits > mostBits || batch < 1) {
            throw new IllegalArgumentException("a batch needs 1 to " + mostBits
                    + " bits and at least one sample but was given " + bits + " and " + batch);
        }
    }

    static void range(Amplitudes of, int sample, long from, double[] interleaved) {
        long size = 1L << of.bits();
        if (sample < 0 || sample >= of.batch() || from < 0 || from > size || (interleaved.length & 1) != 0
                || interleaved.length / 2 > size - from) {
            throw new IllegalArgumentException("vectors 0.." + (of.batch() - 1) + " have indices 0.." + (size - 1)
                    + " but was given vector " + sample + ", index " + from + " and " + interleaved.length
                    + " numbers in pairs");
        }
    }

    static void apply(Amplitudes of, Plan plan, Angles angles, Samples samples) {
        if (plan.bits() != of.bits() || samples.count() != of.batch()) {
            throw new IllegalArgumentException("a batch of " + of.batch() + " on " + of.bits()
                    + " bits fits plans and samples of its shape but was given a plan on " + plan.bits() + " bits and "
                    + samples.count() + " samples");
        }
        run(plan, angles, samples);
    }

    static void bits(int available, int... bits) {
        long seen = 0;
        for (int bit : bits) {
            if (bit < 0 || bit >= available || (seen >>> bit & 1) != 0) {
                throw new IllegalArgumentException("bits must differ and lie in 0.." + (available - 1)
                        + " but one is " + bit);
            }
            seen |= 1L << bit;
        }
    }

    /** Length of an array of probabilities. */
    static int outcomes(Amplitudes of, int... bits) {
        bits(of.bits(), bits);
        long length = (long) of.batch() << bits.length;
        if (bits.length > 30 || length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("probabilities must fit an array but were asked for " + bits.length
                    + " bits of " + of.batch() + " vectors");
        }
        return (int) length;
    }

    static void overlap(Amplitudes ket, Amplitudes bra, Matrix matrix, int... bits) {
        same(ket, bra);
        bits(ket.bits(), bits);
        if (bits.length != matrix.bits()) {
            throw new IllegalArgumentException(
                    "a matrix needs as many bits as it acts on, " + matrix.bits() + ", but was given " + bits.length);
        }
    }

    static void same(Amplitudes one, Amplitudes other) {
        if (one.bits() != other.bits() || one.batch() != other.batch() || one.precision() != other.precision()
                || one.getClass() != other.getClass()) {
            throw new IllegalArgumentException("both batches must have one shape, precision and backend but are "
                    + describe(one) + " and " + describe(other));
        }
    }

    private static String describe(Amplitudes of) {
        return of.batch() + " on " + of.bits() + " bits (" + of.precision() + ", " + of.getClass().getSimpleName()
                + ")";
    }
}
