package org.ketwright.simulator.channel;

import java.util.List;
import org.ketwright.kernels.Matrix;

/** How close two channels are. */
public final class Closeness {

    /**
     * Bounds of the diamond distance, half the diamond norm of the difference: 0 for equal channels, 1 for channels
     * that one use tells apart with certainty. The two are equal, up to rounding, where the distance is known exactly.
     *
     * @param lower no more than the distance
     * @param upper no less than the distance
     */
    public record Diamond(double lower, double upper) {

        /**
         * Whether the bounds meet.
         *
         * @return true if they differ by less than 1e-12
         */
        public boolean isExact() {
            return upper - lower < 1e-12;
        }
    }

    private Closeness() {
    }

    /**
     * Fidelity of the Choi states of two channels, (Tr sqrt(sqrt(A) B sqrt(A)))^2.
     *
     * @param a one channel
     * @param b another on as many qubits
     * @return 0 to 1; 1 for equal channels
     * @throws IllegalArgumentException if the numbers of qubits differ
     */
    public static double processFidelity(Channel a, Channel b) {
        requireEqualWidth(a, b);
        Matrix root = Hermitian.of(a.choi()).map(x -> Math.sqrt(Math.max(0, x)));
        Hermitian spectrum = Hermitian.of(root.times(b.choi()).times(root));
        double sum = 0;
        for (int j = 0; j < spectrum.size(); j++) {
            sum += Math.sqrt(Math.max(0, spectrum.value(j)));
        }
        int d = 1 << a.qubits();
        return sum * sum / ((double) d * d);
    }

    /**
     * Average over pure states of the fidelity with what a unitary matrix makes of them (Nielsen, "A simple formula for
     * the average gate fidelity of a quantum dynamical operation", 2002).
     *
     * @param channel a channel on k qubits
     * @param ideal a unitary matrix on k bits
     * @return (d F + 1) / (d + 1) for the process fidelity F and d = 2^k
     * @throws IllegalArgumentException if the numbers of qubits differ
     */
    public static double averageGateFidelity(Channel channel, Matrix ideal) {
        Channel unitary = Channel.ofUnitary(ideal);
        requireEqualWidth(channel, unitary);
        Matrix wanted = unitary.transfer();
        Matrix got = channel.transfer();
        double sum = 0;
        for (int r = 0; r < got.dimension(); r++) {
            for (int c = 0; c < got.dimension(); c++) {
                sum += wanted.re(r, c) * got.re(r, c);
            }
        }
        int d = 1 << channel.qubits();
        return (sum / d + 1) / (d + 1);
    }

    /**
     * Bounds of the diamond distance. Below, the trace distance of the Choi states; above, the largest eigenvalue of
     * the absolute value of the difference of the Choi matrices with the output traced out, halved (Nechita, Puchala,
     * Pawela and Zyczkowski, "Almost all quantum channels are equidistant", 2018, section 2). They meet for two Pauli
     * channels, and for all pairs whose difference treats every input alike. For two unitary channels on one qubit the
     * closed form is used.
     *
     * @param a one channel
     * @param b another on as many qubits
     * @return the bounds
     * @throws IllegalArgumentException if the numbers of qubits differ
     */
    public static Diamond diamondDistance(Channel a, Channel b) {
        requireEqualWidth(a, b);
        List<Matrix> first = a.kraus();
        List<Matrix> second = b.kraus();
        if (a.qubits() == 1 && first.size() == 1 && second.size() == 1) {
            double[] overlap = trace(first.getFirst().adjoint().times(second.getFirst()));
            double exact = Math.sqrt(Math.max(0, 1 - (overlap[0] * overlap[0] + overlap[1] * overlap[1]) / 4));
            return new Diamond(exact, exact);
        }
        Hermitian difference = Hermitian.of(a.choi().plus(-1, b.choi()));
        int d = 1 << a.qubits();
        double sum = 0;
        for (int j = 0; j < difference.size(); j++) {
            sum += Math.abs(difference.value(j));
        }
        Matrix magnitude = difference.map(Math::abs);
        double[] reduced = new double[2 * d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                for (int o = 0; o < d; o++) {
                    reduced[2 * (i * d + j)] += magnitude.re(i * d + o, j * d + o);
                    reduced[2 * (i * d + j) + 1] += magnitude.im(i * d + o, j * d + o);
                }
            }
        }
        double largest = Hermitian.of(Matrix.of(a.qubits(), reduced)).value(0);
        double lower = sum / (2 * d);
        return new Diamond(lower, Math.max(lower, Math.min(1, largest / 2)));
    }

    private static double[] trace(Matrix m) {
        double[] out = new double[2];
        for (int i = 0; i < m.dimension(); i++) {
            out[0] += m.re(i, i);
            out[1] += m.im(i, i);
        }
        return out;
    }

    private static void requireEqualWidth(Channel a, Channel b) {
        if (a.qubits() != b.qubits()) {
            throw new IllegalArgumentException("channels compared act on equally many qubits but act on " + a.qubits()
                    + " and " + b.qubits());
        }
    }
}
