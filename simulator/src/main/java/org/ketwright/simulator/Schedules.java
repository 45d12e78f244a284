package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.List;
import org.ketwright.kernels.Precision;
import org.ketwright.kernels.SweepStats;

/** What the parts of a circuit between measurements, resets and questions cost on one large state. */
public final class Schedules {

    /** The most qubits for which a schedule is made. */
    public static final int MAX_QUBITS = 40;

    private Schedules() {
    }

    /**
     * Schedules every unitary part of a circuit, both branches of conditions included.
     *
     * @param circuit the circuit, of at most {@value #MAX_QUBITS} qubits
     * @param precision format of the amplitudes
     * @return one summary for each part, in order
     * @throws IllegalArgumentException if the circuit has too many qubits
     */
    public static List<SweepStats> of(Circuit circuit, Precision precision) {
        if (circuit.qubits() > MAX_QUBITS) {
            throw new IllegalArgumentException("a schedule is made for at most " + MAX_QUBITS
                    + " qubits but the circuit has " + circuit.qubits());
        }
        List<SweepStats> out = new ArrayList<>();
        add(DynamicProgram.of(circuit).body(), precision, out);
        return List.copyOf(out);
    }

    private static void add(List<DynamicProgram.Node> nodes, Precision precision, List<SweepStats> to) {
        for (DynamicProgram.Node node : nodes) {
            switch (node) {
                case DynamicProgram.Unitaries u -> to.add(SweepStats.of(u.lowering().plan(), precision));
                case DynamicProgram.Choice c -> {
                    add(c.then(), precision, to);
                    add(c.otherwise(), precision, to);
                }
                case DynamicProgram.Point p -> {
                    // a look at the state
                }
                case DynamicProgram.Collapse c -> {
                    // a projection of its own
                }
            }
        }
    }
}
