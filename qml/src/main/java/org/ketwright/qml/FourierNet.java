package org.ketwright.qml;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

import org.ketwright.classical.LogitWeights;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.network.Architecture;
import org.ketwright.classical.network.BatchGradient;
import org.ketwright.classical.network.Layer;
import org.ketwright.classical.network.Network;

/**
 * A sum of sines and cosines with trained frequencies, the classical counterpart of a re-upload circuit (Wendlinger et
 * al., arXiv 2404.16154, section IV): {@code z = W x}, logits {@code S sin z + C cos z}, no biases.
 */
public final class FourierNet implements Model<FourierNet> {
    private static final String FREQUENCIES = "0.weight";
    private static final String AMPLITUDES = "2.weight";

    private final Shape shape;
    private final Network network;

    /**
     * Sizes of the network.
     *
     * @param pixels
     *            numbers in an image
     * @param frequencies
     *            number of frequency vectors
     * @param classes
     *            number of logits
     */
    public record Shape(int pixels, int frequencies, int classes) {
        /** The paper's: 256 pixels, 32 frequencies, four classes. */
        public static final Shape PAPER = new Shape(256, 32, 4);

        private static final int MOST_PARAMETERS = 1 << 28;

        /** Checks the sizes. */
        public Shape {
            if (pixels < 1 || frequencies < 1 || classes < 2) {
                throw new IllegalArgumentException(
                        "a Fourier net has 1 pixel or more, 1 frequency or more and 2 classes"
                                + " or more but was given " + pixels + ", " + frequencies + " and " + classes);
            }
            long parameters = (long) frequencies * pixels + 2L * classes * frequencies;
            if (parameters < 0 || parameters > MOST_PARAMETERS) {
                throw new IllegalArgumentException("a Fourier net has at most " + MOST_PARAMETERS
                        + " parameters but " + pixels + " pixels, " + frequencies + " frequencies and " + classes
                        + " classes make more");
            }
        }

        private Architecture architecture() {
            return new Architecture(List.of(pixels), new Layer.Dense(frequencies, false),
                    new Layer.SineCosine(), new Layer.Dense(classes, false));
        }
    }

    private FourierNet(Shape shape, Network network) {
        this.shape = shape;
        this.network = network;
    }

    /**
     * A net with given parameters.
     *
     * @param shape
     *            its sizes
     * @param frequencies
     *            W, frequencies x pixels, row-major
     * @param amplitudes
     *            S and C side by side, classes x 2 frequencies, row-major
     * @return the net
     * @throws IllegalArgumentException
     *             if there are too few or too many
     */
    public static FourierNet of(Shape shape, float[] frequencies, float[] amplitudes) {
        return new FourierNet(shape, Network.of(shape.architecture(),
                Map.of(FREQUENCIES, Tensor.of(frequencies, shape.frequencies, shape.pixels), AMPLITUDES,
                        Tensor.of(amplitudes, shape.classes, 2 * shape.frequencies))));
    }

    /**
     * A net before training: W from U(-1, 1) / sqrt(pixels), S and C from U(-1, 1) / sqrt(frequencies).
     *
     * @param shape
     *            its sizes
     * @param seed
     *            key of the draws
     * @return the net
     */
    public static FourierNet initialized(Shape shape, Seed seed) {
        return of(shape, draw(shape.frequencies * shape.pixels, shape.pixels, seed.derive("frequencies")),
                draw(2 * shape.classes * shape.frequencies, shape.frequencies, seed.derive("amplitudes")));
    }

    private static float[] draw(int count, int inputs, Seed seed) {
        RandomGenerator random = seed.generator();
        float[] out = new float[count];
        for (int i = 0; i < count; i++) {
            out[i] = (float) ((2 * random.nextDouble() - 1) / Math.sqrt(inputs));
        }
        return out;
    }

    /**
     * Sizes of the net.
     *
     * @return the shape
     */
    public Shape shape() {
        return shape;
    }

    /**
     * The frequency vectors.
     *
     * @return W, frequencies x pixels
     */
    public Tensor frequencies() {
        return parameter(FREQUENCIES);
    }

    /**
     * The amplitudes.
     *
     * @return S and C side by side, classes x 2 frequencies
     */
    public Tensor amplitudes() {
        return parameter(AMPLITUDES);
    }

    private Tensor parameter(String name) {
        return Objects.requireNonNull(network.parameters().get(name));
    }

    @Override
    public int pixels() {
        return shape.pixels;
    }

    @Override
    public int classes() {
        return shape.classes;
    }

    @Override
    public Tensor logits(Tensor x) {
        return network.logits(flat(x));
    }

    @Override
    public Pull pull(Tensor x, LogitWeights weights) {
        Pull pull = network.pull(flat(x), weights);
        return new Pull(pull.logits(), pull.gradient().reshape(x.shape()));
    }

    @Override
    public float[] trainedParameters() {
        return network.trainedParameters();
    }

    @Override
    public FourierNet withTrainedParameters(float... values) {
        return new FourierNet(shape, network.withTrainedParameters(values));
    }

    @Override
    public BatchGradient gradients(Tensor x, int batch) {
        return network.gradients(flat(x), batch);
    }

    private Tensor flat(Tensor x) {
        if (x.sampleSize() != shape.pixels) {
            throw new IllegalArgumentException("images must have " + shape.pixels + " pixels but were " + x);
        }
        return x.reshape(x.count(), shape.pixels);
    }
}
