package org.ketwright.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What every simulator asks of what it is given. */
final class Requirements {

    private Requirements() {
    }

    static void inputs(Circuit circuit, double[] parameters, Features features) {
        if (parameters.length < circuit.parameters()) {
            throw new IllegalArgumentException("the circuit uses " + circuit.parameters()
                    + " parameters but was given " + parameters.length);
        }
        if (features.width() < circuit.features()) {
            throw new IllegalArgumentException(
                    "the circuit uses " + circuit.features() + " features but was given " + features.width());
        }
        finite("parameters", parameters);
        finite("features", features.values());
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

    private static void finite(String what, double[] values) {
        for (double v : values) {
            if (!Double.isFinite(v)) {
                throw new IllegalArgumentException(what + " must be finite but one is " + v);
            }
        }
    }
}
