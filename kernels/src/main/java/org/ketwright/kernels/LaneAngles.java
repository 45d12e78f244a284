package org.ketwright.kernels;

import java.util.Arrays;
import java.util.List;

/** Sines and cosines of the angles that differ from sample to sample, for one block of samples at a time. */
final class LaneAngles {
    private final Precision precision;
    private List<LaneBinding.Trig> trigs = List.of();
    private double[] angles = {};
    private double[] cosines = {};
    private double[] sines = {};
    private Numbers cosine;
    private Numbers sine;
    private int size;

    LaneAngles(Precision precision) {
        this.precision = precision;
        cosine = Numbers.room(precision, 0);
        sine = cosine;
    }

    /**
     * Begins a run.
     *
     * @param wanted which sines and cosines, ordered by frequency
     * @param most samples of the largest block
     */
    void bind(List<LaneBinding.Trig> wanted, int most) {
        trigs = wanted;
        int length = (wanted.size() + 1) * most;
        if (angles.length < length) {
            angles = new double[length];
            cosines = new double[length];
            sines = new double[length];
            cosine = precision == Precision.DOUBLE ? Numbers.of(precision, cosines) : Numbers.room(precision, length);
            sine = precision == Precision.DOUBLE ? Numbers.of(precision, sines) : Numbers.room(precision, length);
        }
    }

    /** Computes those of some samples; {@code lanes} is their number rounded up to whole vectors. */
    void compute(Angles of, Samples batch, int first, int count, int lanes) {
        size = lanes;
        int done = 0;
        for (int j = 0; j < trigs.size(); j++) {
            int slot = trigs.get(j).slot();
            fill(j * size, of.offset()[slot], of.scale()[slot], batch.values(),
                    of.column()[slot] * batch.count() + first, count);
            double frequency = trigs.get(j).frequency();
            if (j + 1 == trigs.size() || trigs.get(j + 1).frequency() != frequency) {
                SineCosine.of(angles, done * size, (j + 1) * size, frequency, sines, cosines);
                done = j + 1;
            }
        }
        if (precision == Precision.SINGLE) {
            cosine.set(0, cosines, 0, done * size);
            sine.set(0, sines, 0, done * size);
        }
        cosine.fill(done * size, (done + 1) * size, 0);
        sine.fill(done * size, (done + 1) * size, 0);
    }

    private void fill(int at, double offset, double scale, double[] values, int from, int count) {
        for (int i = 0; i < count; i++) {
            angles[at + i] = offset + scale * values[from + i];
        }
        Arrays.fill(angles, at + count, at + size, 0);
    }

    Numbers cosine() {
        return cosine;
    }

    Numbers sine() {
        return sine;
    }

    /** Where the numbers of a sine and cosine begin; the number of all of them stands for zeros. */
    int at(int trig) {
        return trig * size;
    }
}
