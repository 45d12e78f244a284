package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ketwright.kernels.Backends;
import org.ketwright.kernels.Matrix;

/** The conventions everything else rests on, each by an example. */
class ConventionsTest {
    private static final double TOLERANCE = 1e-15;
    private static final StateVectorSimulator SIMULATOR = StateVectorSimulator.on(Backends.named("scalar"));

    private static double[] state(CircuitBuilder circuit) {
        return SIMULATOR.states(circuit.build(), new double[0], Features.none()).get(0).toArray();
    }

    private static double z(CircuitBuilder circuit, int qubit) {
        return SIMULATOR.expectations(circuit.build(), new double[0], Features.none(),
                List.of(Observable.z(qubit)))[0];
    }

    @Test
    void qubitZeroIsTheLowestBit() {
        assertArrayEquals(new double[] {0, 0, 1, 0, 0, 0, 0, 0}, state(Circuit.on(2).x(0)), TOLERANCE);
        assertArrayEquals(new double[] {0, 0, 0, 0, 1, 0, 0, 0}, state(Circuit.on(2).x(1)), TOLERANCE);
    }

    @Test
    void cxTakesTheControlFirst() {
        assertEquals(-1, z(Circuit.on(2).x(0).cx(0, 1), 1), TOLERANCE);
        assertEquals(1, z(Circuit.on(2).x(1).cx(0, 1), 0), TOLERANCE);
    }

    @Test
    void theFirstQubitIsTheLowestBitOfAMatrix() {
        // Maps |first = 1, second = 0> to |first = 0, second = 1>.
        Matrix m = Matrix.real(2, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1);
        Matrix cx = Gate.CX.matrix();
        assertEquals(1, cx.re(3, 1), 0);
        assertArrayEquals(new double[] {0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0},
                state(Circuit.on(3).x(0).unitary(m, 0, 2)), TOLERANCE);
        assertEquals(Gate.SWAP.matrix(), m);
    }

    @Test
    void rotationsAreExpMinusHalf() {
        double t = 0.7;
        double c = Math.cos(t / 2);
        double s = Math.sin(t / 2);
        assertArrayEquals(new double[] {c, 0, 0, -s}, state(Circuit.on(1).rx(0, t)), TOLERANCE);
        assertArrayEquals(new double[] {c, 0, s, 0}, state(Circuit.on(1).ry(0, t)), TOLERANCE);
        assertArrayEquals(new double[] {c, -s, 0, 0}, state(Circuit.on(1).rz(0, t)), TOLERANCE);
    }

    @Test
    void rotActsWithItsFirstAngleFirst() {
        CircuitBuilder rot = Circuit.on(1).h(0).rot(0, Angle.fixed(0.1), Angle.fixed(0.2), Angle.fixed(0.3));
        assertArrayEquals(state(Circuit.on(1).h(0).rz(0, 0.1).ry(0, 0.2).rz(0, 0.3)), state(rot), TOLERANCE);
    }

    @Test
    void rzzTakesTwiceTheAngleOfAPaper() {
        double phi = 0.4;
        // exp(-i phi ZZ) on |00> and on |01>.
        assertArrayEquals(new double[] {Math.cos(phi), -Math.sin(phi), 0, 0, 0, 0, 0, 0},
                state(Circuit.on(2).rzz(0, 1, 2 * phi)), TOLERANCE);
        assertArrayEquals(new double[] {0, 0, Math.cos(phi), Math.sin(phi), 0, 0, 0, 0},
                state(Circuit.on(2).x(0).rzz(0, 1, 2 * phi)), TOLERANCE);
    }

    @Test
    void matricesAreRowMajor() {
        Matrix y = Gate.Y.matrix();
        assertArrayEquals(new double[] {0, 0, 0, -1, 0, 1, 0, 0}, y.toArray(), 0);
    }

    @Test
    void ofProbabilitiesTheFirstQubitIsTheLowestBit() {
        Circuit circuit = Circuit.on(3).x(2).build();
        assertArrayEquals(new double[] {0, 1, 0, 0},
                SIMULATOR.probabilities(circuit, new double[0], Features.none(), 2, 0), TOLERANCE);
    }

    @Test
    void controlsMayAskForZero() {
        CircuitBuilder off = Circuit.on(2).controlled(List.of(Control.off(1)), Gate.X, List.of(0));
        assertEquals(-1, z(off, 0), TOLERANCE);
        CircuitBuilder on = Circuit.on(2).controlled(List.of(Control.on(1)), Gate.X, List.of(0));
        assertEquals(1, z(on, 0), TOLERANCE);
    }

    @Test
    void aControlledGlobalPhaseIsAPhaseOfTheControl() {
        CircuitBuilder circuit = Circuit.on(2).h(1).controlled(List.of(Control.on(1)), Gate.GPHASE, List.of(),
                Angle.fixed(0.3));
        assertArrayEquals(state(Circuit.on(2).h(1).p(1, 0.3)), state(circuit), TOLERANCE);
    }

    @Test
    void pauliYHasItsSign() {
        double[] y = SIMULATOR.expectations(Circuit.on(1).rx(0, -Math.PI / 2).build(), new double[0], Features.none(),
                List.of(Observable.y(0)));
        assertEquals(1, y[0], TOLERANCE);
    }
}
