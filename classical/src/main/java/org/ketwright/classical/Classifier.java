package org.ketwright.classical;

/**
 * All that an attack may see of a model, whatever it is made of: quantum, hybrid, quantized or classical. Safe for use
 * by one thread at a time.
 */
public interface Classifier {

    /**
     * Scores of each class before softmax.
     *
     * @param x N samples, images N x planes x height x width
     * @return N x K
     */
    Tensor logits(Tensor x);

    /**
     * Vector-Jacobian product: the gradient of {@code <cotangent, logits(x)>} with respect to x.
     *
     * @param x N samples
     * @param cotangent N x K
     * @return the shape of x
     */
    default Tensor pullback(Tensor x, Tensor cotangent) {
        return pull(x, (first, logits) -> cotangent.slice(first, first + logits.count())).gradient();
    }

    /**
     * Logits and a gradient that depends on them in one sweep, which is what every gradient attack needs.
     *
     * @param x N samples
     * @param weights is asked for the cotangents of some samples after the other
     * @return both
     */
    Pull pull(Tensor x, LogitWeights weights);

    /**
     * Logits with the gradient of their weighted sum.
     *
     * @param logits N x K
     * @param gradient the shape of the input
     */
    record Pull(Tensor logits, Tensor gradient) {
    }

    /**
     * Number of classes.
     *
     * @return K
     */
    int classes();

    /**
     * Range of valid inputs.
     *
     * @return lowest and highest value of a pixel
     */
    default Bounds bounds() {
        return Bounds.UNIT;
    }

    /**
     * Whether repeated calls with the same input may differ.
     *
     * @return stochastic models need attacks that average
     */
    default Randomness randomness() {
        return Randomness.NONE;
    }

    /**
     * Range of valid inputs.
     *
     * @param low lowest value
     * @param high highest value
     */
    record Bounds(float low, float high) {
        /** Pixels in [0, 1]. */
        public static final Bounds UNIT = new Bounds(0, 1);

        /** Checks the order. */
        public Bounds {
            if (!(low < high)) {
                throw new IllegalArgumentException("bounds must be ordered but were " + low + " and " + high);
            }
        }
    }

    /** Whether a model draws random numbers when it is evaluated. */
    enum Randomness {
        /** The same input always gives the same logits. */
        NONE,
        /** Logits are random draws. */
        STOCHASTIC
    }
}
