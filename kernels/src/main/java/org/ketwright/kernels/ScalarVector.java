package org.ketwright.kernels;

import java.util.List;

/** One vector of 2^n real numbers, and the textbook loops over it. */
final class ScalarVector {
    private final Precision precision;
    private final double[] values;

    ScalarVector(int bits, Precision precision) {
        this.precision = precision;
        this.values = new double[1 << bits];
        values[0] = 1;
    }

    /** The start of a sample: index 0, or the vector it brings. */
    static ScalarVector start(int bits, Precision precision, Samples samples, int sample) {
        ScalarVector vector = new ScalarVector(bits, precision);
        double[] start = samples.startReal();
        for (int i = 0; start != null && i < vector.values.length; i++) {
            vector.set(i, start[i * samples.count() + sample]);
        }
        return vector;
    }

    int bits() {
        return Integer.numberOfTrailingZeros(values.length);
    }

    Precision precision() {
        return precision;
    }

    double get(int index) {
        return values[index];
    }

    void set(int index, double value) {
        values[index] = precision == Precision.SINGLE ? (float) value : value;
    }

    void assign(ScalarVector source) {
        System.arraycopy(source.values, 0, values, 0, values.length);
    }

    void clear() {
        java.util.Arrays.fill(values, 0);
    }

    /** Replaces this by the matrix times another vector. */
    void product(Matrix matrix, List<Integer> on, ScalarVector of) {
        int[] bits = on.stream().mapToInt(Integer::intValue).toArray();
        int mask = LanePiece.spread(matrix.dimension() - 1, bits);
        for (int index = 0; index < values.length; index++) {
            int row = LanePiece.pack(index, bits);
            double sum = 0;
            for (int column = 0; column < matrix.dimension(); column++) {
                sum += matrix.re(row, column) * of.values[index & ~mask | LanePiece.spread(column, bits)];
            }
            set(index, sum);
        }
    }

    double dot(ScalarVector other) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * other.values[i];
        }
        return sum;
    }

    double read(List<LinearReadout.Entry> entries) {
        double sum = 0;
        for (LinearReadout.Entry entry : entries) {
            sum += entry.coefficient() * values[(int) entry.index()];
        }
        return sum;
    }
}
