package org.ketwright.simulator;

import org.jspecify.annotations.Nullable;
import org.ketwright.kernels.Samples;

/**
 * Some consecutive samples of arrays laid out {@code [row * batch + sample]}.
 *
 * @param batch number of samples of the whole
 * @param from first sample of the part
 * @param count number of samples of the part
 */
record Columns(int batch, int from, int count) {

    /** The part that is the whole. */
    static Columns all(int batch) {
        return new Columns(batch, 0, batch);
    }

    /** The part; the array itself where the part is all. */
    double[] of(double[] whole) {
        if (count == batch) {
            return whole;
        }
        int rows = whole.length / batch;
        double[] out = new double[rows * count];
        for (int r = 0; r < rows; r++) {
            System.arraycopy(whole, r * batch + from, out, r * count, count);
        }
        return out;
    }

    void put(double[] part, double[] whole) {
        for (int r = 0; r < part.length / count; r++) {
            System.arraycopy(part, r * count, whole, r * batch + from, count);
        }
    }

    /** The part of the samples of a run on amplitudes. */
    Samples samples(Features features, @Nullable StartStates start) {
        double[] values = of(features.values());
        return start == null
                ? Samples.of(count, features.width(), values)
                : new Samples(count, features.width(), values, of(start.real()),
                        start.imaginary() == null ? null : of(start.imaginary()));
    }
}
