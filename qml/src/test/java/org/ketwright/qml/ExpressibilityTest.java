package org.ketwright.qml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.ketwright.classical.Seed;
import org.ketwright.kernels.Backends;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.StateVector;
import org.ketwright.simulator.StateVectorSimulator;

class ExpressibilityTest {
    private static final StateVectorSimulator SIMULATOR = StateVectorSimulator.on(Backends.named("scalar"));
    private static final double[][] NOTHING = {{}};

    /** States that are all the same: Haar puts the mass (1/75)^(2^n - 1) where they are, which no double holds. */
    @Test
    void manyQubitsHaveAFiniteDivergence() {
        double[] same = {1, 1, 1};
        for (int qubits = 1; qubits <= 12; qubits++) {
            double expected = (Math.pow(2, qubits) - 1) * Math.log(75);
            assertEquals(expected, Expressibility.divergence(same, 75, qubits), 1e-12 * expected);
        }
        assertEquals(0, Expressibility.divergence(new double[] {0.001}, 75, 12), 1e-15);
    }

    @Test
    void divergenceOfAKnownHistogram() {
        // One qubit: Haar's fidelities are uniform, each of two bins has mass 1/2.
        assertEquals(Math.log(2), Expressibility.divergence(new double[] {0.1, 0.2, 0.49}, 2, 1), 1e-15);
        assertEquals(0, Expressibility.divergence(new double[] {0.1, 1.0, 0.2, 0.5}, 2, 1), 1e-15);
        double expected = 0.25 * Math.log(0.25 / (1 - 0.125)) + 0.75 * Math.log(0.75 / 0.125);
        assertEquals(expected, Expressibility.divergence(new double[] {0.2, 0.9, 0.6, 1}, 2, 2), 1e-15);
    }

    @Test
    void haarRandomStatesAreExpressible() {
        SplittableRandom random = new SplittableRandom(1);
        double[] fidelities = random.doubles(20_000).map(u -> 1 - Math.pow(1 - u, 1.0 / 15)).toArray();
        assertTrue(Expressibility.divergence(fidelities, 75, 4) < 75.0 / 20_000);
    }

    @Test
    void oneRotationStaysOnACircle() {
        // Fidelities of RZ alone are all 1: everything falls into the last bin.
        Circuit still = Circuit.on(1).rz(0, Angle.parameter(0)).build();
        Expressibility expressibility = new Expressibility(SIMULATOR, 75, 500);
        assertEquals(Math.log(75), expressibility.of(still, NOTHING, new Seed(1)).mean(), 1e-12);
        // A uniform angle of RY gives the arcsine law cos^2: known mass of each bin.
        Circuit circle = Circuit.on(1).ry(0, Angle.parameter(0)).build();
        double exact = 0;
        for (int b = 0; b < 10; b++) {
            double p = 2 / Math.PI * (Math.asin(Math.sqrt((b + 1) / 10.0)) - Math.asin(Math.sqrt(b / 10.0)));
            exact += p * Math.log(p * 10);
        }
        double measured = new Expressibility(SIMULATOR, 10, 20_000).of(circle, NOTHING, new Seed(2)).mean();
        assertEquals(exact, measured, 0.005);
    }

    @Test
    void dataAreSharedByThePairAndAveraged() {
        // The data alone move the state: both states of a pair agree, whatever the data.
        Circuit circuit = Circuit.on(1).ry(0, Angle.feature(0)).rz(0, Angle.parameter(0, 0, 1)).build();
        Estimate estimate = new Expressibility(SIMULATOR, 4, 10).of(circuit, new double[][] {{0.3}, {2}},
                new Seed(3));
        assertEquals(Math.log(4), estimate.mean(), 1e-12);
        assertEquals(0, estimate.deviation());
        assertEquals(2, estimate.draws());
    }

    @Test
    void theSameSeedGivesTheSameEstimate() {
        QuanvolutionAnsatz ansatz = QuanvolutionAnsatz.drawn(4, Entanglement.FULL, Order.ENTANGLER_FIRST, Math.PI,
                new Seed(1));
        double[][] data = {{0.1, 0.2, 0.3, 0.4}, {0.9, 0.1, 0.5, 0.7}};
        Expressibility expressibility = new Expressibility(SIMULATOR, 75, 200);
        EntanglingCapability capability = new EntanglingCapability(SIMULATOR, 200);
        assertEquals(expressibility.of(ansatz.circuit(), data, new Seed(5)),
                expressibility.of(ansatz.circuit(), data, new Seed(5)));
        assertEquals(capability.of(ansatz.circuit(), data, new Seed(5)),
                capability.of(ansatz.circuit(), data, new Seed(5)));
    }

    @Test
    void meyerWallachOfKnownStates() {
        assertEquals(0, meyerWallach(Circuit.on(3).h(0).x(2).build()), 1e-15);
        assertEquals(1, meyerWallach(Circuit.on(4).h(0).cx(0, 1).cx(1, 2).cx(2, 3).build()), 1e-15);
        assertEquals(2.0 / 3, meyerWallach(Circuit.on(3).h(0).cx(0, 1).build()), 1e-15);
    }

    private static double meyerWallach(Circuit circuit) {
        List<StateVector> states = SIMULATOR.states(circuit, new double[0], Features.none());
        return EntanglingCapability.meyerWallach(states.getFirst());
    }

    /** ZZ gates act on a basis state, or on a product of equal superpositions, as the phase angles say. */
    @Test
    void anEntanglerOnABasisStateEntanglesNothing() {
        QuanvolutionAnsatz ansatz = QuanvolutionAnsatz.drawn(4, Entanglement.FULL, Order.ENTANGLER_FIRST, Math.PI,
                new Seed(1));
        EntanglingCapability capability = new EntanglingCapability(SIMULATOR, 100);
        assertEquals(0, capability.of(ansatz.circuit(), new double[1][4], new Seed(1)).mean(), 1e-12);
        double[][] half = {{0.5, 0.5, 0.5, 0.5}};
        assertTrue(capability.of(ansatz.circuit(), half, new Seed(1)).mean() > 0.3);
    }

    @Test
    void refusesWhatItCannotVary() {
        Circuit weighted = Circuit.on(1).ry(0, Angle.weighted(0, 0)).build();
        EntanglingCapability capability = new EntanglingCapability(SIMULATOR, 10);
        assertThrows(IllegalArgumentException.class, () -> capability.of(weighted, NOTHING, new Seed(1)));
        Circuit encoded = Circuit.on(1).ry(0, Angle.feature(0)).build();
        assertThrows(IllegalArgumentException.class, () -> capability.of(encoded, NOTHING, new Seed(1)));
        assertThrows(IllegalArgumentException.class, () -> new Expressibility(SIMULATOR, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new EntanglingCapability(SIMULATOR, 0));
        assertThrows(IllegalArgumentException.class, () -> Estimate.of());
    }
}
