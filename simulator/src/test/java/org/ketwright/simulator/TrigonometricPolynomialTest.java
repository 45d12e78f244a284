package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.Backends;
import org.ketwright.kernels.Precision;
import org.ketwright.simulator.channel.AmplitudeDamping;
import org.ketwright.simulator.channel.Depolarizing;
import org.ketwright.simulator.channel.ReadoutError;

/** The closed form of noisy circuits against the engine. */
class TrigonometricPolynomialTest {
    private static final Backend CPU = Backends.named("cpu");
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
            assertArrayEquals(exact.values(), form.values(features, simulator.backend(), Precision.DOUBLE), 1e-12);
            assertArrayEquals(exact.featureGradient(), form.pullback(features, cotangent, simulator.backend(),
                    Precision.DOUBLE), 1e-12);
            assertEquals(Math.pow(3, n), form.coefficients(1).length);
        }
    }

    /** The sums of products as they are written, and their derivatives. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void valuesAndGradientsAreThoseOfTheCoefficients(int n) {
        int samples = 5;
        List<Observable> observables = List.of(Observable.z(0), Observable.x(1), Observable.y(2), Observable.z(2),
                Observable.parse("0.3 + Z0 Z1")).subList(0, 1 + n % 5);
        TrigonometricPolynomial form = TrigonometricPolynomial.of(DensityMatrixSimulator.on(CPU),
                inTurn(n), new double[0], observables);
        RandomCircuits random = new RandomCircuits(n);
        Features features = new Features(samples, n, random.numbers(n * samples));
        double[] cotangent = random.numbers(observables.size() * samples);
        double[] values = new double[observables.size() * samples];
        double[] gradient = new double[n * samples];
        for (int s = 0; s < samples; s++) {
            for (int k = 0; k < observables.size(); k++) {
                values[k * samples + s] = sum(form, k, features.row(s), -1);
                for (int f = 0; f < n; f++) {
                    gradient[f * samples + s] += cotangent[k * samples + s] * sum(form, k, features.row(s), f);
                }
            }
        }
        assertArrayEquals(values, form.values(features, CPU, Precision.DOUBLE), 1e-12);
        assertArrayEquals(gradient, form.pullback(features, cotangent, CPU, Precision.DOUBLE), 1e-11);
    }

    /** Features that drive three qubits in turn, between entangling gates and noise. */
    private static Circuit inTurn(int features) {
        CircuitBuilder c = Circuit.on(3).h(0).h(1).h(2);
        for (int f = 0; f < features; f++) {
            int q = f % 3;
            c.ry(q, Angle.feature(f, 0.5 + f, 0.3)).rz(q, Angle.fixed(f)).cx(q, (q + 1) % 3)
                    .noise(new AmplitudeDamping(0.05), q);
        }
        return c.build();
    }

    /** An output, or its derivative with respect to a feature. */
    private static double sum(TrigonometricPolynomial form, int output, double[] features, int derivative) {
        double[] coefficients = form.coefficients(output);
        double sum = 0;
        for (int i = 0; i < coefficients.length; i++) {
            double product = coefficients[i];
            for (int f = 0, rest = i; f < features.length; f++, rest /= 3) {
                double cos = Math.cos(form.scale(f) * features[f]);
                double sin = Math.sin(form.scale(f) * features[f]);
                product *= f == derivative
                        ? form.scale(f) * new double[] {0, -sin, cos}[rest % 3]
                        : new double[] {1, cos, sin}[rest % 3];
            }
            sum += product;
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 127, 128, 129, 1000, 5000})
    void theBatchDoesNotChangeASample(int samples) {
        TrigonometricPolynomial form = TrigonometricPolynomial.of(DensityMatrixSimulator.on(CPU), filter(3), ANGLES,
                Observable.allZ(3));
        RandomCircuits random = new RandomCircuits(samples);
        Features features = new Features(samples, 3, random.numbers(3 * samples));
        Features weights = new Features(samples, 3, random.numbers(3 * samples));
        double[] values = form.values(features, CPU, Precision.DOUBLE);
        double[] gradient = form.pullback(features, weights.values(), CPU, Precision.DOUBLE);
        for (int s = 0; s < samples; s += 97) {
            Features one = Features.single(features.row(s));
            assertArrayEquals(new Features(samples, 3, values).row(s), form.values(one, CPU, Precision.DOUBLE));
            assertArrayEquals(new Features(samples, 3, gradient).row(s),
                    form.pullback(one, weights.row(s), CPU, Precision.DOUBLE));
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
        assertThrows(IllegalArgumentException.class,
                () -> form.values(Features.single(1), CPU, Precision.DOUBLE));
        assertThrows(IllegalArgumentException.class,
                () -> form.pullback(Features.single(1, 2), new double[1], CPU, Precision.DOUBLE));
    }
}
