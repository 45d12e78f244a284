package org.ketwright.simulator.channel;

import java.util.List;
import org.ketwright.kernels.Matrix;

/**
 * Relaxation for a time: the population of |1> approaches its equilibrium as exp(-duration / t1), coherences shrink as
 * exp(-duration / t2). The solution of the Lindblad equation with energy decay, excitation and dephasing.
 *
 * @param t1 relaxation time in seconds, above 0; may be infinite
 * @param t2 coherence time in seconds, above 0 and at most 2 t1; may be infinite
 * @param duration time in seconds, 0 or more
 * @param excited population of |1> in equilibrium, 0 to 1
 */
public record ThermalRelaxation(double t1, double t2, double duration, double excited) implements Channel {

    /** Refuses what is no channel. */
    public ThermalRelaxation {
        if (!(t1 > 0) || !(t2 > 0)) {
            throw new IllegalArgumentException(
                    "t1 and t2 of thermal relaxation are times above 0 but were given " + t1 + " and " + t2);
        }
        if (t2 > 2 * t1 * (1 + TOLERANCE)) {
            throw new IllegalArgumentException("t2 of thermal relaxation is at most 2 t1 but was given " + t2
                    + " with t1 = " + t1 + ", " + (t2 - 2 * t1) + " too long; the most is " + 2 * t1);
        }
        Checks.notNegative("the duration of thermal relaxation", duration);
        Checks.probability("the excited population of thermal relaxation", excited);
    }

    @Override
    public int qubits() {
        return 1;
    }

    @Override
    public String name() {
        return "thermal-relaxation";
    }

    @Override
    public List<Strength> strengths() {
        return List.of(new Strength("t1", t1), new Strength("t2", t2), new Strength("duration", duration), new Strength(
                "excited", excited));
    }

    @Override
    public Channel withStrengths(double... values) {
        Checks.count(this, values);
        return new ThermalRelaxation(values[0], values[1], values[2], values[3]);
    }

    @Override
    public Matrix transfer() {
        double kept = Math.exp(-duration / t1);
        return Forms.bloch(1, Math.exp(-duration / t2), kept, -Math.expm1(-duration / t1) * (1 - 2 * excited));
    }

    @Override
    public Matrix transferDerivative(int strength) {
        Checks.strength(this, strength);
        double kept = Math.exp(-duration / t1);
        double coherent = Math.exp(-duration / t2);
        double bias = 1 - 2 * excited;
        return switch (strength) {
            case 0 -> {
                double slope = Double.isInfinite(t1) ? 0 : kept * duration / t1 / t1;
                yield Forms.bloch(0, 0, slope, -slope * bias);
            }
            case 1 -> Forms.bloch(0, Double.isInfinite(t2) ? 0 : coherent * duration / t2 / t2, 0, 0);
            case 2 -> Forms.bloch(0, -coherent / t2, -kept / t1, kept / t1 * bias);
            default -> Forms.bloch(0, 0, 0, 2 * Math.expm1(-duration / t1));
        };
    }

    @Override
    public Channel scaled(double factor) {
        return new ThermalRelaxation(t1, t2, duration * Checks.factor(factor), excited);
    }
}
