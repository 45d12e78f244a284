package org.ketwright.kernels;

/** Numbers in the format of the lanes that use them; only the array of that format is filled. */
final class Numbers {
    private static final double[] NO_DOUBLES = {};
    private static final float[] NO_FLOATS = {};

    private final double[] doubles;
    private final float[] floats;

    private Numbers(double[] doubles, float[] floats) {
        this.doubles = doubles;
        this.floats = floats;
    }

    /** Room for some numbers. */
    static Numbers room(Precision precision, int length) {
        return precision == Precision.DOUBLE
                ? new Numbers(new double[length], NO_FLOATS)
                : new Numbers(NO_DOUBLES, new float[length]);
    }

    /** Given numbers; the array is not copied where it need not be converted. */
    static Numbers of(Precision precision, double[] values) {
        if (precision == Precision.DOUBLE) {
            return new Numbers(values, NO_FLOATS);
        }
        Numbers numbers = room(precision, values.length);
        numbers.set(0, values, 0, values.length);
        return numbers;
    }

    int length() {
        return Math.max(doubles.length, floats.length);
    }

    double[] doubles() {
        return doubles;
    }

    float[] floats() {
        return floats;
    }

    void set(int at, double[] from, int fromAt, int count) {
        if (floats.length == 0) {
            System.arraycopy(from, fromAt, doubles, at, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            floats[at + i] = (float) from[fromAt + i];
        }
    }

    void fill(int from, int to, double value) {
        if (floats.length == 0) {
            java.util.Arrays.fill(doubles, from, to, value);
        } else {
            java.util.Arrays.fill(floats, from, to, (float) value);
        }
    }

    void get(int at, double[] to, int toAt, int count) {
        if (floats.length == 0) {
            System.arraycopy(doubles, at, to, toAt, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            to[toAt + i] = floats[at + i];
        }
    }
}
