package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.List;

/** Small devices made up for tests. */
final class FakeDevices {
    private static final QubitCalibration QUBIT = new QubitCalibration(1e-4, 8e-5, 5e9, -0.34e9, 0.03, 0.01, 1e-6);

    private FakeDevices() {
    }

    /** Every pair coupled by a gate, from the lower qubit to the higher one, or both ways. */
    static Calibration complete(int qubits, String entangler, boolean isBothWays) {
        List<List<Integer>> edges = new ArrayList<>();
        for (int a = 0; a < qubits; a++) {
            for (int b = a + 1; b < qubits; b++) {
                edges.add(List.of(a, b));
            }
        }
        return of(qubits, entangler, isBothWays, edges);
    }

    static Calibration of(int qubits, String entangler, boolean isBothWays, List<List<Integer>> edges) {
        List<QubitCalibration> all = new ArrayList<>();
        List<GateCalibration> gates = new ArrayList<>();
        for (int q = 0; q < qubits; q++) {
            all.add(QUBIT);
            gates.add(new GateCalibration("rz", List.of(q), 0.0, 0.0));
            gates.add(new GateCalibration("sx", List.of(q), 1e-3, 4e-8));
            gates.add(new GateCalibration("x", List.of(q), 1e-3, 4e-8));
        }
        for (List<Integer> e : edges) {
            gates.add(new GateCalibration(entangler, e, 1e-2, 3e-7));
            if (isBothWays) {
                gates.add(new GateCalibration(entangler, e.reversed(), 1e-2, 3.5e-7));
            }
        }
        return new Calibration("fake_" + entangler, new Origin("made up", "", ""), all, gates, List.of(), List.of());
    }
}
