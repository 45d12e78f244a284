package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.ReadoutError;
import org.ketwright.simulator.channel.ThermalRelaxation;

/** Reads noise models made by hand: a JSON object with "format" and any of the parts. docs/noise.md describes it. */
final class NoiseFormat {
    private static final String GATES = Arrays.stream(Gate.values()).map(Gate::qasmName)
            .collect(Collectors.joining(", "));
    private static final String FORMAT = "ketwright noise 1";
    private static final String RESET = "reset";
    private static final int MOST_QUBITS = Calibration.MAX_QUBITS;

    private NoiseFormat() {
    }

    static NoiseFile read(Field root) throws DeviceFormatException {
        if (!root.get("format").text().equals(FORMAT)) {
            throw root.get("format").wrong("must be \"" + FORMAT + "\"");
        }
        root.only(Set.of("format", "name", "lengths", "gates", "idle", "readout", "zz", "simultaneous"));
        Lengths lengths = Lengths.none();
        for (Field l : elements(root, "lengths")) {
            l.only(Set.of("gate", "qubits", "length"));
            int before = lengths.seconds().size();
            String gate = operation(l.get("gate"));
            lengths = lengths.with(gate, qubits(l, arity(gate)), l.get("length").notNegative());
            if (lengths.seconds().size() == before) {
                throw l.wrong("must be the only entry for its gate and qubits");
            }
        }
        Field name = root.find("name");
        return new NoiseFile(new NoiseModel(name == null ? root.file() : name.text(),
                root.has("gates") ? gates(root) : null, root.has("idle") ? idle(root) : null,
                root.has("readout") ? readout(root) : null,
                root.has("zz") || root.has("simultaneous") ? crosstalk(root) : null, List.of()), lengths);
    }

    private static List<Field> elements(Field root, String key) throws DeviceFormatException {
        Field list = root.find(key);
        return list == null ? List.of() : list.elements();
    }

    /** The qubits of an operation; none for all. */
    private static List<Integer> qubits(Field in, int arity) throws DeviceFormatException {
        Field list = in.find("qubits");
        if (list == null) {
            return List.of();
        }
        List<Integer> on = list.qubits(MOST_QUBITS);
        if (on.size() != arity) {
            throw list.wrong("must be " + count(arity) + " for " + in.get("gate").text());
        }
        return on;
    }

    private static String count(int qubits) {
        return qubits == 1 ? "1 qubit" : qubits + " qubits";
    }

    private static String operation(Field name) throws DeviceFormatException {
        String text = name.text();
        if (!text.equals("measure") && !text.equals(RESET) && Gate.named(text).isEmpty()) {
            throw name.wrong("must be measure, reset or one of " + GATES);
        }
        return Gate.named(text).map(Gate::qasmName).orElse(text);
    }

    private static int arity(String operation) {
        return Gate.named(operation).map(Gate::arity).orElse(1);
    }

    private static GateNoise gates(Field root) throws DeviceFormatException {
        Map<String, GateError> errors = new LinkedHashMap<>();
        for (Field g : elements(root, "gates")) {
            g.only(Set.of("gate", "qubits", "channels", "error", "relaxation"));
            Field name = g.get("gate");
            if (name.text().equals("measure")) {
                throw name.wrong("must be a gate or reset; \"readout\" has errors of measure,");
            }
            String gate = name.text().equals(RESET) ? RESET : gate(name);
            List<Integer> on = qubits(g, arity(gate));
            String key = on.isEmpty() ? gate : new GateCalibration(gate, on, null, null).name();
            if (errors.put(key, error(g, gate)) != null) {
                throw g.wrong("must be the only entry for " + key);
            }
        }
        return new GateNoise(errors);
    }

    private static GateError error(Field g, String gate) throws DeviceFormatException {
        int arity = arity(gate);
        if (g.has("channels") == g.has("error") || g.has("relaxation") && !g.has("error")) {
            throw g.wrong("must have either \"channels\" or \"error\", and \"relaxation\" with \"error\" alone,");
        }
        Field calibrated = g.find("error");
        if (calibrated == null) {
            List<GateError.Part> parts = new ArrayList<>();
            for (Field c : g.get("channels").elements()) {
                parts.add(NoiseChannels.part(c, arity));
            }
            return new GateError.Given(parts);
        }
        if (gate.equals(RESET) || arity < 1 || arity > Channel.MAX_QUBITS) {
            throw calibrated.wrong("must belong to a gate on 1 to " + Channel.MAX_QUBITS + " qubits, not to " + gate
                    + ", for which \"channels\" say what goes wrong,");
        }
        List<ThermalRelaxation> relaxations = new ArrayList<>();
        for (Field r : elements(g, "relaxation")) {
            r.only(Set.of("t1", "t2", "duration", "excited"));
            relaxations.add(r.checked(() -> NoiseChannels.relaxation(r, r.get("duration").number())));
        }
        if (g.has("relaxation") && relaxations.size() != arity) {
            throw g.get("relaxation").wrong("must have one entry for each of the " + count(arity) + " of " + gate);
        }
        while (relaxations.size() < arity) {
            relaxations.add(new ThermalRelaxation(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0, 0));
        }
        return new GateError.Calibrated(calibrated.probability(), relaxations);
    }

    private static IdleNoise idle(Field root) throws DeviceFormatException {
        Map<Integer, ThermalRelaxation> all = new HashMap<>();
        for (Field i : elements(root, "idle")) {
            i.only(Set.of("qubits", "t1", "t2", "excited"));
            ThermalRelaxation r = i.checked(() -> NoiseChannels.relaxation(i, 1));
            List<Integer> on = i.has("qubits") ? i.get("qubits").qubits(MOST_QUBITS) : List.of();
            for (int q : on.isEmpty() ? List.of(IdleNoise.ALL) : on) {
                if (all.put(q, r) != null) {
                    throw i.wrong("must be the only entry for " + (q == IdleNoise.ALL ? "all qubits" : "qubit " + q));
                }
            }
        }
        return new IdleNoise(all);
    }

    private static ReadoutNoise readout(Field root) throws DeviceFormatException {
        List<ReadoutNoise.Group> groups = new ArrayList<>();
        for (Field r : elements(root, "readout")) {
            r.only(Set.of("qubits", "matrix"));
            groups.add(r.checked(() -> new ReadoutNoise.Group(r.get("qubits").qubits(MOST_QUBITS),
                    new ReadoutError(NoiseChannels.matrix(r.get("matrix"), false)))));
        }
        return root.checked(() -> new ReadoutNoise(groups));
    }

    private static Crosstalk crosstalk(Field root) throws DeviceFormatException {
        Map<List<Integer>, Double> rates = new LinkedHashMap<>();
        boolean isEchoed = true;
        boolean isDuringGatesOnly = false;
        Field zz = root.find("zz");
        if (zz != null) {
            zz.only(Set.of("pairs", "echo", "during"));
            isEchoed = bool(zz.find("echo"), true);
            isDuringGatesOnly = isGates(zz.find("during"));
            for (Field p : zz.get("pairs").elements()) {
                p.only(Set.of("qubits", "rate"));
                List<Integer> on = p.get("qubits").qubits(MOST_QUBITS);
                if (on.size() != 2) {
                    throw p.get("qubits").wrong("must be two qubits");
                }
                List<Integer> pair = on.get(0) < on.get(1) ? on : on.reversed();
                if (rates.put(pair, p.get("rate").number()) != null) {
                    throw p.wrong("must be the only entry for qubits " + pair);
                }
            }
        }
        List<Crosstalk.Simultaneous> table = new ArrayList<>();
        for (Field s : elements(root, "simultaneous")) {
            s.only(Set.of("gate", "qubits", "other", "otherQubits", "error"));
            table.add(s.checked(() -> new Crosstalk.Simultaneous(gate(s.get("gate")), both(s, "gate", "qubits"),
                    gate(s.get("other")), both(s, "other", "otherQubits"), s.get("error").probability())));
        }
        return new Crosstalk(rates, isEchoed, isDuringGatesOnly, table);
    }

    private static String gate(Field name) throws DeviceFormatException {
        return Gate.named(name.text()).map(Gate::qasmName)
                .orElseThrow(() -> name.wrong("must be one of " + GATES));
    }

    private static List<Integer> both(Field s, String gate, String qubits) throws DeviceFormatException {
        List<Integer> on = s.get(qubits).qubits(MOST_QUBITS);
        int arity = arity(gate(s.get(gate)));
        if (on.size() != arity) {
            throw s.get(qubits).wrong("must be " + count(arity) + " for " + s.get(gate).text());
        }
        return on;
    }

    private static boolean bool(@Nullable Field value, boolean otherwise) throws DeviceFormatException {
        if (value == null) {
            return otherwise;
        }
        if (!value.node().isBoolean()) {
            throw value.wrong("must be true or false");
        }
        return value.node().booleanValue();
    }

    private static boolean isGates(@Nullable Field value) throws DeviceFormatException {
        if (value == null || value.text().equals("always")) {
            return false;
        }
        if (!value.text().equals("gates")) {
            throw value.wrong("must be \"always\" or \"gates\"");
        }
        return true;
    }
}
