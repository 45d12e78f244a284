package org.ketwright.studies.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.channel.Strength;
import org.ketwright.simulator.channel.ThermalRelaxation;
import org.ketwright.simulator.device.Crosstalk;
import org.ketwright.simulator.device.GateError;
import org.ketwright.simulator.device.GateNoise;
import org.ketwright.simulator.device.IdleNoise;
import org.ketwright.simulator.device.NoiseFile;
import org.ketwright.simulator.device.ReadoutNoise;

/**
 * What a noise model made by hand states.
 *
 * @param path where it is from
 * @param file what was read
 */
record NoiseFileReport(Path path, NoiseFile file) {

    /** One line for each gate, qubit and pair. */
    void print(PrintStream out) {
        out.println("noise    " + file.model().name() + ", " + path);
        file.lengths().seconds().forEach((name, seconds) -> out.println("length   " + name + "  " + seconds + " s"));
        GateNoise gates = file.model().gates();
        if (gates != null) {
            channels(gates).forEach((name, parts) -> out.println("gate     " + name + "  " + (parts.isEmpty()
                    ? "nothing"
                    : parts.stream().map(NoiseFileReport::words).collect(Collectors.joining("; ")))));
        }
        IdleNoise idle = file.model().idle();
        if (idle != null) {
            new TreeMap<>(idle.perSecond()).forEach((qubit, r) -> out.println(String.format(Locale.ROOT,
                    "idle     %s  T1 %.3f us, T2 %.3f us, excited population %s", who(qubit), r.t1() * 1e6,
                    r.t2() * 1e6, r.excited())));
        }
        ReadoutNoise readout = file.model().readout();
        if (readout != null) {
            readout.groups().forEach(g -> out.println("readout  " + g.qubits() + "  "
                    + words(g.error().strengths())));
        }
        Crosstalk crosstalk = file.model().crosstalk();
        if (crosstalk != null) {
            rates(crosstalk).forEach((pair, rate) -> out.println("zz       " + pair + "  " + rate + " Hz"));
            out.println("zz       during " + during(crosstalk) + ", " + (crosstalk.isEchoed() ? "with" : "without")
                    + " echo");
            crosstalk.simultaneous().forEach(s -> out.println("gate     " + s.gate() + " " + s.qubits() + " while "
                    + s.other() + " " + s.otherQubits() + "  error " + s.error()));
        }
    }

    /** The same for programs. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", file.model().name());
        tree.put("file", path.toString());
        tree.put("lengths", file.lengths().seconds());
        GateNoise gates = file.model().gates();
        if (gates != null) {
            Map<String, Object> all = new LinkedHashMap<>();
            channels(gates).forEach((name, parts) -> all.put(name, parts.stream().map(p -> Map.of("channel",
                    p.channel().name(), "on", p.on(), "strengths", tree(p.channel().strengths()))).toList()));
            tree.put("gates", all);
        }
        IdleNoise idle = file.model().idle();
        if (idle != null) {
            Map<String, Object> all = new LinkedHashMap<>();
            new TreeMap<>(idle.perSecond()).forEach((qubit, r) -> all.put(who(qubit), tree(r)));
            tree.put("idle", all);
        }
        ReadoutNoise readout = file.model().readout();
        if (readout != null) {
            tree.put("readout", readout.groups().stream()
                    .map(g -> Map.of("qubits", g.qubits(), "matrix", rows(g.error().confusion()))).toList());
        }
        Crosstalk crosstalk = file.model().crosstalk();
        if (crosstalk != null) {
            List<Map<String, Object>> pairs = new ArrayList<>();
            rates(crosstalk).forEach((pair, rate) -> pairs.add(Map.of("qubits", pair, "rate", rate)));
            tree.put("zz", Map.of("pairs", pairs, "echo", crosstalk.isEchoed(), "during", during(crosstalk)));
            tree.put("simultaneous", crosstalk.simultaneous());
        }
        return tree;
    }

    /** Hertz of each pair, in the order of the qubits. */
    static Map<List<Integer>, Double> rates(Crosstalk crosstalk) {
        Map<List<Integer>, Double> sorted = new TreeMap<>(
                Comparator.<List<Integer>, Integer>comparing(List::getFirst).thenComparing(List::getLast));
        sorted.putAll(crosstalk.rates());
        return sorted;
    }

    private static Map<String, List<GateError.Part>> channels(GateNoise gates) {
        Map<String, List<GateError.Part>> all = new TreeMap<>();
        gates.errors().forEach((name, error) -> all.put(name, error.parts()));
        return all;
    }

    private static String words(GateError.Part part) {
        String strengths = words(part.channel().strengths());
        return part.channel().name() + (strengths.isEmpty() ? "" : " " + strengths) + " on " + part.on();
    }

    private static String words(List<Strength> strengths) {
        return strengths.stream().map(s -> s.name() + " " + s.value()).collect(Collectors.joining(", "));
    }

    private static Map<String, Double> tree(List<Strength> strengths) {
        Map<String, Double> all = new LinkedHashMap<>();
        strengths.forEach(s -> all.put(s.name(), s.value()));
        return all;
    }

    /** Times that are infinite are left out: JSON has no such number. */
    private static Map<String, Double> tree(ThermalRelaxation perSecond) {
        Map<String, Double> all = tree(perSecond.strengths());
        all.remove("duration");
        all.values().removeIf(v -> !Double.isFinite(v));
        return all;
    }

    private static List<List<Double>> rows(Matrix confusion) {
        int d = confusion.dimension();
        return IntStream.range(0, d)
                .mapToObj(o -> IntStream.range(0, d).mapToObj(i -> confusion.re(o, i)).toList()).toList();
    }

    private static String who(int qubit) {
        return qubit < 0 ? "others" : "qubit " + qubit;
    }

    private static String during(Crosstalk crosstalk) {
        return crosstalk.isDuringGatesOnly() ? "gates" : "always";
    }
}
