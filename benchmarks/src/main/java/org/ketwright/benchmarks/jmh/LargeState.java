package org.ketwright.benchmarks.jmh;

import org.ketwright.kernels.Amplitudes;
import org.ketwright.kernels.Precision;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.StateVectorSimulator;

/** One circuit and one state that it is run on again and again. */
final class LargeState implements AutoCloseable {
    /** Qubits of a proof: as many as the slow twin does in a moment. */
    static final int PROOF_QUBITS = 10;

    private static final double[] NO_PARAMETERS = {};

    private final StateVectorSimulator simulator;
    private final Circuit circuit;
    private final Amplitudes amplitudes;

    LargeState(Circuit circuit, Precision precision) {
        this.simulator = Proof.engine(precision);
        this.circuit = circuit;
        this.amplitudes = simulator.backend().allocate(circuit.qubits(), 1, precision);
    }

    /** Runs the circuit on |0...0>. */
    void runFromZero() {
        amplitudes.reset();
        run();
    }

    /** Runs the circuit on whatever the state is. */
    void run() {
        apply(circuit);
    }

    /** Runs another circuit on whatever the state is. */
    void apply(Circuit other) {
        simulator.apply(other, NO_PARAMETERS, Features.none(), amplitudes);
    }

    @Override
    public void close() {
        amplitudes.close();
    }
}
