package org.ketwright.simulator;

/**
 * A condition on one qubit under which an operation acts, coherently: no measurement is made.
 *
 * @param qubit the controlling qubit, 0 or more
 * @param on true to act where the qubit is 1, false to act where it is 0
 */
public record Control(int qubit, boolean on) {

    /** Refuses negative qubits. */
    public Control {
        if (qubit < 0) {
            throw new IllegalArgumentException("a control is a qubit of 0 or more but was given " + qubit);
        }
    }

    /**
     * Acts where the qubit is 1.
     *
     * @param qubit the qubit
     * @return the control
     */
    public static Control on(int qubit) {
        return new Control(qubit, true);
    }

    /**
     * Acts where the qubit is 0.
     *
     * @param qubit the qubit
     * @return the control
     */
    public static Control off(int qubit) {
        return new Control(qubit, false);
    }
}
