package org.ketwright.benchmarks.jmh;

import java.util.Locale;
import org.ketwright.kernels.Backends;
import org.ketwright.kernels.Precision;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.StateVectorSimulator;

/** Proves code right before it is timed: a fast wrong answer is worth nothing. */
final class Proof {

    private Proof() {
    }

    /** The engine that is timed. */
    static StateVectorSimulator engine(Precision precision) {
        return StateVectorSimulator.on(Backends.named("cpu")).withPrecision(precision);
    }

    /** Its slow twin, which is obviously right. */
    static StateVectorSimulator twin() {
        return StateVectorSimulator.on(Backends.named("scalar"));
    }

    /**
     * Requires that two computations of the same numbers agree: to 1e-12 in double precision and to 1e-4 in single,
     * relative to the largest number or to 1.
     *
     * @param what what was computed
     * @param got by the code to be timed
     * @param wanted by its twin
     * @param precision of the code to be timed
     */
    static void equal(String what, double[] got, double[] wanted, Precision precision) {
        double scale = 1;
        for (double w : wanted) {
            scale = Math.max(scale, Math.abs(w));
        }
        double tolerance = scale * (precision == Precision.DOUBLE ? 1e-12 : 1e-4);
        if (got.length != wanted.length) {
            throw new IllegalStateException(what + " must have " + wanted.length + " numbers but has " + got.length);
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!(Math.abs(got[i] - wanted[i]) <= tolerance)) {
                throw new IllegalStateException(String.format(Locale.ROOT,
                        "%s must agree with its twin to %.1e but number %d is %.17g, not %.17g", what, tolerance, i,
                        got[i], wanted[i]));
            }
        }
    }

    /**
     * Requires that a circuit gives the same state on both.
     *
     * @param circuit gates with fixed angles, few qubits
     * @param precision of the engine
     */
    static void sameState(Circuit circuit, Precision precision) {
        double[] none = new double[0];
        equal("the state", engine(precision).states(circuit, none, Features.none()).getFirst().toArray(),
                twin().states(circuit, none, Features.none()).getFirst().toArray(), precision);
    }
}
