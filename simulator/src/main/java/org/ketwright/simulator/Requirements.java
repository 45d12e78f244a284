package org.ketwright.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What every simulator asks of what it is given. */
final class Requirements {

    private Requirements() {
    }

    /**
     * What a circuit needs to be given.
     *
     * @param parameters how many parameters
     * @param features how many features
     * @param driven the angles that features drive
     */
    private record Needs(int parameters, int features, List<Angle> driven) {
        static Needs of(Circuit circuit) {
            return new Needs(circuit.parameters(), circuit.features(), circuit.operations().stream()
                    .flatMap(Operation::allAngles).filter(angle -> angle.features() > 0).distinct().toList());
        }
    }

    private static final PerCircuit<Needs> NEEDS = new PerCircuit<>(Needs::of);

    static void inputs(Circuit circuit, double[] parameters, Features features) {
        Needs needs = NEEDS.of(circuit);
        if (parameters.length < needs.parameters) {
            throw new IllegalArgumentException("the circuit uses " + needs.parameters
                    + " parameters but was given " + parameters.length);
        }
        if (features.width() < needs.features) {
            throw new IllegalArgumentException(
                    "the circuit uses " + needs.features + " features but was given " + features.width());
        }
        finite("parameters", parameters);
        double largest = finite("features", features.values());
        for (Angle angle : needs.driven) {
            if (!Double.isFinite(bound(angle, parameters, largest))) {
                throw new IllegalArgumentException("angles must be finite but features of up to " + largest
                        + " are too large for " + angle);
            }
        }
    }

    /** What the magnitude of an angle does not exceed where that of its feature does not exceed a number. */
    private static double bound(Angle angle, double[] parameters, double feature) {
        return switch (angle) {
            case Angle.Fixed f -> Math.abs(f.radians());
            case Angle.Parameter p -> Math.abs(p.scale() * parameters[p.index()]) + Math.abs(p.offset());
            case Angle.Feature f -> Math.abs(f.scale()) * feature + Math.abs(f.offset());
            case Angle.Weighted w -> Math.abs(w.scale() * parameters[w.weight()]) * feature
                    + (w.bias() < 0 ? 0 : Math.abs(w.scale() * parameters[w.bias()]));
        };
    }

    static void observables(Circuit circuit, List<Observable> observables) {
        if (observables.isEmpty()) {
            throw new IllegalArgumentException("at least one observable is needed but none was given");
        }
        for (Observable o : observables) {
            if (o.width() > circuit.qubits()) {
                throw new IllegalArgumentException("the circuit has " + circuit.qubits() + " qubits but observable "
                        + o + " needs " + o.width());
            }
        }
    }

    static void start(Circuit circuit, Features features, @Nullable StartStates start) {
        if (start != null && (start.samples() != features.samples() || start.qubits() != circuit.qubits())) {
            throw new IllegalArgumentException(features.samples() + " samples on " + circuit.qubits()
                    + " qubits need as many start states but were given " + start.samples() + " on "
                    + start.qubits());
        }
    }

    static void measured(Circuit circuit, Features features) {
        if (features.samples() != 1) {
            throw new IllegalArgumentException(
                    "outcomes are drawn for one sample at a time but " + features.samples() + " were given");
        }
        if (circuit.counts().getOrDefault("measure", 0) == 0) {
            throw new IllegalArgumentException("outcomes are those of measurements but the circuit has none");
        }
    }

    static void shots(int shots) {
        if (shots < 1 || shots > DynamicRun.MOST_SHOTS) {
            throw new IllegalArgumentException(
                    "the number of shots lies in 1.." + DynamicRun.MOST_SHOTS + " but was given " + shots);
        }
    }

    static void qubits(int width, int[] qubits) {
        for (int q : qubits) {
            if (q < 0 || q >= width) {
                throw new IllegalArgumentException("qubits must lie in 0.." + (width - 1) + " but one is " + q);
            }
        }
        if (Arrays.stream(qubits).distinct().count() != qubits.length) {
            throw new IllegalArgumentException("qubits must differ but were " + Arrays.toString(qubits));
        }
    }

    static void cotangent(int outputs, int batch, double[] cotangent) {
        if (cotangent.length != (long) outputs * batch) {
            throw new IllegalArgumentException("the cotangent of " + outputs + " observables and " + batch
                    + " samples has " + (long) outputs * batch + " numbers but was given " + cotangent.length);
        }
    }

    static void startGradient(Set<Wrt> wanted, @Nullable StartStates start) {
        if (wanted.contains(Wrt.START) && start == null) {
            throw new IllegalArgumentException(
                    "a gradient with respect to start amplitudes needs start states but none were given");
        }
    }

    static void outcomes(int qubits, Features features) {
        if (qubits > 30 || (long) features.samples() << qubits > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("probabilities of " + qubits + " qubits for " + features.samples()
                    + " samples do not fit one array");
        }
    }

    /** What a method without noise says of an operation it must not leave out. */
    static IllegalArgumentException noisy(Operation operation) {
        return new IllegalArgumentException("a state vector knows no noise but the circuit has " + operation
                + "; simulate by " + Method.DENSITY_MATRIX.label() + " or " + Method.TRAJECTORIES.label());
    }

    /** The largest magnitude. */
    private static double finite(String what, double[] values) {
        double largest = 0;
        for (double v : values) {
            if (!Double.isFinite(v)) {
                throw new IllegalArgumentException(what + " must be finite but one is " + v);
            }
            largest = Math.max(largest, Math.abs(v));
        }
        return largest;
    }
}
