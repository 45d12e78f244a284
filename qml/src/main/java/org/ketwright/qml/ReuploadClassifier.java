package org.ketwright.qml;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

import org.ketwright.classical.Seed;
import org.ketwright.classical.network.Penalty;
import org.ketwright.kernels.OutputWeights;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.Observable;
import org.ketwright.simulator.Pullback;
import org.ketwright.simulator.StateVectorSimulator;
import org.ketwright.simulator.Wrt;

/**
 * The re-upload classifier with a trained encoding (Wendlinger et al., arXiv 2404.16154, section IV; Pérez-Salinas et
 * al. 2020).
 *
 * <p>
 * The pixels, over and over, are laid along the angles of strongly entangling layers; each angle is a trained weight
 * times its pixel plus a trained bias. With 8 qubits, 32 layers and 256 pixels each pixel enters three times.
 */
public final class ReuploadClassifier extends QuantumClassifier<ReuploadClassifier> {
    private static final double LARGEST_START = 0.01;

    private final Shape shape;

    /**
     * Sizes of the circuit.
     *
     * @param qubits
     *            number of qubits
     * @param layers
     *            number of layers, each with three angles per qubit
     * @param pixels
     *            numbers in an image; they fill the angles a whole number of times
     * @param classes
     *            number of logits, at most one per qubit
     */
    public record Shape(int qubits, int layers, int pixels, int classes) {
        /** The paper's: 8 qubits, 32 layers, 16 x 16 pixels, four classes. */
        public static final Shape PAPER = new Shape(8, 32, 256, 4);

        /** Checks that the pixels fill the circuit. */
        public Shape {
            EntanglingLayers ansatz = new EntanglingLayers(qubits, layers);
            ansatz.readout(classes);
            if (pixels < 1 || ansatz.angles() % pixels != 0) {
                throw new IllegalArgumentException("the pixels must fill the " + ansatz.angles() + " angles of "
                        + qubits
                        + " qubits and " + layers + " layers a whole number of times but an image has " + pixels
                        + "; the nearest size that does is " + nearest(ansatz.angles(), pixels));
            }
        }

        /**
         * Number of angles, and of weights, and of biases.
         *
         * @return three per qubit and layer
         */
        public int angles() {
            return 3 * qubits * layers;
        }

        private static int nearest(int angles, int pixels) {
            int best = 1;
            for (int d = 1; d <= angles; d++) {
                if (angles % d == 0 && Math.abs((long) d - pixels) < Math.abs((long) best - pixels)) {
                    best = d;
                }
            }
            return best;
        }
    }

    private ReuploadClassifier(StateVectorSimulator simulator, Shape shape, double[] parameters) {
        super(simulator, new EntanglingLayers(shape.qubits, shape.layers)
                .circuit(i -> Angle.weighted(i % shape.pixels, i, shape.angles() + i)),
                new EntanglingLayers(shape.qubits, shape.layers).readout(shape.classes), parameters);
        this.shape = shape;
    }

    /**
     * A classifier with given parameters.
     *
     * @param simulator
     *            what runs the circuit
     * @param shape
     *            its sizes
     * @param weights
     *            one for each angle, ordered by layer, wire and place in Rot
     * @param biases
     *            likewise
     * @return the classifier
     * @throws IllegalArgumentException
     *             if there are too few or too many, or one is not finite
     */
    public static ReuploadClassifier of(StateVectorSimulator simulator, Shape shape, double[] weights,
            double[] biases) {
        if (weights.length != shape.angles() || biases.length != shape.angles()) {
            throw new IllegalArgumentException("a re-upload circuit of this shape has " + shape.angles()
                    + " weights and as many biases but was given " + weights.length + " and " + biases.length);
        }
        double[] parameters = Arrays.copyOf(weights, 2 * weights.length);
        System.arraycopy(biases, 0, parameters, weights.length, biases.length);
        return new ReuploadClassifier(simulator, shape, parameters);
    }

    /**
     * A classifier before training: weights and biases drawn from [0, 0.01).
     *
     * @param simulator
     *            what runs the circuit
     * @param shape
     *            its sizes
     * @param seed
     *            key of the draws
     * @return the classifier
     */
    public static ReuploadClassifier initialized(StateVectorSimulator simulator, Shape shape, Seed seed) {
        return of(simulator, shape, start(shape.angles(), seed.derive("weights")),
                start(shape.angles(), seed.derive("biases")));
    }

    static double[] start(int count, Seed seed) {
        RandomGenerator random = seed.generator();
        double[] out = new double[count];
        Arrays.setAll(out, i -> LARGEST_START * random.nextDouble());
        return out;
    }

    /**
     * Sizes of the circuit.
     *
     * @return the shape
     */
    public Shape shape() {
        return shape;
    }

    /**
     * What pixels are multiplied by.
     *
     * @return one weight for each angle, ordered by layer, wire and place in Rot
     */
    public double[] weights() {
        return Arrays.copyOf(parameters(), shape.angles());
    }

    /**
     * What is added to weighted pixels.
     *
     * @return one bias for each angle, ordered by layer, wire and place in Rot
     */
    public double[] biases() {
        return Arrays.copyOfRange(parameters(), shape.angles(), 2 * shape.angles());
    }

    /**
     * Lipschitz regularization: lambda times the sum of the squares of half the weights, biases excepted (Berberich et
     * al. 2023; Wendlinger et al., section IV).
     *
     * @param lambda
     *            strength, 0 or more
     * @return what a trainer adds to the loss
     */
    public Penalty lipschitzPenalty(double lambda) {
        return new Penalty.Ridge(0, shape.angles(), lambda / 4);
    }

    @Override
    public int pixels() {
        return shape.pixels;
    }

    @Override
    ReuploadClassifier with(double[] values) {
        return new ReuploadClassifier(simulator(), shape, values);
    }

    @Override
    double[] expectations(double[] at, Features features, List<Observable> of) {
        return simulator().expectations(circuit(), at, features, of);
    }

    @Override
    Pullback pullback(double[] at, Features features, List<Observable> of, OutputWeights weights, Wrt wanted) {
        return simulator().pullback(circuit(), at, features, null, of, weights, only(wanted));
    }
}
