package org.ketwright.classical.network;

/** How a gradient changes parameters. */
public sealed interface Optimizer {

    /**
     * Adam (Kingma and Ba 2015, algorithm 1).
     *
     * @param rate learning rate
     * @param beta1 decay of the mean gradient
     * @param beta2 decay of the mean squared gradient
     * @param tolerance added to the root of the mean squared gradient
     */
    record Adam(double rate, double beta1, double beta2, double tolerance) implements Optimizer {

        /** Checks the numbers. */
        public Adam {
            checkRate(rate);
            if (!(0 <= beta1 && beta1 < 1 && 0 <= beta2 && beta2 < 1 && tolerance > 0)) {
                throw new IllegalArgumentException("Adam needs decays in [0, 1) and a positive tolerance but was given "
                        + beta1 + ", " + beta2 + " and " + tolerance);
            }
        }

        /**
         * Usual decays: 0.9 and 0.999, tolerance 1e-8.
         *
         * @param rate learning rate
         */
        public Adam(double rate) {
            this(rate, 0.9, 0.999, 1e-8);
        }

        @Override
        public Update start(int size) {
            return new AdamUpdate(this, size);
        }
    }

    /**
     * Gradient descent with momentum: {@code v = momentum v + g}, then {@code p = p - rate v}.
     *
     * @param rate learning rate
     * @param momentum how much of the last step is kept
     */
    record Sgd(double rate, double momentum) implements Optimizer {

        /** Checks the numbers. */
        public Sgd {
            checkRate(rate);
            if (!(0 <= momentum && momentum < 1)) {
                throw new IllegalArgumentException("momentum must lie in [0, 1) but was " + momentum);
            }
        }

        @Override
        public Update start(int size) {
            return new SgdUpdate(this, size);
        }
    }

    /**
     * Begins a training.
     *
     * @param size number of parameters
     * @return fresh state
     */
    Update start(int size);

    /** State of an optimizer during one training. */
    interface Update {

        /**
         * Takes one step.
         *
         * @param parameters modified
         * @param gradient not modified
         */
        void apply(float[] parameters, float[] gradient);
    }

    private static void checkRate(double rate) {
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("a learning rate must be positive and finite but was " + rate);
        }
    }
}
