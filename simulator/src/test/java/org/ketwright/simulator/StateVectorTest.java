package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class StateVectorTest {
    private static final double TOLERANCE = 1e-14;

    private static StateVector random(int qubits, long seed) {
        double[] numbers = new RandomCircuits(seed).numbers(2 << qubits);
        double norm = 0;
        for (double v : numbers) {
            norm += v * v;
        }
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] /= Math.sqrt(norm);
        }
        return new StateVector(qubits, numbers);
    }

    private static Dense column(StateVector state) {
        Dense out = Dense.zero(1 << state.qubits(), 1);
        for (int i = 0; i < out.rows(); i++) {
            out.re()[i][0] = state.re(i);
            out.im()[i][0] = state.im(i);
        }
        return out;
    }

    /** Sum over the basis of the traced qubits of (bra on them) rho (ket on them). */
    private static Dense partialTrace(Dense rho, int n, int... kept) {
        int d = 1 << kept.length;
        Dense out = Dense.zero(d, d);
        for (int i = 0; i < 1 << n; i++) {
            for (int j = 0; j < 1 << n; j++) {
                int r = 0;
                int c = 0;
                int restOfI = i;
                int restOfJ = j;
                for (int k = 0; k < kept.length; k++) {
                    r |= (i >> kept[k] & 1) << k;
                    c |= (j >> kept[k] & 1) << k;
                    restOfI &= ~(1 << kept[k]);
                    restOfJ &= ~(1 << kept[k]);
                }
                if (restOfI == restOfJ) {
                    out.re()[r][c] += rho.re()[i][j];
                    out.im()[r][c] += rho.im()[i][j];
                }
            }
        }
        return out;
    }

    @Test
    void reducedDensityMatricesArePartialTraces() {
        StateVector state = random(4, 1);
        Dense rho = column(state).times(column(state).adjoint());
        for (int[] kept : new int[][] {{0}, {3}, {2, 0}, {0, 2}, {3, 1, 0}, {0, 1, 2, 3}}) {
            Dense wanted = partialTrace(rho, 4, kept);
            assertEquals(0, Dense.of(state.reduced(kept)).distance(wanted), TOLERANCE);
            assertEquals(wanted.times(wanted).re()[0][0], Dense.of(state.reduced(kept)).times(wanted).re()[0][0],
                    TOLERANCE);
            double purity = 0;
            Dense square = wanted.times(wanted);
            for (int i = 0; i < square.rows(); i++) {
                purity += square.re()[i][i];
            }
            assertEquals(purity, state.purity(kept), TOLERANCE);
        }
        assertEquals(1, state.purity(0, 1, 2, 3), TOLERANCE);
    }

    @Test
    void innerProductsAndFidelity() {
        StateVector a = random(3, 2);
        StateVector b = random(3, 3);
        Dense product = column(a).adjoint().times(column(b));
        assertArrayEquals(new double[] {product.re()[0][0], product.im()[0][0]}, a.inner(b), TOLERANCE);
        assertEquals(Math.pow(product.re()[0][0], 2) + Math.pow(product.im()[0][0], 2), a.fidelity(b), TOLERANCE);
        assertEquals(1, a.fidelity(a), TOLERANCE);
        assertEquals(1, a.normSquared(), TOLERANCE);
    }

    @Test
    void expectationsAndProbabilities() {
        RandomCircuits random = new RandomCircuits(4);
        StateVector state = random(4, 5);
        for (int i = 0; i < 30; i++) {
            Observable o = random.observable(4);
            assertEquals(Textbook.expectation(column(state), Textbook.matrix(4, o)), state.expectation(o), 1e-13);
        }
        double[] p = state.probabilities(2, 0);
        Dense reduced = Dense.of(state.reduced(2, 0));
        for (int i = 0; i < 4; i++) {
            assertEquals(reduced.re()[i][i], p[i], TOLERANCE);
        }
    }

    @Test
    void ownsItsAmplitudes() {
        double[] given = {1, 0, 0, 0};
        StateVector state = new StateVector(1, given);
        given[0] = 0;
        state.toArray()[0] = 0;
        assertEquals(1, state.re(0));
    }

    @Test
    void refusesWhatDoesNotFit() {
        StateVector state = random(2, 6);
        assertThrows(IllegalArgumentException.class, () -> new StateVector(2, new double[4]));
        assertThrows(IllegalArgumentException.class, () -> new StateVector(0, new double[2]));
        assertThrows(IllegalArgumentException.class, () -> state.reduced());
        assertThrows(IllegalArgumentException.class, () -> state.reduced(2));
        assertThrows(IllegalArgumentException.class, () -> state.reduced(1, 1));
        assertThrows(IllegalArgumentException.class, () -> state.probabilities(-1));
        assertThrows(IllegalArgumentException.class, () -> state.inner(random(3, 7)));
        assertThrows(IllegalArgumentException.class, () -> state.expectation(Observable.z(2)));
    }
}
