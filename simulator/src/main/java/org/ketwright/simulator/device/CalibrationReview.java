package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import org.ketwright.simulator.device.Finding.Kind;

/** Looks at the numbers of a calibration as noise models do, and says what becomes of each. */
final class CalibrationReview {
    /** Readout errors above this look wrong. */
    static final double DOUBTFUL_READOUT = 0.25;

    private final Calibration device;
    private final List<Finding> findings = new ArrayList<>();

    CalibrationReview(Calibration device) {
        this.device = device;
    }

    List<Finding> findings() {
        for (int q = 0; q < device.qubits().size(); q++) {
            qubit("qubit " + q, device.qubits().get(q));
        }
        device.gates().forEach(this::gate);
        directions();
        coupled().forEach(e -> pair(e.get(0), e.get(1)));
        parts();
        summary();
        return findings;
    }

    /** Pairs that interact, whether or not a gate between them is usable. */
    private Set<List<Integer>> coupled() {
        Set<List<Integer>> all = new LinkedHashSet<>(device.coupling().edges());
        device.pairs().forEach(p -> all.add(List.of(p.a(), p.b())));
        return all;
    }

    private void qubit(String where, QubitCalibration q) {
        if (q.t1() == null) {
            add(Kind.MISSING, where, "T1: the qubit does not relax");
        }
        if (q.t2() == null) {
            add(Kind.MISSING, where, "T2: the qubit dephases no faster than it relaxes");
        } else if (q.isT2Clamped()) {
            add(Kind.CLAMPED, where, "T2 = " + micros(q.t2()) + " exceeds 2 T1, which cannot be; 2 T1 = "
                    + micros(q.usableT2()) + " is used");
        }
        Double zero = q.zeroGivenOne();
        Double one = q.oneGivenZero();
        if (zero == null || one == null) {
            add(Kind.MISSING, where, "readout error: measurements of the qubit are taken to be right");
        } else if (Math.max(zero, one) > DOUBTFUL_READOUT) {
            add(Kind.DOUBTFUL, where, "reads 0 for 1 with probability " + zero + ", 1 for 0 with " + one
                    + (zero + one >= 1 ? ": worse than guessing" : ""));
        }
        if (q.readoutLength() == null) {
            add(Kind.MISSING, where, "readout length: measurements take no time");
        }
    }

    private void gate(GateCalibration g) {
        if (!g.isUsable()) {
            add(Kind.DROPPED, g.name(), "error 1 is a placeholder: the gate could not be calibrated and is not used");
            return;
        }
        if (g.error() == null && !g.gate().equals("reset")) {
            add(Kind.MISSING, g.name(), "error: no depolarizing is added to its relaxation");
        }
        if (g.length() == null) {
            add(Kind.MISSING, g.name(), "length: it takes no time and nothing relaxes");
        }
    }

    private void directions() {
        int both = 0;
        int oneWay = 0;
        for (List<Integer> edge : device.coupling().edges()) {
            for (String name : Calibration.ENTANGLERS) {
                GateCalibration there = device.usable(name, edge).orElse(null);
                GateCalibration back = device.usable(name, edge.reversed()).orElse(null);
                if (there != null && back != null && there.length() != null && !there.length().equals(back.length())) {
                    both++;
                } else if (there == null != (back == null)) {
                    oneWay++;
                }
            }
        }
        if (both > 0) {
            add(Kind.USED, "gate lengths", both + " pairs have a length for each direction");
        }
        if (oneWay > 0) {
            add(Kind.USED, "gate directions", oneWay + " pairs have a gate in one direction alone, which is turned"
                    + " where needed");
        }
    }

    private void pair(int a, int b) {
        String where = "pair " + a + "," + b;
        PairCalibration pair = device.pair(a, b).orElse(null);
        if (pair == null) {
            add(Kind.MISSING, where, "ZZ interaction: none is modeled");
            return;
        }
        if (pair.zz() != null && pair.zz() != 0) {
            return;
        }
        OptionalDouble derived = device.usableZz(a, b);
        String why = pair.zz() == null ? "no ZZ interaction" : "ZZ = 0 means that it was not measured";
        if (derived.isPresent()) {
            add(Kind.DERIVED, where, why + "; coupling, frequencies and anharmonicities give "
                    + String.format(Locale.ROOT, "%.2f kHz", derived.getAsDouble() / 1e3));
        } else {
            add(Kind.MISSING, where, why + ", and nothing gives it: none is modeled");
        }
    }

    private void parts() {
        List<List<Integer>> parts = device.coupling().parts();
        if (parts.size() > 1) {
            add(Kind.DOUBTFUL, "coupling map", "falls into " + parts.size() + " parts of "
                    + parts.stream().map(p -> Integer.toString(p.size())).toList()
                    + " qubits; a circuit must fit into one");
        }
    }

    private void summary() {
        long zz = device.pairs().stream().filter(p -> p.zz() != null && p.zz() != 0).count();
        add(Kind.USED, "qubits", device.qubits().size() + " with T1, T2 and readout error, but for what is named");
        add(Kind.USED, "gates", device.gates().stream().filter(GateCalibration::isUsable).count()
                + " with error and length, but for what is named");
        add(Kind.USED, "pairs", zz + " with a measured ZZ interaction");
    }

    private void add(Kind kind, String where, String what) {
        findings.add(new Finding(kind, where, what));
    }

    private static String micros(double seconds) {
        return String.format(Locale.ROOT, "%.3f us", seconds * 1e6);
    }
}
