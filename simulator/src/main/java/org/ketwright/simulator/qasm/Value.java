package org.ketwright.simulator.qasm;

import org.ketwright.simulator.Angle;

/** What an expression stands for, known before the circuit runs. */
sealed interface Value {

    /** How an error names the kind of value. */
    String kind();

    /** An integer of 64 bits. */
    record Whole(long number) implements Value {
        @Override
        public String kind() {
            return "integer";
        }
    }

    /** A finite real number; an angle in radians. */
    record Real(double number) implements Value {
        @Override
        public String kind() {
            return "real number";
        }
    }

    /** A truth value. */
    record Truth(boolean holds) implements Value {
        @Override
        public String kind() {
            return "truth value";
        }
    }

    /**
     * A row of classical bits.
     *
     * @param number bit i of the number is bit i of the row
     * @param width how many bits, 1 to 63
     */
    record Bits(long number, int width) implements Value {
        @Override
        public String kind() {
            return "bit string";
        }
    }

    /**
     * A length of time.
     *
     * @param amount in seconds, or in samples of the device
     * @param samples whether the amount counts samples
     */
    record Duration(double amount, boolean samples) implements Value {
        @Override
        public String kind() {
            return "duration";
        }
    }

    /**
     * A number known only when the circuit runs.
     *
     * @param angle how it follows from the inputs
     */
    record Symbolic(Angle angle) implements Value {
        @Override
        public String kind() {
            return "expression of an input";
        }
    }
}
