package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ketwright.kernels.Backends;
import org.ketwright.simulator.channel.AmplitudeDamping;
import org.ketwright.simulator.channel.Depolarizing;
import org.ketwright.simulator.channel.ReadoutError;

/** The closed form of noisy circuits against the engine. */
class TrigonometricPolynomialTest {
    private static final double[] ANGLES = {0.3, -1.1, 0.7, 2.1};

    static List<DensityMatrixSimulator> simulators() {
        return DensityMatrixSimulatorTest.simulators().toList();
    }

    /** An encoding with noise inside, then a fixed noisy circuit that is measured. */
    private static Circuit filter(int n) {
        CircuitBuilder c = Circuit.on(n, n);
        for (int q = 0; q < n; q++) {
            c.sx(q).noise(new AmplitudeDamping(0.02), q).rz(q, Angle.feature(q, Math.PI, 0.2 * q)).sx(q)
                    .noise(new Depolarizing(0.01, 1), q);
        }
        for (int q = 0; q < n; q++) {
            c.rot(q, Angle.parameter(0), Angle.parameter(1), Angle.parameter(2));
            c.rzz(q, (q + 1) % n, Angle.parameter(3)).noise(new Depolarizing(0.03, 2), q, (q + 1) % n);
        }
        for (int q = 0; q < n; q++) {
            c.noise(ReadoutError.asymmetric(0.02, 0.05), q).measure(q, q);
        }
        return c.build();
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void valuesAndGradientsAreThoseOfTheEngine(DensityMatrixSimulator simulator) {
        RandomCircuits random = new RandomCircuits(9);
        for (int n = 2; n <= 5; n++) {
            Circuit circuit = filter(n);
            List<Observable> observables = List.of(Observable.z(0), Observable.parse("Z0 Z1 - 0.5 Z1"));
            TrigonometricPolynomial form = TrigonometricPolynomial.of(simulator, circuit, ANGLES, observables);
            Features features = new Features(7, n, random.numbers(7 * n));
            double[] cotangent = random.numbers(14);
            Pullback exact = simulator.pullback(circuit, ANGLES, features, observables, cotangent,
                    Set.of(Wrt.FEATURES));
            assertArrayEquals(exact.values(), form.values(features), 1e-12);
            assertArrayEquals(exact.featureGradient(), form.pullback(features, cotangent), 1e-12);
            assertEquals(Math.pow(3, n), form.coefficients(1).length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 127, 128, 129, 1000})
    void manySamples(int samples) {
        DensityMatrixSimulator simulator = DensityMatrixSimulator.on(Backends.named("cpu"));
        List<Observable> z = Observable.allZ(3);
        TrigonometricPolynomial form = TrigonometricPolynomial.of(simulator, filter(3), ANGLES, z);
        Features features = new Features(samples, 3, new RandomCircuits(samples).numbers(3 * samples));
        double[] values = form.values(features);
        for (int s = 0; s < samples; s += 97) {
            double[] one = form.values(Features.single(features.row(s)));
            for (int k = 0; k < 3; k++) {
                assertEquals(one[k], values[k * samples + s], 0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void whatHasNoSuchFormIsRefused(DensityMatrixSimulator simulator) {
        List<Circuit> wrong = List.of(Circuit.on(1).h(0).build(),
                Circuit.on(1).rx(0, Angle.feature(0)).ry(0, Angle.feature(0)).build(),
                Circuit.on(2).crx(0, 1, Angle.feature(0)).build(), Circuit.on(1).rx(0, Angle.feature(1)).build());
        for (Circuit c : wrong) {
            assertThrows(IllegalArgumentException.class,
                    () -> TrigonometricPolynomial.of(simulator, c, new double[0], Observable.allZ(1)));
        }
        TrigonometricPolynomial form = TrigonometricPolynomial.of(simulator, filter(2), ANGLES, Observable.allZ(2));
        assertThrows(IllegalArgumentException.class, () -> form.values(Features.single(1)));
        assertThrows(IllegalArgumentException.class, () -> form.pullback(Features.single(1, 2), new double[1]));
    }
}
