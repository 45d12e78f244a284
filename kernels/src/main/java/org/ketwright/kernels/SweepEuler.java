package org.ketwright.kernels;

/**
 * A unitary matrix on one bit as {@code exp(i global) RZ(after) RY(turn) RZ(before)}, before acting first.
 *
 * @param global radians
 * @param before radians
 * @param turn radians, 0 to pi
 * @param after radians
 */
record SweepEuler(double global, double before, double turn, double after) {

    /** From four entries, row-major, real and imaginary parts in turn. */
    static SweepEuler of(double[] u) {
        double cosine = Math.hypot(u[0], u[1]);
        double sine = Math.hypot(u[4], u[5]);
        double global;
        double sum;
        double difference;
        if (cosine >= sine) {
            double first = Math.atan2(u[1], u[0]);
            double last = Math.atan2(u[7], u[6]);
            global = (first + last) / 2;
            sum = last - first;
            difference = sine == 0 ? 0 : 2 * (Math.atan2(u[5], u[4]) - global);
        } else {
            double lower = Math.atan2(u[5], u[4]);
            double upper = Math.atan2(-u[3], -u[2]);
            global = (lower + upper) / 2;
            difference = lower - upper;
            sum = cosine == 0 ? 0 : 2 * (global - Math.atan2(u[1], u[0]));
        }
        return new SweepEuler(global, (sum - difference) / 2, 2 * Math.atan2(sine, cosine), (sum + difference) / 2);
    }

    /** Product of matrices on one bit; {@code right} acts first. */
    static double[] times(double[] left, double[] right) {
        double[] out = new double[8];
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 2; column++) {
                for (int k = 0; k < 2; k++) {
                    int l = 2 * (2 * row + k);
                    int r = 2 * (2 * k + column);
                    int o = 2 * (2 * row + column);
                    out[o] += left[l] * right[r] - left[l + 1] * right[r + 1];
                    out[o + 1] += left[l] * right[r + 1] + left[l + 1] * right[r];
                }
            }
        }
        return out;
    }
}
