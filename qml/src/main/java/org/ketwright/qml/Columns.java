package org.ketwright.qml;

/** From one sample after the other to samples innermost, and back. */
final class Columns {
    private Columns() {}

    /** Rows of floats as columns of doubles. */
    static double[] of(float[] rows, int count) {
        int width = count == 0 ? 0 : rows.length / count;
        double[] columns = new double[rows.length];
        for (int s = 0; s < count; s++) {
            for (int f = 0; f < width; f++) {
                columns[f * count + s] = rows[s * width + f];
            }
        }
        return columns;
    }

    /** Columns of doubles as rows of floats. */
    static float[] rows(double[] columns, int count) {
        int width = count == 0 ? 0 : columns.length / count;
        float[] rows = new float[columns.length];
        for (int s = 0; s < count; s++) {
            for (int f = 0; f < width; f++) {
                rows[s * width + f] = (float) columns[f * count + s];
            }
        }
        return rows;
    }

    /** Some consecutive samples of columns of a batch. */
    static double[] cut(double[] columns, int batch, int first, int count) {
        double[] some = new double[columns.length / batch * count];
        for (int f = 0; f < some.length / count; f++) {
            System.arraycopy(columns, f * batch + first, some, f * count, count);
        }
        return some;
    }

    static double[] widen(float[] values) {
        double[] out = new double[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[i];
        }
        return out;
    }
}
