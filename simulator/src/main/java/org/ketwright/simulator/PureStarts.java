package org.ketwright.simulator;

/** Pure start states as vectors in the Pauli basis, and gradients back from there. */
final class PureStarts {

    private PureStarts() {
    }

    /** The vectors {@code [index * count + sample]} of a part of the samples; classical bits are 0. */
    static double[] vectors(StartStates start, Columns part, int bits) {
        int rows = 1 << 2 * start.qubits();
        double[] out = new double[part.count() << bits];
        for (int s = 0; s < part.count(); s++) {
            double[] pauli = PauliBasis.ofState(start.qubits(), real(start, part.from() + s),
                    imaginary(start, part.from() + s));
            for (int i = 0; i < rows; i++) {
                out[i * part.count() + s] = pauli[i];
            }
        }
        return out;
    }

    /**
     * From the gradient g with respect to the vectors that with respect to the real parts of the amplitudes,
     * {@code [amplitude * count + sample]}: with W the sum of g[P] P it is 2 Re(W psi).
     */
    static double[] gradient(StartStates start, Columns part, double[] byVector) {
        int n = start.qubits();
        int d = 1 << n;
        double[] out = new double[d * part.count()];
        for (int s = 0; s < part.count(); s++) {
            double[] g = new double[d * d];
            for (int i = 0; i < g.length; i++) {
                g[i] = Math.scalb(byVector[i * part.count() + s], n);
            }
            double[] w = PauliBasis.matrix(n, g);
            double[] re = real(start, part.from() + s);
            double[] im = imaginary(start, part.from() + s);
            for (int r = 0; r < d; r++) {
                double sum = 0;
                for (int c = 0; c < d; c++) {
                    sum += w[2 * (r * d + c)] * re[c] - w[2 * (r * d + c) + 1] * im[c];
                }
                out[r * part.count() + s] = 2 * sum;
            }
        }
        return out;
    }

    private static double[] real(StartStates start, int sample) {
        return column(start.real(), start, sample);
    }

    private static double[] imaginary(StartStates start, int sample) {
        double[] imaginary = start.imaginary();
        return imaginary == null ? new double[1 << start.qubits()] : column(imaginary, start, sample);
    }

    private static double[] column(double[] values, StartStates start, int sample) {
        double[] out = new double[1 << start.qubits()];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[i * start.samples() + sample];
        }
        return out;
    }
}
