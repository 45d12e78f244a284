package org.ketwright.qml;

import java.util.List;

import org.ketwright.classical.LogitWeights;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.network.Architecture;
import org.ketwright.classical.network.BatchGradient;
import org.ketwright.classical.network.Initialization;
import org.ketwright.classical.network.Layer;
import org.ketwright.classical.network.Network;
import org.ketwright.classical.network.ParameterShape;

/**
 * The convolutional network that the quantum classifiers are compared with (Wendlinger et al., arXiv 2404.16154, section
 * IV): filters, ReLU, largest of 2 x 2, one dense layer; 1,024 parameters at the paper's sizes.
 */
public final class ConvNet implements Model<ConvNet> {
    private static final int POOL = 2;

    private final Shape shape;
    private final Network network;

    /**
     * Sizes of the network.
     *
     * @param side
     *            height and width of the images, which have one plane
     * @param filters
     *            number of filters
     * @param window
     *            height and width of a filter
     * @param classes
     *            number of logits
     */
    public record Shape(int side, int filters, int window, int classes) {
        /** The paper's: 16 x 16 pixels, six filters of 5 x 5, four classes. */
        public static final Shape PAPER = new Shape(16, 6, 5, 4);

        private static final int MOST = 256;

        /** Checks that the layers fit each other. */
        public Shape {
            for (int size : new int[] {side, filters, window, classes}) {
                if (size < 1 || size > MOST) {
                    throw new IllegalArgumentException(
                            "sizes of a convolutional net lie in 1.." + MOST + " but one is " + size);
                }
            }
            architecture(side, filters, window, classes);
        }

        /**
         * The layers.
         *
         * @return the architecture
         */
        public Architecture architecture() {
            return architecture(side, filters, window, classes);
        }

        private static Architecture architecture(int side, int filters, int window, int classes) {
            return new Architecture(List.of(1, side, side), new Layer.Convolution(filters, window, 1),
                    new Layer.Relu(), new Layer.MaxPool(POOL, POOL), new Layer.Flatten(), new Layer.Dense(classes));
        }
    }

    private ConvNet(Shape shape, Network network) {
        this.shape = shape;
        this.network = network;
    }

    /**
     * A network with given parameters.
     *
     * @param shape
     *            its sizes
     * @param parameters
     *            filters, their biases, dense weights, their biases
     * @return the network
     * @throws IllegalArgumentException
     *             if there are too few or too many
     */
    public static ConvNet of(Shape shape, float... parameters) {
        int count = shape.architecture().parameters().values().stream().mapToInt(ParameterShape::size).sum();
        if (count != parameters.length) {
            throw new IllegalArgumentException("a convolutional net of this shape has " + count
                    + " parameters but was given " + parameters.length);
        }
        Network start = Network.initialized(shape.architecture(), Initialization.FAN_IN_UNIFORM, new Seed(0));
        return new ConvNet(shape, start.withTrainedParameters(parameters));
    }

    /**
     * A network before training: PyTorch's default, U(-1, 1) / sqrt(inputs of a neuron).
     *
     * @param shape
     *            its sizes
     * @param seed
     *            key of the draws
     * @return the network
     */
    public static ConvNet initialized(Shape shape, Seed seed) {
        return new ConvNet(shape,
                Network.initialized(shape.architecture(), Initialization.FAN_IN_UNIFORM, seed));
    }

    /**
     * Sizes of the network.
     *
     * @return the shape
     */
    public Shape shape() {
        return shape;
    }

    /**
     * The network with its parameters.
     *
     * @return the network
     */
    public Network network() {
        return network;
    }

    @Override
    public int pixels() {
        return shape.side * shape.side;
    }

    @Override
    public int classes() {
        return shape.classes;
    }

    @Override
    public Tensor logits(Tensor x) {
        return network.logits(x);
    }

    @Override
    public Pull pull(Tensor x, LogitWeights weights) {
        return network.pull(x, weights);
    }

    @Override
    public float[] trainedParameters() {
        return network.trainedParameters();
    }

    @Override
    public ConvNet withTrainedParameters(float... values) {
        return new ConvNet(shape, network.withTrainedParameters(values));
    }

    @Override
    public BatchGradient gradients(Tensor x, int batch) {
        return network.gradients(x, batch);
    }
}
