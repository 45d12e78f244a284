package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.channel.AmplitudeDamping;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.CoherentError;
import org.ketwright.simulator.channel.Depolarizing;
import org.ketwright.simulator.channel.GeneralizedAmplitudeDamping;
import org.ketwright.simulator.channel.Kraus;
import org.ketwright.simulator.channel.PauliChannel;
import org.ketwright.simulator.channel.PhaseDamping;
import org.ketwright.simulator.channel.ReadoutError;
import org.ketwright.simulator.channel.ResidualZz;
import org.ketwright.simulator.channel.ThermalRelaxation;

/** Reads noise models made by hand: a JSON object with "format" and any of the parts. docs/noise.md describes it. */
final class NoiseFormat {
    private static final String FORMAT = "ketwright noise 1";
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
            lengths = lengths.with(operation(l.get("gate")), qubits(l), l.get("length").notNegative());
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

    private static List<Integer> qubits(Field in) throws DeviceFormatException {
        Field list = in.find("qubits");
        return list == null ? List.of() : list.qubits(MOST_QUBITS);
    }

    private static String operation(Field name) throws DeviceFormatException {
        String text = name.text();
        if (!text.equals("measure") && !text.equals("reset") && Gate.named(text).isEmpty()) {
            throw name.wrong("must be a gate of the catalogue, measure or reset");
        }
        return Gate.named(text).map(Gate::qasmName).orElse(text);
    }

    private static GateNoise gates(Field root) throws DeviceFormatException {
        Map<String, GateError> errors = new LinkedHashMap<>();
        for (Field g : elements(root, "gates")) {
            g.only(Set.of("gate", "qubits", "channels"));
            Gate gate = Gate.named(g.get("gate").text()).orElse(null);
            if (gate == null) {
                throw g.get("gate").wrong("must be a gate of the catalogue");
            }
            List<Integer> on = qubits(g);
            if (!on.isEmpty() && on.size() != gate.arity()) {
                throw g.get("qubits").wrong("must be " + gate.arity() + " qubits for gate " + gate.qasmName());
            }
            List<GateError.Part> parts = new ArrayList<>();
            for (Field c : g.get("channels").elements()) {
                parts.add(part(c, gate.arity()));
            }
            String key = on.isEmpty()
                    ? gate.qasmName()
                    : new GateCalibration(gate.qasmName(), on, null, null).name();
            if (errors.put(key, new GateError.Given(parts)) != null) {
                throw g.wrong("must be the only entry for " + key);
            }
        }
        return new GateNoise(errors);
    }

    private static GateError.Part part(Field c, int arity) throws DeviceFormatException {
        Field on = c.find("on");
        Channel channel = checked(c, () -> channel(c, arity));
        List<Integer> targets = new ArrayList<>();
        if (on == null) {
            for (int i = 0; i < channel.qubits(); i++) {
                targets.add(i);
            }
        } else {
            targets.addAll(on.qubits(arity));
        }
        if (targets.size() != channel.qubits() || targets.size() > arity) {
            throw c.wrong("must name with \"on\" the " + channel.qubits() + " of the gate's " + arity
                    + " qubits that it acts on");
        }
        return new GateError.Part(channel, targets);
    }

    private static Channel channel(Field c, int arity) throws DeviceFormatException {
        String kind = c.get("channel").text();
        return switch (kind) {
            case "depolarizing" -> {
                c.only(Set.of("channel", "on", "p", "qubits"));
                Field count = c.find("qubits");
                Field on = c.find("on");
                int k = count != null ? count.integer(1, arity) : on == null ? arity : on.elements().size();
                yield new Depolarizing(c.get("p").number(), k);
            }
            case "pauli" -> {
                c.only(Set.of("channel", "on", "probabilities"));
                Map<String, Double> probabilities = new LinkedHashMap<>();
                int letters = 1;
                for (Map.Entry<String, Field> p : c.get("probabilities").members()) {
                    probabilities.put(p.getKey(), p.getValue().number());
                    letters = p.getKey().length();
                }
                yield new PauliChannel(letters, probabilities);
            }
            case "amplitude-damping" -> {
                c.only(Set.of("channel", "on", "gamma"));
                yield new AmplitudeDamping(c.get("gamma").number());
            }
            case "generalized-amplitude-damping" -> {
                c.only(Set.of("channel", "on", "gamma", "excited"));
                yield new GeneralizedAmplitudeDamping(c.get("gamma").number(), c.get("excited").number());
            }
            case "phase-damping" -> {
                c.only(Set.of("channel", "on", "gamma"));
                yield new PhaseDamping(c.get("gamma").number());
            }
            case "thermal-relaxation" -> {
                c.only(Set.of("channel", "on", "t1", "t2", "duration", "excited"));
                yield relaxation(c, c.get("duration").number());
            }
            case "residual-zz" -> {
                c.only(Set.of("channel", "on", "rate", "duration"));
                yield new ResidualZz(c.get("rate").number(), c.get("duration").number());
            }
            case "coherent-error" -> {
                c.only(Set.of("channel", "on", "pauli", "angle"));
                yield new CoherentError(c.get("pauli").text(), c.get("angle").number());
            }
            case "kraus" -> {
                c.only(Set.of("channel", "on", "operators"));
                List<Matrix> operators = new ArrayList<>();
                for (Field k : c.get("operators").elements()) {
                    operators.add(matrix(k, true));
                }
                yield new Kraus(operators);
            }
            default -> throw c.get("channel").wrong("must be depolarizing, pauli, amplitude-damping,"
                    + " generalized-amplitude-damping, phase-damping, thermal-relaxation, residual-zz, coherent-error or"
                    + " kraus");
        };
    }

    private static ThermalRelaxation relaxation(Field c, double duration) throws DeviceFormatException {
        Field t1 = c.find("t1");
        Field t2 = c.find("t2");
        Field excited = c.find("excited");
        double first = t1 == null ? Double.POSITIVE_INFINITY : t1.number();
        return new ThermalRelaxation(first, t2 == null ? 2 * first : t2.number(), duration,
                excited == null ? 0 : excited.number());
    }

    private static IdleNoise idle(Field root) throws DeviceFormatException {
        Map<Integer, ThermalRelaxation> all = new HashMap<>();
        for (Field i : elements(root, "idle")) {
            i.only(Set.of("qubits", "t1", "t2", "excited"));
            ThermalRelaxation r = checked(i, () -> relaxation(i, 1));
            List<Integer> on = qubits(i);
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
            groups.add(checked(r, () -> new ReadoutNoise.Group(r.get("qubits").qubits(MOST_QUBITS),
                    new ReadoutError(matrix(r.get("matrix"), false)))));
        }
        return checked(root, () -> new ReadoutNoise(groups));
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
            table.add(checked(s, () -> new Crosstalk.Simultaneous(operation(s.get("gate")),
                    s.get("qubits").qubits(MOST_QUBITS), operation(s.get("other")),
                    s.get("otherQubits").qubits(MOST_QUBITS), s.get("error").probability())));
        }
        return new Crosstalk(rates, isEchoed, isDuringGatesOnly, table);
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

    /** Rows of numbers; complex ones are pairs of real and imaginary part. */
    private static Matrix matrix(Field rows, boolean isComplex) throws DeviceFormatException {
        List<Field> all = rows.elements();
        int d = all.size();
        if (d < 2 || d > 1 << Channel.MAX_QUBITS || Integer.bitCount(d) != 1) {
            throw rows.wrong("must have 2, 4, 8, 16 or 32 rows");
        }
        double[] entries = new double[2 * d * d];
        int at = 0;
        for (Field row : all) {
            List<Field> numbers = row.elements();
            if (numbers.size() != d) {
                throw row.wrong("must have " + d + " numbers");
            }
            for (Field number : numbers) {
                if (isComplex && number.node().isArray()) {
                    List<Field> parts = number.elements();
                    if (parts.size() != 2) {
                        throw number.wrong("must be a number or a pair of real and imaginary part");
                    }
                    entries[at] = parts.get(0).number();
                    entries[at + 1] = parts.get(1).number();
                } else {
                    entries[at] = number.number();
                }
                at += 2;
            }
        }
        return Matrix.of(Integer.numberOfTrailingZeros(d), entries);
    }

    private interface Reader<T> {
        T read() throws DeviceFormatException;
    }

    /** What a channel refuses, with the place. */
    private static <T> T checked(Field at, Reader<T> reader) throws DeviceFormatException {
        try {
            return reader.read();
        } catch (IllegalArgumentException e) {
            throw new DeviceFormatException(at.file(), (at.at().isEmpty() ? "" : at.at() + ": ") + e.getMessage());
        }
    }
}
