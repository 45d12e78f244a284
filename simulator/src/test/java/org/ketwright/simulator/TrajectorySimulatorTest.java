package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ketwright.kernels.Availability;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.Backends;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.channel.AmplitudeDamping;
import org.ketwright.simulator.channel.Depolarizing;
import org.ketwright.simulator.channel.Kraus;
import org.ketwright.simulator.channel.PauliChannel;
import org.ketwright.simulator.channel.ReadoutError;
import org.ketwright.simulator.channel.ResetError;

/** Trajectories against density matrices. */
class TrajectorySimulatorTest {
    private static final double[] NONE = {};
    private static final Backend CPU = Backends.named("cpu");
    private static final DensityMatrixSimulator EXACT = DensityMatrixSimulator.on(CPU);

    static Stream<Backend> backends() {
        return Backends.all().stream().filter(b -> b.availability() instanceof Availability.Ready);
    }

    @ParameterizedTest
    @MethodSource("backends")
    @Tag("slow")
    void averagesAreThoseOfTheDensityMatrixWithinTheirErrors(Backend backend) {
        RandomCircuits random = new RandomCircuits(51);
        boolean slow = backend.name().equals("scalar");
        double squares = 0;
        int count = 0;
        for (int round = 0; round < (slow ? 8 : 50); round++) {
            int n = 1 + round % 6;
            Circuit circuit = random.noisy(n, 10);
            double[] parameters = random.parameters();
            Features features = random.features(1 + round % 3);
            List<Observable> observables = random.observables(n, 3);
            double[] exact = EXACT.expectations(circuit, parameters, features, observables);
            Estimates e = TrajectorySimulator.on(backend, slow ? 200 : 1000, round).estimate(circuit, parameters,
                    features, observables);
            for (int i = 0; i < exact.length; i++) {
                double deviation = e.means()[i] - exact[i];
                assertEquals(0, deviation, 6 * e.standardErrors()[i] + 1e-12, "circuit " + round);
                assertTrue(e.standardErrors()[i] < 0.5);
                if (e.standardErrors()[i] > 1e-6) {
                    squares += Math.pow(deviation / e.standardErrors()[i], 2);
                    count++;
                }
            }
        }
        // The errors are neither too small nor too large.
        assertEquals(1, squares / count, slow ? 0.6 : 0.3);
    }

    @Test
    void pureCircuitsHaveNoError() {
        RandomCircuits random = new RandomCircuits(52);
        Circuit circuit = random.driven(4, 12);
        double[] parameters = random.parameters();
        Features features = random.features(3);
        List<Observable> observables = random.observables(4, 2);
        Estimates e = TrajectorySimulator.on(CPU, 5, 1).estimate(circuit, parameters, features, observables);
        assertArrayEquals(StateVectorSimulator.on(CPU).expectations(circuit, parameters, features, observables),
                e.means(), 1e-12);
        assertTrue(Arrays.stream(e.standardErrors()).allMatch(s -> s < 1e-12));
        assertEquals(Double.POSITIVE_INFINITY, TrajectorySimulator.on(CPU, 1, 1)
                .estimate(circuit, parameters, features, observables).standardErrors()[0]);
    }

    @Test
    void resultsDependNeitherOnTheSplitNorOnTheOrder() {
        RandomCircuits random = new RandomCircuits(53);
        Circuit circuit = random.noisy(3, 15);
        double[] parameters = random.parameters();
        Features features = random.features(3);
        List<Observable> observables = random.observables(3, 2);
        TrajectorySimulator simulator = TrajectorySimulator.on(CPU, 21, 7);
        Estimates whole = simulator.estimate(circuit, parameters, features, observables);
        for (int chunk : new int[] {8, 16, 40, 200}) {
            Estimates parts = simulator.withChunk(chunk).estimate(circuit, parameters, features, observables);
            assertArrayEquals(whole.means(), parts.means(), 0);
            assertArrayEquals(whole.standardErrors(), parts.standardErrors(), 0);
        }
        Estimates other = simulator.withSeed(8).estimate(circuit, parameters, features, observables);
        assertFalse(Arrays.equals(whole.means(), other.means()));
    }

    private static Circuit dynamic() {
        ReadoutError error = ReadoutError.asymmetric(0.1, 0.2);
        Operation turn = new Operation.Apply(Gate.RY, List.of(1), List.of(Angle.feature(0, 1, 0.3)));
        Operation flip = new Operation.Apply(Gate.X, List.of(0), List.of());
        Operation noise = new Operation.Noise(new AmplitudeDamping(0.3), List.of(1));
        Operation pauli = new Operation.Noise(PauliChannel.bitFlip(0.4), List.of(0));
        Operation inner = new Operation.Conditional(Condition.set(1), List.of(flip, pauli), List.of(noise));
        return Circuit.on(2, 3).h(0).cx(0, 1).noise(new ResetError(0.1, 0.05), 1).measure(0, 0).misread(error, 0)
                .rx(1, 0.8).measure(1, 1)
                .add(new Operation.Conditional(Condition.set(0), List.of(turn, inner), List.of(noise, flip)))
                .reset(0).ry(0, 1.1).cx(0, 1).measure(0, 0).measure(1, 2).misread(error.beside(error), 2, 0).build();
    }

    @Test
    void dynamicCircuitsHaveTheDistributionOfTheDensityMatrix() {
        Features x = Features.single(0.4);
        Map<String, Double> exact = EXACT.distribution(dynamic(), NONE, x).probabilities();
        int shots = 20_000;
        TrajectorySimulator simulator = TrajectorySimulator.on(CPU, shots, 5);
        Counts counts = simulator.sample(dynamic(), NONE, x, shots, 5);
        assertEquals(shots, counts.counts().values().stream().mapToLong(c -> c).sum());
        assertTrue(exact.keySet().containsAll(counts.counts().keySet()));
        exact.forEach((outcome, p) -> assertEquals(p, counts.counts().getOrDefault(outcome, 0L) / (double) shots,
                6 * Math.sqrt(p * (1 - p) / shots), outcome));
        assertEquals(counts.counts().getOrDefault("111", 0L) / (double) shots, simulator.distribution(dynamic(), NONE,
                x).probabilities().getOrDefault("111", 0.0), 1e-15);
        List<Observable> observables = new RandomCircuits(54).observables(2, 4);
        double[] wanted = EXACT.expectations(dynamic(), NONE, x, observables);
        Estimates e = simulator.estimate(dynamic(), NONE, x, observables);
        for (int k = 0; k < 4; k++) {
            assertEquals(wanted[k], e.means()[k], 6 * e.standardErrors()[k] + 1e-12);
        }
    }

    @Test
    void probabilitiesAreThoseOfTheDensityMatrix() {
        RandomCircuits random = new RandomCircuits(55);
        Circuit circuit = random.noisy(4, 12);
        double[] parameters = random.parameters();
        Features features = random.features(2);
        double[] exact = EXACT.probabilities(circuit, parameters, features, 2, 0);
        double[] given = TrajectorySimulator.on(CPU, 4000, 3).probabilities(circuit, parameters, features, 2, 0);
        assertArrayEquals(exact, given, 6 * 0.5 / Math.sqrt(4000));
    }

    /** Of more unitary maps than an int has bits each is drawn alone. */
    @Test
    void mixturesMayHaveManyMaps() {
        List<Matrix> operators = new ArrayList<>();
        for (int j = 0; j < 40; j++) {
            double share = j == 0 ? 0.5 : j == 32 ? 0.1 : 0.4 / 38;
            Matrix map = j == 32 ? Gate.X.matrix() : j == 0 ? Gate.S.matrix() : Gate.RZ.matrix(j);
            operators.add(Matrix.zero(1).plus(Math.sqrt(share), map));
        }
        Circuit circuit = Circuit.on(1, 1).noise(new Kraus(operators), 0).measure(0, 0)
                .when(Condition.set(0), new Operation.Noise(new Kraus(operators), List.of(0))).build();
        Estimates e = TrajectorySimulator.on(CPU, 20_000, 3).estimate(circuit, NONE, Features.none(),
                Observable.allZ(1));
        double exact = EXACT.expectations(circuit, NONE, Features.none(), Observable.allZ(1))[0];
        assertEquals(0.82, exact, 1e-12);
        assertEquals(exact, e.means()[0], 5 * e.standardErrors()[0]);
    }

    @Test
    void operatorsMayBeZero() {
        Matrix zero = Matrix.zero(1);
        List<Kraus> sets = List.of(new Kraus(List.of(Gate.H.matrix(), zero)),
                new Kraus(List.of(zero, Matrix.real(1, 1, 0, 0, Math.sqrt(0.7)), Matrix.real(1, 0, Math.sqrt(0.3), 0,
                        0))));
        for (Kraus set : sets) {
            Circuit circuit = Circuit.on(1).ry(0, 1).noise(set, 0).build();
            Estimates e = TrajectorySimulator.on(CPU, 2000, 4).estimate(circuit, NONE, Features.none(),
                    Observable.allZ(1));
            assertEquals(EXACT.expectations(circuit, NONE, Features.none(), Observable.allZ(1))[0], e.means()[0],
                    5 * e.standardErrors()[0] + 1e-12);
        }
    }

    /** What drives the steps takes memory too: as many numbers for each trajectory as a part of the circuit has. */
    @Test
    void columnsOfTheLongestPartAreCounted() {
        CircuitBuilder circuit = Circuit.on(2, 1).noise(new Depolarizing(0.1, 2), 0, 1).measure(0, 0);
        for (int i = 0; i < 5; i++) {
            circuit.noise(new Depolarizing(0.1, 1), 1).rx(1, Angle.feature(0));
        }
        circuit.noise(new AmplitudeDamping(0.1), 0);
        assertEquals(15, TrajectoryProgram.of(circuit.build()).columns());
        assertEquals(17, TrajectoryProgram.of(Circuit.on(1, 1).measure(0, 0).when(Condition.set(0),
                Collections.nCopies(17, new Operation.Apply(Gate.H, List.of(0), List.of())).toArray(Operation[]::new))
                .build()).columns());
    }

    @Test
    void faintStatesStayNormal() {
        // Each jump leaves a thousandth of the norm of the state, far more often than the range of numbers allows.
        CircuitBuilder builder = Circuit.on(2);
        builder.h(0).cx(0, 1);
        Kraus weak = new Kraus(List.of(Matrix.real(1, Math.sqrt(1 - 1e-4), 0, 0, 0.6),
                Matrix.real(1, 0.01, 0, 0, 0.8)));
        for (int i = 0; i < 2000; i++) {
            builder.x(0).noise(weak, 0);
        }
        Estimates e = TrajectorySimulator.on(CPU, 50, 3).estimate(builder.build(), NONE, Features.none(),
                List.of(Observable.parse("1"), Observable.z(0)));
        assertEquals(1, e.means()[0], 1e-12);
        assertTrue(Math.abs(e.means()[1]) <= 1 + 1e-12);
    }

    @Test
    void wideCircuitsRunOneStateAtATime() {
        int n = 17;
        CircuitBuilder builder = Circuit.on(n);
        for (int q = 0; q < n; q++) {
            builder.x(q).noise(new AmplitudeDamping(0.5), q);
        }
        Estimates e = TrajectorySimulator.on(CPU, 8, 3).estimate(
                builder.noise(new Depolarizing(0.2, 2), 3, 16).build(), NONE, Features.none(), Observable.allZ(n));
        double mean = Arrays.stream(e.means()).average().orElseThrow();
        assertEquals(0, mean, 6 / Math.sqrt(8 * n));
    }

    @Test
    void gradientsAreUnbiased() {
        RandomCircuits random = new RandomCircuits(56);
        Circuit circuit = Circuit.on(2).ry(0, Angle.parameter(0)).noise(new AmplitudeDamping(0.3), 0).cx(0, 1)
                .rx(1, Angle.feature(0)).noise(new Depolarizing(0.1, 2), 0, 1).build();
        double[] parameters = {0.7};
        Features features = new Features(2, 1, new double[] {0.2, 1.1});
        List<Observable> observables = random.observables(2, 2);
        double[] cotangent = random.numbers(4);
        Set<Wrt> wanted = Set.of(Wrt.PARAMETERS, Wrt.FEATURES, Wrt.STRENGTHS);
        Pullback exact = EXACT.pullback(circuit, parameters, features, observables, cotangent, wanted);
        Pullback drawn = TrajectorySimulator.on(CPU, 20_000, 9).pullback(circuit, parameters, features, observables,
                cotangent, wanted);
        assertArrayEquals(exact.parameterGradient(), drawn.parameterGradient(), 0.08);
        assertArrayEquals(exact.featureGradient(), drawn.featureGradient(), 0.08);
        assertArrayEquals(exact.strengthGradient(), drawn.strengthGradient(), 0.15);
        assertThrows(IllegalArgumentException.class, () -> TrajectorySimulator.on(CPU, 2, 1).pullback(circuit,
                parameters, features, observables, cotangent, Set.of(Wrt.START)));
        assertThrows(IllegalArgumentException.class, () -> TrajectorySimulator.on(CPU, 0, 1));
    }
}
