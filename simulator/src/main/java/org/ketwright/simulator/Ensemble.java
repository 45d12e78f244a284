package org.ketwright.simulator;

import java.util.Arrays;
import org.ketwright.kernels.Philox;

/** What follows one branch of a circuit that measures: a probability, or a set of shots. */
sealed interface Ensemble {

    /** How much there is. */
    double size();

    /**
     * Parts at a measurement.
     *
     * @param one probability of outcome 1
     * @param event number of the measurement along this branch
     * @return what follows outcome 0 and outcome 1
     */
    Ensemble[] split(double one, int event);

    /**
     * All that is possible.
     *
     * @param probability of the branch
     */
    record Weight(double probability) implements Ensemble {
        /** All parts below this together change no result, and leaving them out bounds how deep parts are nested. */
        private static final double NEGLIGIBLE = 1e-18;

        @Override
        public double size() {
            return probability;
        }

        @Override
        public Ensemble[] split(double one, int event) {
            return new Ensemble[] {part(probability * (1 - one)), part(probability * one)};
        }

        private static Weight part(double probability) {
            return new Weight(probability < NEGLIGIBLE ? 0 : probability);
        }
    }

    /**
     * Shots, each with random numbers of its own.
     *
     * @param seed seed of all shots
     * @param numbers which shots
     */
    record Shots(long seed, long[] numbers) implements Ensemble {
        @Override
        public double size() {
            return numbers.length;
        }

        @Override
        public Ensemble[] split(double one, int event) {
            return new Ensemble[] {new Shots(seed, Arrays.stream(numbers).filter(s -> draw(s, event) >= one).toArray()),
                    new Shots(seed, Arrays.stream(numbers).filter(s -> draw(s, event) < one).toArray())};
        }

        double draw(long shot, int event) {
            return Philox.uniform(seed, shot, event);
        }
    }
}
