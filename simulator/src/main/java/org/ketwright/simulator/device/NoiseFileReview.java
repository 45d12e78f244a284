package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.channel.ReadoutError;
import org.ketwright.simulator.channel.Strength;
import org.ketwright.simulator.channel.ThermalRelaxation;
import org.ketwright.simulator.device.Finding.Kind;

/** Looks at a noise model made by hand and says what becomes of its parts. */
final class NoiseFileReview {
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    /** Seconds above which a time was probably given in microseconds. */
    private static final double LONG_LIFE = 1;
    /** Seconds above which a length was probably given in nanoseconds. */
    private static final double LONG_GATE = 1e-3;

    private final NoiseFile file;
    private final @Nullable NoiseModel base;
    private final int width;
    private final List<Finding> findings = new ArrayList<>();

    NoiseFileReview(NoiseFile file, @Nullable NoiseModel base, int width) {
        this.file = file;
        this.base = base;
        this.width = width;
    }

    List<Finding> findings() {
        GateNoise gates = file.model().gates();
        IdleNoise idle = file.model().idle();
        ReadoutNoise readout = file.model().readout();
        Crosstalk crosstalk = file.model().crosstalk();
        if (file.parts().isEmpty()) {
            add(Kind.DOUBTFUL, "file", "has none of gates, idle, readout, zz and simultaneous: it states no noise");
        }
        if (gates != null) {
            add(Kind.USED, "gates", "gates with errors: " + gates.errors().size());
        }
        if (idle != null) {
            add(Kind.USED, "idle", "qubits that relax: "
                    + (idle.qubits().contains(IdleNoise.ALL) ? "all" : idle.qubits().size()));
            new TreeMap<>(idle.perSecond()).forEach(this::idle);
        }
        if (readout != null) {
            add(Kind.USED, "readout", "matrices: " + readout.groups().size()
                    + ", of which for qubits misread together: "
                    + readout.groups().stream().filter(g -> g.qubits().size() > 1).count());
            readout.groups().forEach(this::readout);
        }
        if (crosstalk != null) {
            add(Kind.USED, "zz", "pairs that interact: " + crosstalk.rates().size());
            crosstalk.simultaneous().forEach(this::simultaneous);
        }
        lengths(idle != null || crosstalk != null && !crosstalk.rates().isEmpty());
        List<Integer> missing = named().stream().filter(q -> q >= width).toList();
        if (!missing.isEmpty()) {
            add(Kind.DROPPED, "qubits", missing + " are named but there are only 0 to " + (width - 1));
        }
        return findings;
    }

    /** All qubits that the file names. */
    private Set<Integer> named() {
        Set<Integer> all = new TreeSet<>();
        GateNoise gates = file.model().gates();
        IdleNoise idle = file.model().idle();
        ReadoutNoise readout = file.model().readout();
        Crosstalk crosstalk = file.model().crosstalk();
        file.lengths().seconds().keySet().forEach(name -> addNumbers(name, all));
        if (gates != null) {
            gates.errors().keySet().forEach(name -> addNumbers(name, all));
        }
        if (idle != null) {
            idle.qubits().stream().filter(q -> q != IdleNoise.ALL).forEach(all::add);
        }
        if (readout != null) {
            readout.groups().forEach(g -> all.addAll(g.qubits()));
        }
        if (crosstalk != null) {
            crosstalk.rates().keySet().forEach(all::addAll);
            crosstalk.simultaneous().forEach(s -> {
                all.addAll(s.qubits());
                all.addAll(s.otherQubits());
            });
        }
        return all;
    }

    /** Adds the numbers after the name of a gate and a space. */
    private static void addNumbers(String name, Set<Integer> to) {
        int space = name.indexOf(' ');
        if (space >= 0) {
            NUMBER.matcher(name).region(space, name.length()).results()
                    .forEach(m -> to.add(Integer.parseInt(m.group())));
        }
    }

    private void idle(int qubit, ThermalRelaxation relaxation) {
        // Infinite times are those that the file leaves out.
        double longest = DoubleStream.of(relaxation.t1(), relaxation.t2()).filter(Double::isFinite).max().orElse(0);
        if (longest >= LONG_LIFE) {
            add(Kind.DOUBTFUL, qubit == IdleNoise.ALL ? "idle" : "idle " + qubit,
                    "lives for " + longest + " s; T1 and T2 are given in seconds");
        }
    }

    private void readout(ReadoutNoise.Group group) {
        ReadoutError error = group.error();
        for (Strength s : error.strengths()) {
            if (s.value() > CalibrationReview.DOUBTFUL_READOUT) {
                add(Kind.DOUBTFUL, "readout " + join(group.qubits()), s.name() + " is "
                        + String.format(Locale.ROOT, "%.4g", s.value()) + ", far above what devices have");
            }
        }
    }

    private void simultaneous(Crosstalk.Simultaneous s) {
        GateNoise gates = file.over(base).gates();
        if (gates == null || !(gates.of(s.gate(), s.qubits()).orElse(null) instanceof GateError.Calibrated)) {
            add(Kind.DOUBTFUL, "simultaneous " + s.gate() + " " + join(s.qubits()),
                    "needs a calibrated error of the gate, as a device has it or \"error\" states it: circuits that run it while "
                            + s.other() + " " + join(s.otherQubits()) + " runs are refused");
        }
    }

    private void lengths(boolean takesTime) {
        int count = file.lengths().seconds().size();
        file.lengths().seconds().forEach((name, seconds) -> {
            if (seconds >= LONG_GATE) {
                add(Kind.DOUBTFUL, "length " + name, "is " + seconds + " s; lengths are given in seconds");
            }
        });
        if (base != null && count > 0) {
            add(Kind.DROPPED, "lengths", "gates last as long as the calibration of " + base.name() + " says");
        } else if (count > 0) {
            add(Kind.USED, "lengths", "operations that take time: " + count);
        } else if (base == null && takesTime) {
            add(Kind.DOUBTFUL, "lengths",
                    "none is given, so that idle relaxation and ZZ act in the delays of a circuit alone");
        }
    }

    private void add(Kind kind, String where, String what) {
        findings.add(new Finding(kind, where, what));
    }

    private static String join(List<Integer> qubits) {
        return String.join(",", qubits.stream().map(String::valueOf).toList());
    }
}
