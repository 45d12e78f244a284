package org.ketwright.simulator.channel;

import java.util.List;
import org.ketwright.kernels.Matrix;

/**
 * The always-on interaction of two coupled qubits: while it lasts |11> gains the phase exp(-i 2 pi rate duration), in
 * the frame in which each frequency was calibrated with the neighbor in |0>.
 *
 * @param rate shift in hertz, of either sign
 * @param duration time in seconds, 0 or more
 */
public record ResidualZz(double rate, double duration) implements Channel {

    /** Refuses what is no channel. */
    public ResidualZz {
        Checks.finite("the rate of a residual ZZ interaction", rate);
        Checks.notNegative("the duration of a residual ZZ interaction", duration);
    }

    /**
     * The phase that |11> loses.
     *
     * @return 2 pi rate duration, in radians
     */
    public double angle() {
        return 2 * Math.PI * rate * duration;
    }

    /** |11><11| is (1 - ZI - IZ + ZZ) / 4. */
    private static Matrix turn(double angle) {
        Matrix out = Matrix.identity(4);
        for (String pauli : List.of("ZI", "IZ", "ZZ")) {
            double part = pauli.equals("ZZ") ? angle / 2 : -angle / 2;
            out = Paulis.rotation(Paulis.index(pauli), 2).at(part).times(out);
        }
        return out;
    }

    @Override
    public int qubits() {
        return 2;
    }

    @Override
    public String name() {
        return "residual-zz";
    }

    @Override
    public List<Strength> strengths() {
        return List.of(new Strength("rate", rate), new Strength("duration", duration));
    }

    @Override
    public Channel withStrengths(double... values) {
        Checks.count(this, values);
        return new ResidualZz(values[0], values[1]);
    }

    @Override
    public Matrix transfer() {
        return turn(angle());
    }

    @Override
    public Matrix transferDerivative(int strength) {
        Checks.strength(this, strength);
        // All three rotations commute, so that the derivative is the sum of those of their angles.
        double slope = 2 * Math.PI * (strength == 0 ? duration : rate) / 2;
        Matrix whole = turn(angle());
        Matrix out = Matrix.zero(4);
        for (String pauli : List.of("ZI", "IZ", "ZZ")) {
            Matrix generator = Paulis.rotation(Paulis.index(pauli), 2).derivativeAt(0);
            out = out.plus(pauli.equals("ZZ") ? slope : -slope, generator.times(whole));
        }
        return out;
    }

    @Override
    public Channel scaled(double factor) {
        return new ResidualZz(rate * Checks.factor(factor), duration);
    }
}
