package org.ketwright.studies.robqunn;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.ketwright.classical.Seed;
import org.ketwright.qml.EntanglingCapability;
import org.ketwright.qml.Estimate;
import org.ketwright.qml.Expressibility;
import org.ketwright.qml.Order;
import org.ketwright.qml.QuanvolutionAnsatz;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.StateVectorSimulator;
import org.ketwright.studies.robqunn.RobqunnSettings.Scale;

/**
 * Expressibility and entangling capability of a circuit (Sim, Johnson, Aspuru-Guzik 2019): angles uniform in [0, 2 pi),
 * and either no data, so that encoding starts from a basis state, or pixels uniform in [0, 1]. Each draw of the data has
 * a layout of its own where the layout is random.
 */
final class CircuitCell {
    private static final int QUBITS = 4;
    private static final int BINS = 75;

    /** Which circuit; the scale matters only where there are data. */
    record Subject(FirstLayer layer, Order order, boolean hasData, Scale scale) {}

    /** Both measures over the draws of data. */
    record Result(Estimate divergence, Estimate entanglement) {}

    private final Workbench workbench;

    CircuitCell(Workbench workbench) {
        this.workbench = workbench;
    }

    Result compute(Subject subject) {
        StateVectorSimulator simulator = StateVectorSimulator.on(workbench.context().backend());
        Expressibility expressibility = new Expressibility(simulator, BINS,
                workbench.context().get(RobqunnSettings.PAIRS));
        EntanglingCapability capability = new EntanglingCapability(simulator,
                workbench.context().get(RobqunnSettings.STATES));
        boolean varies = subject.hasData() || subject.layer() == FirstLayer.RANDOM;
        int draws = varies ? workbench.context().get(RobqunnSettings.DRAWS) : 1;
        double[] divergences = new double[draws];
        double[] entanglements = new double[draws];
        for (int d = 0; d < draws; d++) {
            Seed seed = workbench.seed("ensemble").derive(d);
            RandomGenerator random = seed.derive("data").generator();
            double[] data = new double[QUBITS];
            if (subject.hasData()) {
                Arrays.setAll(data, _ -> random.nextDouble());
            }
            Circuit circuit = QuanvolutionAnsatz.drawn(QUBITS, subject.layer().entanglement(), subject.order(),
                    subject.scale().radians(), seed).circuit();
            double[][] row = {data};
            divergences[d] = expressibility.of(circuit, row, seed).mean();
            entanglements[d] = capability.of(circuit, row, seed).mean();
        }
        return new Result(Estimate.of(divergences), Estimate.of(entanglements));
    }
}
