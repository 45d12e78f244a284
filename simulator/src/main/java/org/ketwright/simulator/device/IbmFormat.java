package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.Gate;

/** Reads the properties of a device as IBM publishes them, and its configuration where there is one. */
final class IbmFormat {
    private static final String LICENSE = "Apache-2.0 (Qiskit's published snapshots)";

    private final Field properties;
    private final @Nullable Field configuration;
    private final List<Finding> notes = new ArrayList<>();
    private final List<QubitCalibration> qubits = new ArrayList<>();
    private final List<GateCalibration> gates = new ArrayList<>();
    private final Set<List<Integer>> coupled = new TreeSet<>(
            (x, y) -> x.get(0).equals(y.get(0)) ? x.get(1) - y.get(1) : x.get(0) - y.get(0));
    private @Nullable Double dt;

    private IbmFormat(Field properties, @Nullable Field configuration) {
        this.properties = properties;
        this.configuration = configuration;
    }

    static Calibration read(Field properties, @Nullable Field configuration) throws DeviceFormatException {
        return new IbmFormat(properties, configuration).read();
    }

    private Calibration read() throws DeviceFormatException {
        String name = properties.get("backend_name").text();
        List<Field> all = properties.get("qubits").elements();
        if (all.isEmpty() || all.size() > Calibration.MAX_QUBITS) {
            throw new DeviceFormatException(properties.file(),
                    "qubits: must be 1 to " + Calibration.MAX_QUBITS + " but there are " + all.size());
        }
        readClock();
        for (Field q : all) {
            qubits.add(qubit(q));
        }
        for (Field g : properties.get("gates").elements()) {
            readGate(g);
        }
        readCouplings();
        List<PairCalibration> pairs = new IbmGeneral(properties, coupled, qubits.size(), notes).pairs();
        Field date = properties.find("last_update_date");
        try {
            return new Calibration(name, new Origin("IBM's properties " + name, date == null ? "" : date.text(),
                    LICENSE), qubits, gates, pairs, notes);
        } catch (IllegalArgumentException e) {
            throw new DeviceFormatException(properties.file(), String.valueOf(e.getMessage()));
        }
    }

    private void readClock() throws DeviceFormatException {
        if (configuration == null) {
            note(Finding.Kind.MISSING, "configuration",
                    "none was found beside the properties; the calibrated gates tell the coupling map");
            return;
        }
        Field clock = configuration.find("dt");
        if (clock == null) {
            note(Finding.Kind.USED, "dt", "is missing from the configuration; no length is given in it");
            return;
        }
        dt = Units.dt(clock);
        if (Units.isSeconds(clock.number())) {
            note(Finding.Kind.USED, "dt", "is taken to be " + clock.node() + " seconds, not nanoseconds");
        }
    }

    private QubitCalibration qubit(Field q) throws DeviceFormatException {
        int number = qubits.size();
        Map<String, Field> values = new LinkedHashMap<>();
        for (Field value : q.elements()) {
            String key = value.get("name").text();
            if (values.put(key, value) != null) {
                throw value.wrong("must be the only " + key + " of qubit " + number);
            }
        }
        Double zeroGivenOne = probability(values.get("prob_meas0_prep1"));
        Double oneGivenZero = probability(values.get("prob_meas1_prep0"));
        Double both = probability(values.get("readout_error"));
        String where = "qubit " + number;
        if (both != null && (zeroGivenOne == null || oneGivenZero == null)) {
            note(Finding.Kind.DERIVED, where, "the readout errors of 0 and of 1 are both taken to be the mean " + both);
            zeroGivenOne = both;
            oneGivenZero = both;
        } else if (both != null && zeroGivenOne != null && oneGivenZero != null
                && Math.abs((zeroGivenOne + oneGivenZero) / 2 - both) > 1e-6) {
            note(Finding.Kind.DROPPED, where, "readout_error " + both + " is not the mean of " + zeroGivenOne + " and "
                    + oneGivenZero + ", which are used");
        }
        return new QubitCalibration(time(values.get("T1"), where), time(values.get("T2"), where),
                frequency(values.get("frequency")), frequency(values.get("anharmonicity")), zeroGivenOne,
                oneGivenZero, length(values.get("readout_length")));
    }

    private void readGate(Field g) throws DeviceFormatException {
        String gate = g.get("gate").text();
        List<Integer> on = g.get("qubits").qubits(qubits.size());
        Double error = null;
        Double length = null;
        for (Field parameter : g.get("parameters").elements()) {
            switch (parameter.get("name").text()) {
                case "gate_error" -> error = probability(parameter);
                case "gate_length" -> length = length(parameter);
                default -> note(Finding.Kind.DROPPED, gate + " " + on,
                        "parameter " + parameter.get("name").text() + " is unknown");
            }
        }
        Optional<Gate> known = Gate.named(gate);
        if (known.isEmpty() && !gate.equals("reset")) {
            note(Finding.Kind.DROPPED, gate + " " + on, "there is no such gate in the catalogue");
            return;
        }
        int arity = known.map(Gate::arity).orElse(1);
        if (arity != on.size()) {
            throw g.get("qubits").wrong("must be " + arity + " qubits for gate " + gate);
        }
        gates.add(new GateCalibration(gate, on, error, length));
        if (on.size() == 2) {
            coupled.add(sorted(on));
        }
    }

    private void readCouplings() throws DeviceFormatException {
        if (configuration == null) {
            return;
        }
        Field width = configuration.find("n_qubits");
        if (width != null && width.integer(1, Integer.MAX_VALUE) != qubits.size()) {
            throw width.wrong("must be the number of qubits in " + properties.file() + ", " + qubits.size() + ",");
        }
        Field map = configuration.find("coupling_map");
        if (map == null) {
            note(Finding.Kind.MISSING, "coupling map", "is not in the configuration; the calibrated gates tell it");
            return;
        }
        Set<List<Integer>> declared = new TreeSet<>(
                (x, y) -> x.get(0).equals(y.get(0)) ? x.get(1) - y.get(1) : x.get(0) - y.get(0));
        for (Field edge : map.elements()) {
            List<Integer> on = edge.qubits(qubits.size());
            if (on.size() != 2) {
                throw edge.wrong("must be two qubits");
            }
            declared.add(sorted(on));
        }
        for (List<Integer> edge : declared) {
            if (coupled.add(edge)) {
                note(Finding.Kind.DROPPED, "coupling " + edge.get(0) + "," + edge.get(1),
                        "is in the coupling map but no gate on it is calibrated");
            }
        }
        for (List<Integer> edge : coupled) {
            if (!declared.contains(edge)) {
                note(Finding.Kind.DOUBTFUL, "coupling " + edge.get(0) + "," + edge.get(1),
                        "has a calibrated gate but is not in the coupling map");
            }
        }
    }

    private @Nullable Double time(@Nullable Field value, String where) throws DeviceFormatException {
        if (value == null) {
            return null;
        }
        Field number = value.get("value");
        double seconds = Units.seconds(number, unit(value), dt);
        if (number.notNegative() == 0) {
            note(Finding.Kind.DROPPED, where, value.get("name").text() + " = 0 means that it was not measured");
            return null;
        }
        return seconds;
    }

    private @Nullable Double length(@Nullable Field value) throws DeviceFormatException {
        if (value == null) {
            return null;
        }
        value.get("value").notNegative();
        return Units.seconds(value.get("value"), unit(value), dt);
    }

    private @Nullable Double frequency(@Nullable Field value) throws DeviceFormatException {
        if (value == null || value.get("value").number() == 0) {
            return null;
        }
        double hertz = Units.hertz(value.get("value"), unit(value));
        if (value.get("name").text().equals("frequency") && hertz < 0) {
            throw value.get("value").wrong("must be above 0");
        }
        return hertz;
    }

    private static @Nullable Double probability(@Nullable Field value) throws DeviceFormatException {
        return value == null ? null : value.get("value").probability();
    }

    private static String unit(Field value) throws DeviceFormatException {
        Field unit = value.find("unit");
        return unit == null ? "" : unit.text();
    }

    private void note(Finding.Kind kind, String where, String what) {
        notes.add(new Finding(kind, where, what));
    }

    private static List<Integer> sorted(List<Integer> pair) {
        return pair.get(0) < pair.get(1) ? pair : List.of(pair.get(1), pair.get(0));
    }
}
