package org.ketwright.classical.network;

import java.util.random.RandomGenerator;

/** How parameters are drawn before training. */
public enum Initialization {
    /** Weights and biases in U(-1/sqrt(fanIn), 1/sqrt(fanIn)), the default of PyTorch's dense and convolution layers. */
    FAN_IN_UNIFORM {
        @Override
        double limit(ParameterShape parameter) {
            return 1 / Math.sqrt(parameter.fanIn());
        }
    },
    /** Weights in U(-l, l) with l = sqrt(6 / (fanIn + fanOut)), biases zero (Glorot and Bengio 2010, equation 16). */
    GLOROT_UNIFORM {
        @Override
        double limit(ParameterShape parameter) {
            return parameter.name().equals("bias")
                    ? 0
                    : Math.sqrt(6.0 / ((double) parameter.fanIn() + parameter.fanOut()));
        }
    };

    /** Half the width of the interval around zero that values are drawn from. */
    abstract double limit(ParameterShape parameter);

    float[] draw(ParameterShape parameter, RandomGenerator random) {
        double limit = limit(parameter);
        float[] values = new float[parameter.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (limit * (2 * random.nextDouble() - 1));
        }
        return values;
    }
}
