package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Our own format: a JSON object with "format", "name", "origin", "qubits", "gates" and "pairs"; one line for each
 * qubit, gate and pair; seconds and hertz; a value that was not measured is left out.
 */
final class CompactFormat {
    private static final String FORMAT = "ketwright device 1";
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private CompactFormat() {
    }

    static boolean isCompact(Field root) {
        return root.has("format");
    }

    static Calibration read(Field root) throws DeviceFormatException {
        if (!root.get("format").text().equals(FORMAT)) {
            throw root.get("format").wrong("must be \"" + FORMAT + "\"");
        }
        root.only(Set.of("format", "name", "origin", "qubits", "gates", "pairs", "notes"));
        Field origin = root.get("origin");
        origin.only(Set.of("source", "date", "license"));
        List<QubitCalibration> qubits = new ArrayList<>();
        for (Field q : root.get("qubits").elements()) {
            if (qubits.size() == Calibration.MAX_QUBITS) {
                throw q.wrong("must be one of at most " + Calibration.MAX_QUBITS + " qubits");
            }
            qubits.add(q.checked(() -> qubit(q)));
        }
        List<GateCalibration> gates = new ArrayList<>();
        for (Field g : root.get("gates").elements()) {
            gates.add(g.checked(() -> gate(g, qubits.size())));
        }
        List<PairCalibration> pairs = new ArrayList<>();
        for (Field p : root.get("pairs").elements()) {
            pairs.add(p.checked(() -> pair(p, qubits.size())));
        }
        List<Finding> notes = new ArrayList<>();
        Field written = root.find("notes");
        if (written != null) {
            for (Field n : written.elements()) {
                notes.add(n.checked(() -> new Finding(Finding.Kind.valueOf(n.get("kind").text()),
                        n.get("where").text(), n.get("what").text())));
            }
        }
        return root.checked(() -> new Calibration(root.get("name").text(),
                new Origin(origin.get("source").text(), origin.get("date").text(), origin.get("license").text()),
                qubits, gates, pairs, notes));
    }

    static String write(Calibration device) {
        StringBuilder out = new StringBuilder("{\n\"format\": ").append(text(FORMAT));
        out.append(",\n\"name\": ").append(text(device.name()));
        out.append(",\n\"origin\": ").append(line(values("source", device.origin().source(), "date",
                device.origin().date(), "license", device.origin().license())));
        list(out, "qubits", device.qubits().stream().map(q -> line(values("t1", q.t1(), "t2", q.t2(), "frequency",
                q.frequency(), "anharmonicity", q.anharmonicity(), "zeroGivenOne", q.zeroGivenOne(), "oneGivenZero",
                q.oneGivenZero(), "readoutLength", q.readoutLength()))).toList());
        list(out, "gates", device.gates().stream().map(g -> line(values("gate", g.gate(), "qubits", g.qubits(),
                "error", g.error(), "length", g.length()))).toList());
        list(out, "pairs", device.pairs().stream().map(p -> line(values("qubits", List.of(p.a(), p.b()), "exchange",
                p.exchange(), "zz", p.zz()))).toList());
        if (!device.notes().isEmpty()) {
            list(out, "notes", device.notes().stream().map(n -> line(values("kind", n.kind().name(), "where",
                    n.where(), "what", n.what()))).toList());
        }
        return out.append("\n}\n").toString();
    }

    private static QubitCalibration qubit(Field q) throws DeviceFormatException {
        q.only(Set.of("t1", "t2", "frequency", "anharmonicity", "zeroGivenOne", "oneGivenZero", "readoutLength"));
        return new QubitCalibration(number(q, "t1"), number(q, "t2"), number(q, "frequency"),
                number(q, "anharmonicity"), number(q, "zeroGivenOne"), number(q, "oneGivenZero"),
                number(q, "readoutLength"));
    }

    private static GateCalibration gate(Field g, int width) throws DeviceFormatException {
        g.only(Set.of("gate", "qubits", "error", "length"));
        return new GateCalibration(g.get("gate").text(), g.get("qubits").qubits(width), number(g, "error"),
                number(g, "length"));
    }

    private static PairCalibration pair(Field p, int width) throws DeviceFormatException {
        p.only(Set.of("qubits", "exchange", "zz"));
        List<Integer> on = p.get("qubits").qubits(width);
        if (on.size() != 2) {
            throw p.get("qubits").wrong("must be two qubits");
        }
        return new PairCalibration(Math.min(on.get(0), on.get(1)), Math.max(on.get(0), on.get(1)),
                number(p, "exchange"), number(p, "zz"));
    }

    private static @Nullable Double number(Field in, String key) throws DeviceFormatException {
        Field value = in.find(key);
        return value == null ? null : value.number();
    }

    private static Map<String, Object> values(@Nullable Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            Object value = keysAndValues[i + 1];
            if (value != null && keysAndValues[i] instanceof String key) {
                map.put(key, value);
            }
        }
        return map;
    }

    private static void list(StringBuilder out, String key, List<String> lines) {
        out.append(",\n\"").append(key).append("\": [")
                .append(lines.stream().map(l -> "\n  " + l).collect(Collectors.joining(","))).append("\n]");
    }

    private static String line(Map<String, Object> values) {
        return values.entrySet().stream().map(e -> text(e.getKey()) + ": " + text(e.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
