package org.ketwright.studies.robqunn;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.CircuitBuilder;
import org.ketwright.simulator.Observable;
import org.ketwright.simulator.Operation;
import org.ketwright.simulator.device.Calibration;
import org.ketwright.simulator.device.Finding;
import org.ketwright.simulator.device.Layout;
import org.ketwright.simulator.device.NoiseModel;
import org.ketwright.simulator.device.Schedule;
import org.ketwright.simulator.device.Transpiled;
import org.ketwright.simulator.device.Transpiler;
import org.ketwright.studies.robqunn.RobqunnSettings.Placing;

/**
 * A filter's circuit as a device runs it: on its qubits, in its gates, as late as possible, with all noise that its
 * calibration tells of; then every qubit is measured.
 *
 * @param noisy operations and channels
 * @param read what is measured, one observable for each feature
 * @param fit what became of the circuit
 * @param device what was run on
 */
record DeviceCircuit(Circuit noisy, List<Observable> read, Fit fit, Device device) {

    /**
     * What became of a circuit.
     *
     * @param qubits the device's qubit that holds each qubit of the circuit at the end
     * @param swaps swaps that were inserted
     * @param entanglers two-qubit gates
     * @param pulses one-qubit gates that take time
     * @param seconds from the first gate to the end of the measurement
     */
    record Fit(List<Integer> qubits, int swaps, int entanglers, int pulses, double seconds) {

        Fit {
            qubits = List.copyOf(qubits);
        }
    }

    /**
     * A device and its noise.
     *
     * @param name its name
     * @param source who published the calibration
     * @param date when it was measured
     * @param findings what of it is not used as it is
     */
    record Device(String name, String source, String date, List<Note> findings) {

        Device {
            findings = List.copyOf(findings);
        }
    }

    /**
     * What became of a value of the calibration.
     *
     * @param kind changed, derived, doubted or left out
     * @param where the qubit, gate or pair it belongs to
     * @param what what was found and what was done about it
     */
    record Note(String kind, String where, String what) {

        private static Note of(Finding finding) {
            return new Note(finding.kind().name().toLowerCase(Locale.ROOT), finding.where(), finding.what());
        }
    }

    static DeviceCircuit of(Calibration device, Placing placing, Circuit circuit) {
        int count = circuit.qubits();
        CircuitBuilder builder = Circuit.on(count, count).add(circuit);
        IntStream.range(0, count).forEach(q -> builder.measure(q, q));
        Transpiler transpiler = Transpiler.to(device).withMerging(true);
        Transpiled fitted = (placing == Placing.TRIVIAL ? transpiler.withLayout(Layout.trivial(count)) : transpiler)
                .transpile(builder.build());
        Schedule schedule = Schedule.of(fitted, Schedule.Policy.ALAP);
        NoiseModel noise = NoiseModel.of(device);
        return new DeviceCircuit(noise.apply(schedule).circuit(), Observable.allZ(count),
                new Fit(fitted.end().physical(), fitted.swaps(), gates(fitted, 2), pulses(fitted), schedule.duration()),
                new Device(device.name(), device.origin().source(), device.origin().date(),
                        noise.findings().stream().filter(f -> !f.isHarmless()).map(Note::of).toList()));
    }

    private static int gates(Transpiled fitted, int arity) {
        return (int) fitted.circuit().operations().stream()
                .filter(o -> o instanceof Operation.Apply a && a.qubits().size() == arity).count();
    }

    private static int pulses(Transpiled fitted) {
        return gates(fitted, 1) - fitted.circuit().counts().getOrDefault("rz", 0);
    }
}
