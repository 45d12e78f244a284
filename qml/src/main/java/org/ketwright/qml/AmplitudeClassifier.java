package org.ketwright.qml;

import java.util.List;
import java.util.Set;

import org.ketwright.classical.Seed;
import org.ketwright.kernels.OutputWeights;
import org.ketwright.simulator.AmplitudeEmbedding;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.Observable;
import org.ketwright.simulator.Pullback;
import org.ketwright.simulator.StateVectorSimulator;
import org.ketwright.simulator.Wrt;

/**
 * The amplitude classifier (Wendlinger et al., arXiv 2404.16154, section IV): the image divided by its length is the
 * start state of trained strongly entangling layers.
 *
 * <p>
 * Pixel i is the amplitude of index i. Gradients go through the normalization; an image of zeros has none and is refused.
 */
public final class AmplitudeClassifier extends QuantumClassifier<AmplitudeClassifier> {
    private final Shape shape;

    /**
     * Sizes of the circuit.
     *
     * @param qubits
     *            number of qubits n; images have 2^n pixels
     * @param layers
     *            number of layers, each with three angles per qubit
     * @param classes
     *            number of logits, at most one per qubit
     */
    public record Shape(int qubits, int layers, int classes) {
        /** The paper's: 8 qubits, 32 layers, four classes. */
        public static final Shape PAPER = new Shape(8, 32, 4);

        /** Checks the sizes. */
        public Shape {
            new EntanglingLayers(qubits, layers).readout(classes);
        }

        /**
         * Number of angles, each trained.
         *
         * @return three per qubit and layer
         */
        public int angles() {
            return 3 * qubits * layers;
        }
    }

    private AmplitudeClassifier(StateVectorSimulator simulator, Shape shape, double[] angles) {
        super(simulator, new EntanglingLayers(shape.qubits, shape.layers).circuit(Angle::parameter),
                new EntanglingLayers(shape.qubits, shape.layers).readout(shape.classes), angles);
        this.shape = shape;
    }

    /**
     * A classifier with given angles.
     *
     * @param simulator
     *            what runs the circuit
     * @param shape
     *            its sizes
     * @param angles
     *            ordered by layer, wire and place in Rot; copied
     * @return the classifier
     * @throws IllegalArgumentException
     *             if there are too few or too many, or one is not finite
     */
    public static AmplitudeClassifier of(StateVectorSimulator simulator, Shape shape, double... angles) {
        return new AmplitudeClassifier(simulator, shape, angles.clone());
    }

    /**
     * A classifier before training: angles drawn from [0, 0.01).
     *
     * @param simulator
     *            what runs the circuit
     * @param shape
     *            its sizes
     * @param seed
     *            key of the draws
     * @return the classifier
     */
    public static AmplitudeClassifier initialized(StateVectorSimulator simulator, Shape shape, Seed seed) {
        return new AmplitudeClassifier(simulator, shape,
                ReuploadClassifier.start(shape.angles(), seed.derive("angles")));
    }

    /**
     * Sizes of the circuit.
     *
     * @return the shape
     */
    public Shape shape() {
        return shape;
    }

    @Override
    public int pixels() {
        return 1 << shape.qubits;
    }

    @Override
    AmplitudeClassifier with(double[] values) {
        return new AmplitudeClassifier(simulator(), shape, values);
    }

    @Override
    Features checked(Features features) {
        super.checked(features);
        int batch = features.samples();
        for (int s = 0; s < batch; s++) {
            double largest = 0;
            for (int f = 0; f < features.width(); f++) {
                largest = Math.max(largest, Math.abs(features.values()[f * batch + s]));
            }
            if (largest < AmplitudeEmbedding.SHORTEST) {
                throw new IllegalArgumentException("amplitudes are pixels divided by the length of the image, so one"
                        + " must differ from 0, but all of image " + s + " are 0; leave the image out");
            }
        }
        return features;
    }

    @Override
    double[] expectations(double[] at, Features features, List<Observable> of) {
        return simulator().expectations(circuit(), at, Features.none(features.samples()),
                new AmplitudeEmbedding(shape.qubits).states(features), of);
    }

    @Override
    Pullback pullback(double[] at, Features features, List<Observable> of, OutputWeights weights, Wrt wanted) {
        AmplitudeEmbedding embedding = new AmplitudeEmbedding(shape.qubits);
        Wrt inner = only(wanted).contains(Wrt.FEATURES) ? Wrt.START : wanted;
        Pullback back = simulator().pullback(circuit(), at, Features.none(features.samples()),
                embedding.states(features), of, weights, Set.of(inner));
        return inner == Wrt.START
                ? new Pullback(back.values(), back.parameterGradient(), embedding.pull(features, back.startGradient()),
                        back.startGradient(), back.strengthGradient(), back.provenance())
                : back;
    }
}
