package org.ketwright.kernels;

import java.util.List;

/**
 * How one or several steps give numbers to the terms they became; term -1 stands for one that was left out because its
 * number is always zero.
 */
sealed interface SweepBinding {

    /** Puts the numbers in. */
    void bind(SweepValues values);

    /**
     * Consecutive steps on one bit, multiplied.
     *
     * @param steps in the order in which they act
     * @param bit the bit
     * @param before phase
     * @param turn turn
     * @param after phase
     */
    record One(List<Plan.Step> steps, int bit, int before, int turn, int after) implements SweepBinding {

        @Override
        public void bind(SweepValues values) {
            SweepEuler euler = SweepEuler.of(product(steps, values));
            long mask = 1L << bit;
            values.phase(euler.global());
            values.addPhase(before, mask, euler.before());
            values.turn(before, turn, mask, mask, euler.turn());
            values.addPhase(after, mask, euler.after());
        }
    }

    /**
     * Consecutive steps on one bit, each diagonal or antidiagonal, multiplied.
     *
     * @param steps in the order in which they act
     * @param bit the bit
     * @param flip whether the product is antidiagonal
     * @param term phase
     */
    record Rename(List<Plan.Step> steps, int bit, boolean flip, int term) implements SweepBinding {

        /** Phases of the entries of the columns 0 and 1. */
        private double[] phases(SweepValues values) {
            double[] u = product(steps, values);
            int first = flip ? 4 : 0;
            int second = flip ? 2 : 6;
            return new double[] {Math.atan2(u[first + 1], u[first]), Math.atan2(u[second + 1], u[second])};
        }

        /** Angle of the phase. */
        double angle(SweepValues values) {
            double[] phases = phases(values);
            return phases[1] - phases[0];
        }

        @Override
        public void bind(SweepValues values) {
            double[] phases = phases(values);
            values.phase((phases[0] + phases[1]) / 2);
            values.addPhase(term, 1L << bit, phases[1] - phases[0]);
            if (flip) {
                values.flips(values.flips() ^ 1L << bit);
            }
        }
    }

    /**
     * A diagonal matrix, perhaps controlled, followed by a linear map of indices (perhaps none).
     *
     * @param step the step
     * @param bits the bits of the matrix, then the control bits
     * @param image rows of the entries by column, over matrix bits, then control bits
     * @param terms a phase for every mask over {@code bits}
     * @param flip what the index zero maps to
     * @param columns columns of the linear map, empty for none
     */
    record Diagonal(Plan.Step step, int[] bits, int[] image, int[] terms, int flip, int[] columns)
            implements
                SweepBinding {

        /** Phases of the entries, by column. */
        static double[] phases(double[] entries, int matrixBits, int count, int[] image, Plan.Step step) {
            double[] phases = new double[count];
            for (int column = 0; column < count; column++) {
                int dimension = 1 << matrixBits;
                int inner = column & dimension - 1;
                if (controlled(step, column >> matrixBits)) {
                    int at = 2 * ((image[column] & dimension - 1) * dimension + inner);
                    phases[column] = Math.atan2(entries[at + 1], entries[at]);
                }
            }
            return phases;
        }

        /** Whether packed values of the control bits, lowest bit first, let the step act. */
        static boolean controlled(Plan.Step step, int packed) {
            return Long.expand(packed, step.controls()) == step.controlValues();
        }

        @Override
        public void bind(SweepValues values) {
            double[] phases = phases(values.entries(step), step.bits().size(), terms.length, image, step);
            spread(phases);
            values.phase(phases[0]);
            for (int mask = 1; mask < terms.length; mask++) {
                values.addPhase(terms[mask], place(mask), -2 * phases[mask]);
            }
            if (columns.length > 0) {
                long old = values.flips();
                int value = flip;
                long all = 0;
                for (int i = 0; i < bits.length; i++) {
                    all |= 1L << bits[i];
                    if ((old >>> bits[i] & 1) != 0) {
                        value ^= columns[i];
                    }
                }
                values.flips(old & ~all | place(value));
            }
        }

        private long place(int mask) {
            return SweepExpansion.place(mask, bits);
        }
    }

    /**
     * A unitary matrix on one bit with controls: turned to the axis on which it is diagonal and back.
     *
     * @param step the step
     * @param bits the bit, then the control bits
     * @param first phase
     * @param turn turn
     * @param terms a phase for every mask over {@code bits}
     * @param back turn
     * @param last phase
     */
    record Controlled(Plan.Step step, int[] bits, int first, int turn, int[] terms, int back, int last)
            implements
                SweepBinding {

        @Override
        public void bind(SweepValues values) {
            double[] u = values.entries(step);
            double det = Math.atan2(u[0] * u[7] + u[1] * u[6] - u[2] * u[5] - u[3] * u[4],
                    u[0] * u[6] - u[1] * u[7] - u[2] * u[4] + u[3] * u[5]) / 2;
            double c = Math.cos(det);
            double s = Math.sin(det);
            double x = -(u[5] * c - u[4] * s);
            double y = u[4] * c + u[5] * s;
            double z = -(u[1] * c - u[0] * s);
            double sine = Math.sqrt(x * x + y * y + z * z);
            double half = Math.atan2(sine, u[0] * c + u[1] * s);
            if (z < 0) {
                x = -x;
                y = -y;
                z = -z;
                half = -half;
            }
            // z may be a negative zero, which would tilt by half a turn
            double tilt = Math.atan2(Math.hypot(x, y), Math.abs(z));
            double around = Math.atan2(y, x);
            long mask = 1L << bits[0];
            values.addPhase(first, mask, -around);
            values.turn(-1, turn, mask, mask, -tilt);
            double[] phases = new double[terms.length];
            for (int i = 0; i < phases.length; i++) {
                if (Diagonal.controlled(step, i >> 1)) {
                    phases[i] = (i & 1) == 0 ? det - half : det + half;
                }
            }
            spread(phases);
            values.phase(phases[0]);
            for (int m = 1; m < terms.length; m++) {
                values.addPhase(terms[m], SweepExpansion.place(m, bits), -2 * phases[m]);
            }
            values.turn(-1, back, mask, mask, tilt);
            values.addPhase(last, mask, around);
        }
    }

    /**
     * A multiple of the identity plus a multiple of X Z on several bits.
     *
     * @param step the step
     * @param flipped bits of X
     * @param signs bits of Z
     * @param row an entry off the diagonal is in this row and column 0
     * @param pivot bit turned by a quarter first if the number of bits in both masks is even, else -1
     * @param terms phase that turns the pivot, phase on the signs of the turn, turn, phase that turns the pivot back
     */
    record Pauli(Plan.Step step, long flipped, long signs, int row, int pivot, int[] terms) implements SweepBinding {

        @Override
        public void bind(SweepValues values) {
            double[] u = values.entries(step);
            int dimension = 1 << step.bits().size();
            int at = 2 * row * dimension;
            int count = Long.bitCount(flipped & signs) & 3;
            // the entry off the diagonal over -i times i^count
            double turn = Math.PI / 2 * (1 - count);
            double re = u[at] * Math.cos(turn) - u[at + 1] * Math.sin(turn);
            double im = u[at] * Math.sin(turn) + u[at + 1] * Math.cos(turn);
            boolean straight = Math.hypot(u[0], u[1]) >= Math.hypot(re, im);
            double phase = straight ? Math.atan2(u[1], u[0]) : Math.atan2(im, re);
            double cosine = u[0] * Math.cos(phase) + u[1] * Math.sin(phase);
            double sine = re * Math.cos(phase) + im * Math.sin(phase);
            double angle = 2 * Math.atan2(sine, cosine);
            values.phase(phase);
            if (pivot < 0) {
                values.turn(terms[1], terms[2], flipped, signs, angle);
                return;
            }
            long mask = 1L << pivot;
            double quarter = (signs & mask) == 0 ? Math.PI / 2 : -Math.PI / 2;
            values.addPhase(terms[0], mask, quarter);
            values.turn(terms[1], terms[2], flipped, signs ^ mask, angle);
            values.addPhase(terms[3], mask, -quarter);
        }
    }

    /**
     * Any matrix.
     *
     * @param step the step
     * @param bits bits of the matrix; perhaps one more than the step has, taken from its controls
     * @param controls mask of the control bits left
     * @param values their wanted values
     * @param term the dense term
     */
    record Dense(Plan.Step step, int[] bits, long controls, long values, int term) implements SweepBinding {

        @Override
        public void bind(SweepValues run) {
            double[] entries = run.entries(step);
            if (bits.length > step.bits().size()) {
                boolean one = (step.controlValues() >>> bits[0] & 1) != 0;
                double[] wide = new double[8];
                wide[one ? 0 : 6] = 1;
                wide[one ? 6 : 0] = entries[0];
                wide[one ? 7 : 1] = entries[1];
                entries = wide;
            }
            int flips = 0;
            for (int i = 0; i < bits.length; i++) {
                flips |= (int) (run.flips() >>> bits[i] & 1) << i;
            }
            long wanted = values ^ run.flips() & controls;
            run.matrix(term, new SweepValues.DenseValue(entries, flips, (int) Long.compress(wanted, controls)));
        }
    }

    /**
     * A number that multiplies everything.
     *
     * @param step a step on no bits
     */
    record Factor(Plan.Step step) implements SweepBinding {

        @Override
        public void bind(SweepValues values) {
            double[] entries = values.entries(step);
            values.multiply(entries[0], entries[1]);
        }
    }

    /** Product of steps on one bit. */
    static double[] product(List<Plan.Step> steps, SweepValues values) {
        double[] product = values.entries(steps.getFirst());
        for (int i = 1; i < steps.size(); i++) {
            product = SweepEuler.times(values.entries(steps.get(i)), product);
        }
        return product;
    }

    /** Values by index to coefficients of the signs of parities, by mask. */
    static void spread(double[] values) {
        for (int half = 1; half < values.length; half *= 2) {
            for (int i = 0; i < values.length; i++) {
                if ((i & half) == 0) {
                    double a = values[i];
                    double b = values[i + half];
                    values[i] = (a + b) / 2;
                    values[i + half] = (a - b) / 2;
                }
            }
        }
    }
}
