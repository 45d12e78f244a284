package org.ketwright.classical.network;

import java.util.Arrays;
import java.util.List;

/** One layer of a network: what it computes and which parameters it needs, without their values. */
public sealed interface Layer {

    /**
     * Shape of the output of one sample.
     *
     * @param input shape of the input of one sample: planes x height x width, or one extent
     * @return shape
     * @throws IllegalArgumentException if the layer cannot take this input
     */
    int[] outputShape(int... input);

    /**
     * The parameters that the layer needs.
     *
     * @param input shape of the input of one sample
     * @return weight and bias, or nothing
     */
    default List<ParameterShape> parameters(int... input) {
        return List.of();
    }

    /**
     * Slides filters over an image; each gives one plane of the output.
     *
     * @param filters number of filters
     * @param side height and width of the window
     * @param stride step of the window
     * @param padding zeros added on each side of the image
     * @param hasBias whether each filter adds a number of its own
     */
    record Convolution(int filters, int side, int stride, int padding, boolean hasBias) implements Layer {

        /** Checks the numbers. */
        public Convolution {
            Checks.positive("filters of a convolution", filters);
            Checks.positive("window of a convolution", side);
            Checks.positive("stride of a convolution", stride);
            if (padding < 0) {
                throw new IllegalArgumentException("padding must be 0 or more but was " + padding);
            }
        }

        /**
         * With bias, without padding.
         *
         * @param filters number of filters
         * @param side height and width of the window
         * @param stride step of the window
         */
        public Convolution(int filters, int side, int stride) {
            this(filters, side, stride, 0, true);
        }

        @Override
        public int[] outputShape(int... input) {
            return Checks.windows("convolution", filters, side, stride, padding, input);
        }

        @Override
        public List<ParameterShape> parameters(int... input) {
            int area = side * side;
            return ParameterShape.weightAndBias(hasBias, input[0] * area, filters * area, filters, input[0], side,
                    side);
        }
    }

    /**
     * Every output is a weighted sum of all inputs.
     *
     * @param outputs number of outputs
     * @param hasBias whether each output adds a number of its own
     */
    record Dense(int outputs, boolean hasBias) implements Layer {

        /** Checks the number. */
        public Dense {
            Checks.positive("outputs of a dense layer", outputs);
        }

        /**
         * With bias.
         *
         * @param outputs number of outputs
         */
        public Dense(int outputs) {
            this(outputs, true);
        }

        @Override
        public int[] outputShape(int... input) {
            if (input.length != 1) {
                throw new IllegalArgumentException("a dense layer needs one extent but was given "
                        + Arrays.toString(input) + ": put a Flatten before it");
            }
            return new int[] {outputs};
        }

        @Override
        public List<ParameterShape> parameters(int... input) {
            return ParameterShape.weightAndBias(hasBias, input[0], outputs, outputs, input[0]);
        }
    }

    /** Replaces negative numbers by zero. */
    record Relu() implements Layer {

        @Override
        public int[] outputShape(int... input) {
            return input.clone();
        }
    }

    /**
     * Largest number of each window.
     *
     * @param side height and width of the window
     * @param stride step of the window
     */
    record MaxPool(int side, int stride) implements Layer {

        /** Checks the numbers. */
        public MaxPool {
            Checks.positive("window of a pool", side);
            Checks.positive("stride of a pool", stride);
        }

        @Override
        public int[] outputShape(int... input) {
            return Checks.windows("pool", input[0], side, stride, 0, input);
        }
    }

    /**
     * Mean of each window.
     *
     * @param side height and width of the window
     * @param stride step of the window
     */
    record AveragePool(int side, int stride) implements Layer {

        /** Checks the numbers. */
        public AveragePool {
            Checks.positive("window of a pool", side);
            Checks.positive("stride of a pool", stride);
        }

        @Override
        public int[] outputShape(int... input) {
            return Checks.windows("pool", input[0], side, stride, 0, input);
        }
    }

    /** All sines, then all cosines. */
    record SineCosine() implements Layer {

        @Override
        public int[] outputShape(int... input) {
            if (input.length != 1) {
                throw new IllegalArgumentException("sines and cosines need one extent but were given "
                        + Arrays.toString(input) + ": put a Flatten before them");
            }
            return new int[] {Math.multiplyExact(2, input[0])};
        }
    }

    /** Lines up planes, rows and columns in one extent; the columns vary fastest. */
    record Flatten() implements Layer {

        @Override
        public int[] outputShape(int... input) {
            int size = 1;
            for (int extent : input) {
                size = Math.multiplyExact(size, extent);
            }
            return new int[] {size};
        }
    }
}
