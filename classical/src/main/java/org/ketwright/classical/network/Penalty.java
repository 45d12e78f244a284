package org.ketwright.classical.network;

/** What is added to the loss to keep parameters small. */
public sealed interface Penalty {
    /** Nothing. */
    Penalty NONE = new Ridge(0, 0, 0);

    /**
     * Value at some parameters.
     *
     * @param parameters all trained parameters
     * @return what is added to the mean loss of a batch
     */
    double value(float... parameters);

    /**
     * Adds the gradient.
     *
     * @param parameters all trained parameters
     * @param gradient modified
     */
    void addGradient(float[] parameters, float[] gradient);

    /**
     * The sum of the squares of some of the parameters, times a coefficient.
     *
     * @param from first parameter, 0-based
     * @param to one past the last
     * @param coefficient 0 or more
     */
    record Ridge(int from, int to, double coefficient) implements Penalty {

        /** Checks the numbers. */
        public Ridge {
            if (!(0 <= from && from <= to && coefficient >= 0) || Double.isInfinite(coefficient)) {
                throw new IllegalArgumentException("a ridge penalty needs ordered parameters and a finite coefficient"
                        + " of 0 or more but was given " + from + ".." + to + " and " + coefficient);
            }
        }

        private void require(int parameters) {
            if (to > parameters) {
                throw new IllegalArgumentException("a ridge penalty of parameters " + from + ".." + to
                        + " needs as many but there are " + parameters);
            }
        }

        @Override
        public double value(float... parameters) {
            require(parameters.length);
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += (double) parameters[i] * parameters[i];
            }
            return coefficient * sum;
        }

        @Override
        public void addGradient(float[] parameters, float[] gradient) {
            require(parameters.length);
            for (int i = from; i < to; i++) {
                gradient[i] += (float) (2 * coefficient * parameters[i]);
            }
        }
    }
}
