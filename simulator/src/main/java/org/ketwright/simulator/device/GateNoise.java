package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ketwright.simulator.channel.ThermalRelaxation;

/**
 * Errors of gates. Immutable.
 *
 * @param errors what goes wrong, by the gate's OpenQASM name or "reset", a space and the device's qubits separated by
 *        commas, or by the name alone for all qubits
 */
public record GateNoise(Map<String, GateError> errors) {

    /** Copies. */
    public GateNoise {
        errors = Map.copyOf(errors);
    }

    /**
     * The errors of a device's gates: relaxation for the gate's length, and the depolarizing that makes up the
     * calibrated error. The same recipe as Qiskit Aer's.
     *
     * @param device the device
     * @return one error for each usable gate that has one
     */
    public static GateNoise of(Calibration device) {
        Map<String, GateError> errors = new LinkedHashMap<>();
        for (GateCalibration gate : device.gates()) {
            if (gate.isUsable() && !gate.gate().equals("reset") && isNoisy(gate)) {
                errors.put(gate.name(), calibrated(device, gate));
            }
        }
        return new GateNoise(errors);
    }

    /**
     * The error of a gate.
     *
     * @param gate OpenQASM name
     * @param on the device's qubits
     * @return the error, or empty if the gate has none
     */
    public Optional<GateError> of(String gate, List<Integer> on) {
        GateError own = on.isEmpty() ? null : errors.get(new GateCalibration(gate, on, null, null).name());
        return Optional.ofNullable(own == null ? errors.get(gate) : own);
    }

    /** Which calibrated errors relaxation exceeds or depolarizing cannot reach. */
    List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        errors.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(e -> {
            if (e.getValue() instanceof GateError.Calibrated c && c.error() > 0) {
                double d = 1 << 2 * c.relaxations().size();
                if (c.relaxationError() > c.error()) {
                    all.add(new Finding(Finding.Kind.CLAMPED, e.getKey(), String.format(Locale.ROOT,
                            "relaxation for its length already errs by %.4g, more than the calibrated %.4g: no"
                                    + " depolarizing is added",
                            c.relaxationError(), c.error())));
                } else if (c.mixing() == d / (d - 1)) {
                    all.add(new Finding(Finding.Kind.CLAMPED, e.getKey(), String.format(Locale.ROOT,
                            "the calibrated error %.4g is more than depolarizing can reach; the strongest is added",
                            c.error())));
                }
            }
        });
        return all;
    }

    private static boolean isNoisy(GateCalibration gate) {
        Double error = gate.error();
        Double length = gate.length();
        return error != null && error > 0 || length != null && length > 0;
    }

    private static GateError calibrated(Calibration device, GateCalibration gate) {
        Double length = gate.length();
        Double error = gate.error();
        List<ThermalRelaxation> relaxations = gate.qubits().stream().map(q -> {
            QubitCalibration c = device.qubits().get(q);
            return new ThermalRelaxation(c.usableT1(), c.usableT2(), length == null ? 0 : length, 0);
        }).toList();
        return new GateError.Calibrated(error == null ? 0 : error, relaxations);
    }
}
