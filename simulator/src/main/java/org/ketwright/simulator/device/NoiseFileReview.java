package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.channel.ReadoutError;
import org.ketwright.simulator.channel.Strength;
import org.ketwright.simulator.device.Finding.Kind;

/** Looks at a noise model made by hand and says what becomes of its parts. */
final class NoiseFileReview {
    private final NoiseFile file;
    private final @Nullable NoiseModel base;
    private final List<Finding> findings = new ArrayList<>();

    NoiseFileReview(NoiseFile file, @Nullable NoiseModel base) {
        this.file = file;
        this.base = base;
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
            add(Kind.USED, "gates", "gates with channels: " + gates.errors().size());
        }
        if (idle != null) {
            add(Kind.USED, "idle", "qubits that relax: "
                    + (idle.qubits().contains(IdleNoise.ALL) ? "all" : idle.qubits().size()));
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
        return findings;
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
                    "needs a calibrated error of the gate, which a device alone has: circuits that run it while "
                            + s.other() + " " + join(s.otherQubits()) + " runs are refused");
        }
    }

    private void lengths(boolean takesTime) {
        int count = file.lengths().seconds().size();
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
