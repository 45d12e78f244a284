package org.ketwright.simulator;

import java.util.Arrays;

/**
 * Features as the amplitudes of a start state: feature i is the amplitude of index i, divided by the length of the
 * feature vector. Missing features are zero.
 *
 * @param qubits number of qubits n
 */
public record AmplitudeEmbedding(int qubits) {

    /** Vectors shorter than this are divided by it instead of by their length. */
    public static final double SHORTEST = 1e-12;

    /** Refuses widths out of range. */
    public AmplitudeEmbedding {
        if (qubits < 1 || qubits > 30) {
            throw new IllegalArgumentException("amplitudes are embedded in 1 to 30 qubits but was given " + qubits);
        }
    }

    /**
     * The start states.
     *
     * @param features a batch of at most 2^n features each
     * @return real states of norm 1; of a smaller norm where all features are next to zero
     * @throws IllegalArgumentException if there are more than 2^n features
     */
    public StartStates states(Features features) {
        requireFits(features);
        int batch = features.samples();
        double[] lengths = lengths(features);
        double[] real = new double[Math.multiplyExact(1 << qubits, batch)];
        for (int f = 0; f < features.width(); f++) {
            for (int s = 0; s < batch; s++) {
                real[f * batch + s] = features.values()[f * batch + s] / Math.max(lengths[s], SHORTEST);
            }
        }
        return new StartStates(batch, qubits, real, null);
    }

    /**
     * Carries a gradient with respect to the start amplitudes back to the features.
     *
     * @param features the batch
     * @param startGradient {@code [amplitude * B + sample]}, as in {@link Pullback#startGradient()}
     * @return gradient with respect to the features as given, not normalized, {@code [feature * B + sample]}
     * @throws IllegalArgumentException if sizes do not fit
     */
    public double[] pull(Features features, double[] startGradient) {
        requireFits(features);
        int batch = features.samples();
        if (startGradient.length != (long) batch << qubits) {
            throw new IllegalArgumentException("a start gradient of " + batch + " samples on " + qubits
                    + " qubits has " + ((long) batch << qubits) + " numbers but was given " + startGradient.length);
        }
        double[] x = features.values();
        double[] lengths = lengths(features);
        double[] along = new double[batch];
        for (int i = 0; i < x.length; i += batch) {
            for (int s = 0; s < batch; s++) {
                along[s] += x[i + s] / Math.max(lengths[s], SHORTEST) * startGradient[i + s];
            }
        }
        double[] out = new double[x.length];
        for (int i = 0; i < x.length; i += batch) {
            for (int s = 0; s < batch; s++) {
                double length = lengths[s];
                // Where the divisor is the constant SHORTEST, only the numerator depends on the features.
                out[i + s] = length > SHORTEST
                        ? (startGradient[i + s] - along[s] * (x[i + s] / length)) / length
                        : startGradient[i + s] / SHORTEST;
            }
        }
        return out;
    }

    private static double[] lengths(Features features) {
        double[] squares = new double[features.samples()];
        double[] x = features.values();
        for (int i = 0; i < x.length; i += squares.length) {
            for (int s = 0; s < squares.length; s++) {
                squares[s] += x[i + s] * x[i + s];
            }
        }
        for (int s = 0; s < squares.length; s++) {
            squares[s] = squares[s] < Double.POSITIVE_INFINITY
                    ? Math.sqrt(squares[s])
                    : Arrays.stream(features.row(s)).reduce(0, Math::hypot);
        }
        return squares;
    }

    private void requireFits(Features features) {
        if (features.width() > 1L << qubits) {
            throw new IllegalArgumentException(
                    qubits + " qubits have " + (1L << qubits) + " amplitudes but were given " + features.width()
                            + " features");
        }
    }
}
