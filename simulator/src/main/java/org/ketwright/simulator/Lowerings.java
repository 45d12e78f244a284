package org.ketwright.simulator;

/** The lowering of each circuit object that is alive, made once. */
final class Lowerings {
    private static final PerCircuit<Lowering> MADE = new PerCircuit<>(
            c -> Lowering.of(c.qubits(), c.operations()));

    private Lowerings() {
    }

    static Lowering of(Circuit circuit) {
        return MADE.of(circuit);
    }
}
