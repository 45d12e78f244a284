package org.ketwright.qml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ketwright.kernels.Availability;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.Backends;
import org.ketwright.kernels.Precision;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.CircuitBuilder;
import org.ketwright.simulator.DensityMatrixSimulator;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.Observable;
import org.ketwright.simulator.StateVectorSimulator;
import org.ketwright.simulator.TrigonometricPolynomial;
import org.ketwright.simulator.channel.AmplitudeDamping;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.Depolarizing;
import org.ketwright.simulator.channel.PhaseDamping;
import org.ketwright.simulator.channel.ReadoutError;
import org.ketwright.simulator.channel.ResidualZz;

class TrigonometricFilterTest {
    static Stream<Backend> backends() {
        return Backends.all().stream().filter(b -> b.availability() instanceof Availability.Ready);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void withoutNoiseEqualsTheStateVectorEngine(Backend backend) {
        SplittableRandom random = new SplittableRandom(1);
        for (int repeat = 0; repeat < 40; repeat++) {
            int qubits = 1 + random.nextInt(5);
            QuanvolutionAnsatz ansatz = RandomAnsatz.ansatz(qubits, random);
            double[] parameters = random.doubles(ansatz.parameters(), -7, 7).toArray();
            WindowFilter engine = new CircuitFilter(StateVectorSimulator.on(backend), ansatz.circuit(), parameters);
            WindowFilter filter = filter(DensityMatrixSimulator.on(backend), ansatz.circuit(), parameters,
                    Observable.allZ(qubits));
            requireEqual(engine, filter, random, 1e-12);
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void withNoiseEqualsTheDensityMatrix(Backend backend) {
        DensityMatrixSimulator simulator = DensityMatrixSimulator.on(backend);
        SplittableRandom random = new SplittableRandom(2);
        for (int repeat = 0; repeat < 40; repeat++) {
            int qubits = 1 + random.nextInt(4);
            int pixels = 1 + random.nextInt(qubits == 4 ? 4 : 5);
            Circuit circuit = noisy(qubits, pixels, random);
            List<Observable> observables = observables(qubits, 1 + random.nextInt(6), random);
            double[] parameters = {0.4, -1.3};
            WindowFilter engine = new CircuitFilter(simulator, circuit, parameters, observables);
            WindowFilter filter = filter(simulator, circuit, parameters, observables);
            assertEquals(pixels, filter.pixels());
            assertEquals(observables.size(), filter.features());
            requireEqual(engine, filter, random, 1e-12);
        }
    }

    private static void requireEqual(WindowFilter engine, WindowFilter filter, SplittableRandom random,
            double tolerance) {
        int samples = 1 + random.nextInt(20);
        double[] pixels = random.doubles((long) filter.pixels() * samples, -1, 2).toArray();
        double[] cotangent = random.doubles((long) filter.features() * samples, -1, 1).toArray();
        assertArrayEquals(engine.apply(pixels, samples), filter.apply(pixels, samples), tolerance);
        assertArrayEquals(engine.pullback(pixels, cotangent, samples), filter.pullback(pixels, cotangent, samples),
                10 * tolerance);
    }

    /** Channels and gates on all qubits before, between and after the rotations that pixels drive. */
    private static Circuit noisy(int qubits, int pixels, SplittableRandom random) {
        CircuitBuilder builder = Circuit.on(qubits);
        for (int p = 0; p < pixels; p++) {
            mix(builder, qubits, random);
            Gate gate = List.of(Gate.RX, Gate.RY, Gate.RZ, Gate.P).get(random.nextInt(4));
            Angle angle = random.nextInt(3) == 0
                    ? Angle.weighted(p, 0, 1)
                    : Angle.feature(p, random.nextDouble(0.5, 4), random.nextDouble());
            builder.gate(gate, List.of(random.nextInt(qubits)), angle);
        }
        for (int i = 0; i < 3; i++) {
            mix(builder, qubits, random);
        }
        return builder.build();
    }

    private static void mix(CircuitBuilder builder, int qubits, SplittableRandom random) {
        int q = random.nextInt(qubits);
        builder.ry(q, Angle.fixed(random.nextDouble(6)));
        builder.gate(Gate.RZ, List.of(q), Angle.parameter(random.nextInt(2)));
        Channel one = List.of(new Depolarizing(0.2 * random.nextDouble(), 1),
                new AmplitudeDamping(0.3 * random.nextDouble()), new PhaseDamping(0.3 * random.nextDouble()))
                .get(random.nextInt(3));
        builder.noise(one, q);
        if (qubits > 1) {
            int p = (q + 1 + random.nextInt(qubits - 1)) % qubits;
            builder.noise(new ResidualZz(2e5 * random.nextDouble(), 1e-6), q, p);
            builder.cx(p, q);
            builder.noise(new Depolarizing(0.1 * random.nextDouble(), 2), p, q);
        }
    }

    private static List<Observable> observables(int qubits, int count, SplittableRandom random) {
        return Stream.generate(() -> Observable.parse("0.3")
                .plus(List.of(Observable.x(0), Observable.y(qubits - 1), Observable.z(random.nextInt(qubits)))
                        .get(random.nextInt(3)).times(random.nextDouble(-2, 2))))
                .limit(count).toList();
    }

    /** RY(2 x + 0.1) and amplitude damping: Z is gamma + (1 - gamma) cos, X is sqrt(1 - gamma) sin. */
    @Test
    void hasTheValuesOfTheTextbook() {
        Circuit circuit = Circuit.on(1).ry(0, Angle.feature(0, 2, 0.1)).noise(new AmplitudeDamping(0.19), 0).build();
        WindowFilter filter = filter(DensityMatrixSimulator.on(Backends.named("scalar")), circuit, new double[0],
                List.of(Observable.z(0), Observable.x(0)));
        assertArrayEquals(new double[] {0.19 + 0.81 * Math.cos(0.7), 0.9 * Math.sin(0.7)},
                filter.apply(new double[] {0.3}, 1), 1e-15);
        assertArrayEquals(new double[] {-1.62 * Math.sin(0.7) + 5.4 * Math.cos(0.7)},
                filter.pullback(new double[] {0.3}, new double[] {1, 3}, 1), 1e-14);
    }

    private static WindowFilter filter(DensityMatrixSimulator simulator, Circuit circuit, double[] parameters,
            List<Observable> observables) {
        return new TrigonometricFilter(TrigonometricPolynomial.of(simulator, circuit, parameters, observables),
                simulator.backend(), Precision.DOUBLE);
    }

    /** Final measurements with errors before them: what is read shrinks and shifts. */
    @Test
    void seesErrorsOfTheReadout() {
        Circuit circuit = Circuit.on(2, 2).ry(0, Angle.feature(0)).ry(1, Angle.feature(1))
                .noise(ReadoutError.asymmetric(0.01, 0.07), 0).measure(0, 0).measure(1, 1)
                .build();
        WindowFilter filter = filter(DensityMatrixSimulator.on(Backends.named("scalar")),
                circuit, new double[0], Observable.allZ(2));
        double[] read = filter.apply(new double[] {0.8, 0.5}, 1);
        assertArrayEquals(new double[] {0.06 + 0.92 * Math.cos(0.8), Math.cos(0.5)}, read, 1e-15);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void pullbackEqualsCentralDifferences(int pixels) {
        SplittableRandom random = new SplittableRandom(pixels);
        DensityMatrixSimulator simulator = DensityMatrixSimulator.on(Backends.named("cpu"));
        Circuit circuit = noisy(3, pixels, random);
        WindowFilter filter = filter(simulator, circuit, new double[] {0.9, 0.2},
                observables(3, pixels, random));
        double[] at = random.doubles(pixels * 3L, -0.5, 1.5).toArray();
        double[] cotangent = random.doubles(pixels * 3L, -1, 1).toArray();
        double[] gradient = filter.pullback(at, cotangent, 3);
        for (int i = 0; i < at.length; i++) {
            double h = 1e-5;
            double[] up = at.clone();
            up[i] += h;
            double[] down = at.clone();
            down[i] -= h;
            double difference = (ClosedFormFilterTest.dot(filter.apply(up, 3), cotangent)
                    - ClosedFormFilterTest.dot(filter.apply(down, 3), cotangent)) / (2 * h);
            assertEquals(difference, gradient[i], 1e-8);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 127, 128, 129, 5000})
    void theBatchDoesNotChangeASample(int samples) {
        SplittableRandom random = new SplittableRandom(samples);
        DensityMatrixSimulator simulator = DensityMatrixSimulator.on(Backends.named("cpu"));
        Circuit circuit = noisy(3, 3, random);
        double[] parameters = {0.9, 0.2};
        List<Observable> read = observables(3, 5, random);
        WindowFilter filter = filter(simulator, circuit, parameters, read);
        double[] pixels = random.doubles(3L * samples).toArray();
        double[] cotangent = random.doubles(5L * samples).toArray();
        double[] features = filter.apply(pixels, samples);
        double[] gradient = filter.pullback(pixels, cotangent, samples);
        for (int s = 0; s < samples; s += 97) {
            double[] alone = filter.apply(column(pixels, 3, s, samples), 1);
            double[] slope = filter.pullback(column(pixels, 3, s, samples), column(cotangent, 5, s, samples), 1);
            assertArrayEquals(column(features, 5, s, samples), alone);
            assertArrayEquals(column(gradient, 3, s, samples), slope);
        }
    }

    private static double[] column(double[] rows, int count, int sample, int samples) {
        double[] out = new double[count];
        for (int r = 0; r < count; r++) {
            out[r] = rows[r * samples + sample];
        }
        return out;
    }

    @Test
    void saysHowItComputesAndRefusesWrongSizes() {
        WindowFilter filter = filter(DensityMatrixSimulator.on(Backends.named("scalar")),
                Circuit.on(1).ry(0, Angle.feature(0)).build(), new double[0], Observable.allZ(1));
        assertEquals("closed form by coefficients, double precision, backend scalar", filter.method());
        Exception e = assertThrows(IllegalArgumentException.class, () -> filter.apply(new double[3], 2));
        assertEquals("2 windows of 1 pixels need as many values as their product but were given 3", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> filter.pullback(new double[2], new double[3], 2));
    }
}
