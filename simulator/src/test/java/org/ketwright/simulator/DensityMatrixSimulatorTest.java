package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ketwright.kernels.Availability;
import org.ketwright.kernels.Backends;
import org.ketwright.kernels.InsufficientMemoryException;
import org.ketwright.kernels.Matrix;
import org.ketwright.kernels.Precision;
import org.ketwright.simulator.channel.Depolarizing;
import org.ketwright.simulator.channel.ReadoutError;

/** Density matrices against products of textbook matrices. */
class DensityMatrixSimulatorTest {
    private static final double[] NONE = {};

    static Stream<DensityMatrixSimulator> simulators() {
        return Backends.all().stream().filter(b -> b.availability() instanceof Availability.Ready)
                .map(DensityMatrixSimulator::on);
    }

    private static Dense dense(DensityMatrix state) {
        return Dense.of(state.matrix());
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void statesAreThoseOfTheTextbook(DensityMatrixSimulator simulator) {
        RandomCircuits random = new RandomCircuits(1);
        for (int round = 0; round < 40; round++) {
            int n = 1 + round % 5;
            Circuit circuit = round % 4 == 0 ? random.fixed(n, 12) : random.noisy(n, 10);
            double[] parameters = random.parameters();
            Features features = random.features(1 + round % 3);
            List<DensityMatrix> states = simulator.densities(circuit, parameters, features);
            List<Observable> observables = random.observables(n, 3);
            double[] means = simulator.expectations(circuit, parameters, features, observables);
            double[] p = simulator.probabilities(circuit, parameters, features);
            for (int s = 0; s < features.samples(); s++) {
                Dense wanted = TextbookMixtures.state(circuit, parameters, features.row(s));
                assertTrue(dense(states.get(s)).distance(wanted) < 1e-12, "round " + round);
                for (int k = 0; k < 3; k++) {
                    double mean = TextbookMixtures.trace(wanted.times(Textbook.matrix(n, observables.get(k))));
                    assertEquals(mean, means[k * features.samples() + s], 1e-12);
                    assertEquals(mean, states.get(s).expectation(observables.get(k)), 1e-12);
                }
                for (int i = 0; i < 1 << n; i++) {
                    assertEquals(wanted.re()[i][i], p[i * features.samples() + s], 1e-12);
                }
                assertEquals(TextbookMixtures.trace(wanted.times(wanted)), states.get(s).purity(), 1e-12);
                assertEquals(1, states.get(s).trace(), 1e-12);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void withoutNoiseItIsTheStateVector(DensityMatrixSimulator simulator) {
        StateVectorSimulator pure = StateVectorSimulator.on(simulator.backend());
        RandomCircuits random = new RandomCircuits(2);
        for (int round = 0; round < 30; round++) {
            int n = 1 + round % 6;
            Circuit noisy = random.noisy(n, 12);
            Circuit silent = new Circuit(n, 0, noisy.operations().stream()
                    .map(o -> o instanceof Operation.Noise x
                            ? new Operation.Noise(x.channel().scaled(0), x.qubits())
                            : o).toList());
            Circuit without = new Circuit(n, 0,
                    noisy.operations().stream().filter(o -> !(o instanceof Operation.Noise)).toList());
            double[] parameters = random.parameters();
            Features features = random.features(3);
            List<Observable> observables = random.observables(n, 4);
            assertArrayEquals(pure.expectations(without, parameters, features, observables),
                    simulator.expectations(silent, parameters, features, observables), 1e-13);
            assertArrayEquals(pure.probabilities(without, parameters, features),
                    simulator.probabilities(silent, parameters, features), 1e-13);
            StateVector state = pure.states(without, parameters, features).get(1);
            assertEquals(1, simulator.densities(silent, parameters, features).get(1).fidelity(state), 1e-12);
        }
    }

    @Test
    void largeStatesAreThoseOfTheStateVector() {
        DensityMatrixSimulator simulator = DensityMatrixSimulator.on(Backends.named("cpu"));
        StateVectorSimulator pure = StateVectorSimulator.on(simulator.backend());
        RandomCircuits random = new RandomCircuits(8);
        for (int n = 8; n <= 10; n++) {
            Circuit noisy = random.noisy(n, 30);
            Circuit silent = new Circuit(n, 0, noisy.operations().stream()
                    .map(o -> o instanceof Operation.Noise x
                            ? new Operation.Noise(x.channel().scaled(0), x.qubits())
                            : o).toList());
            Circuit without = new Circuit(n, 0,
                    noisy.operations().stream().filter(o -> !(o instanceof Operation.Noise)).toList());
            double[] parameters = random.parameters();
            Features features = random.features(1);
            List<Observable> observables = random.observables(n, 3);
            double[] cotangent = random.numbers(3);
            Set<Wrt> wanted = Set.of(Wrt.PARAMETERS, Wrt.FEATURES);
            Pullback a = pure.pullback(without, parameters, features, observables, cotangent, wanted);
            Pullback b = simulator.pullback(silent, parameters, features, observables, cotangent, wanted);
            assertArrayEquals(a.values(), b.values(), 1e-12);
            assertArrayEquals(a.parameterGradient(), b.parameterGradient(), 1e-10);
            assertArrayEquals(a.featureGradient(), b.featureGradient(), 1e-10);
            assertEquals(1, simulator.densities(silent, parameters, features).get(0)
                    .fidelity(pure.states(without, parameters, features).get(0)), 1e-11);
        }
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void startStatesAreThoseOfTheStateVector(DensityMatrixSimulator simulator) {
        StateVectorSimulator pure = StateVectorSimulator.on(simulator.backend());
        RandomCircuits random = new RandomCircuits(3);
        for (int n = 1; n <= 4; n++) {
            Circuit circuit = random.driven(n, 8);
            double[] parameters = random.parameters();
            Features features = random.features(3);
            List<Observable> observables = random.observables(n, 3);
            StartStates start = new StartStates(3, n, random.numbers(3 << n), random.numbers(3 << n));
            assertArrayEquals(pure.expectations(circuit, parameters, features, start, observables),
                    simulator.withChunk(1).expectations(circuit, parameters, features, start, observables), 1e-11);
        }
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void noiseAndMisreadingInsideDynamicCircuits(DensityMatrixSimulator simulator) {
        for (int seed = 0; seed < 40; seed++) {
            RandomCircuits random = new RandomCircuits(seed);
            Circuit circuit = random.dynamic(1 + seed % 3, 1 + seed / 3 % 3, 4);
            double[] parameters = random.parameters();
            Features features = random.features(1);
            Map<String, Double> wanted = TextbookMixtures.distribution(circuit, parameters, features.row(0));
            Map<String, Double> given = simulator.distribution(circuit, parameters, features).probabilities();
            Set<String> outcomes = new TreeSet<>(wanted.keySet());
            outcomes.addAll(given.keySet());
            for (String o : outcomes) {
                assertEquals(wanted.getOrDefault(o, 0.0), given.getOrDefault(o, 0.0), 1e-12, "circuit " + seed);
            }
            Dense state = TextbookMixtures.state(circuit, parameters, features.row(0));
            assertTrue(dense(simulator.densities(circuit, parameters, features).get(0)).distance(state) < 1e-12);
        }
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void manyControlsAreTakenApartExactly(DensityMatrixSimulator simulator) {
        RandomCircuits random = new RandomCircuits(4);
        for (Gate gate : Gate.values()) {
            int n = Math.max(5, gate.arity());
            List<Integer> order = random.shuffled(n);
            List<Angle> angles = IntStream.range(0, gate.parameters()).mapToObj(Angle::parameter).toList();
            List<Control> controls = order.subList(gate.arity(), Math.min(n, gate.arity() + 3)).stream()
                    .map(q -> new Control(q, q % 2 == 0)).toList();
            CircuitBuilder driven = Circuit.on(n).add(random.fixed(n, 4));
            for (int q = 0; q < n; q++) {
                driven.h(q);
            }
            driven.controlled(controls, gate, order.subList(0, gate.arity()), angles.toArray(Angle[]::new));
            double[] parameters = random.parameters();
            Circuit circuit = driven.build();
            Dense wanted = TextbookMixtures.state(circuit, parameters, NONE);
            Dense given = dense(simulator.densities(circuit, parameters, Features.none()).get(0));
            assertTrue(given.distance(wanted) < 1e-12, gate + " " + given.distance(wanted));
            Dense bound = dense(simulator.densities(circuit.bind(parameters), NONE, Features.none()).get(0));
            assertTrue(bound.distance(wanted) < 1e-12, gate + " " + bound.distance(wanted));
        }
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void carryingObservablesBackChangesNoMean(DensityMatrixSimulator simulator) {
        RandomCircuits random = new RandomCircuits(5);
        for (int round = 0; round < 12; round++) {
            int n = 1 + round % 4;
            Circuit first = random.noisy(n, 4);
            double[] parameters = random.parameters();
            Circuit second = new Circuit(n, 0, random.noisy(n, 6).operations().stream()
                    .filter(o -> o.allAngles().allMatch(a -> a.features() == 0)).toList());
            Features features = random.features(3);
            List<Observable> observables = random.observables(n, 2);
            double[] wanted = simulator.expectations(first.then(second), parameters, features, observables);
            double[] given = simulator.expectations(first, parameters, features,
                    simulator.carriedBack(second, parameters, observables));
            assertArrayEquals(wanted, given, 1e-12);
        }
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void singlePrecisionIsClose(DensityMatrixSimulator simulator) {
        RandomCircuits random = new RandomCircuits(6);
        Circuit circuit = random.noisy(4, 20);
        double[] parameters = random.parameters();
        List<Observable> observables = random.observables(4, 3);
        Features features = random.features(2);
        assertArrayEquals(simulator.expectations(circuit, parameters, features, observables),
                simulator.withPrecision(Precision.SINGLE).expectations(circuit, parameters, features, observables),
                1e-4);
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void shotsOfASeedAreTheSame(DensityMatrixSimulator simulator) {
        Circuit circuit = Circuit.on(2, 2).h(0).cx(0, 1).noise(new Depolarizing(0.1, 2), 0, 1).measure(0, 0)
                .measure(1, 1).misread(ReadoutError.asymmetric(0.05, 0.1), 1).build();
        Counts counts = simulator.sample(circuit, NONE, Features.none(), 5000, 3);
        assertEquals(counts, simulator.sample(circuit, NONE, Features.none(), 5000, 3));
        Map<String, Double> exact = simulator.distribution(circuit, NONE, Features.none()).probabilities();
        exact.forEach((outcome, p) -> assertEquals(p, counts.counts().getOrDefault(outcome, 0L) / 5000.0,
                6 * Math.sqrt(p * (1 - p) / 5000)));
        assertEquals(Method.DENSITY_MATRIX, counts.provenance().method());
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void wrongUseIsRefused(DensityMatrixSimulator simulator) {
        Circuit wide = Circuit.on(16).h(0).build();
        Circuit large = Circuit.on(15).h(0).build();
        Circuit matrix = Circuit.on(6).unitary(Matrix.identity(6), 0, 1, 2, 3, 4, 5).build();
        Circuit small = Circuit.on(1).ry(0, Angle.feature(0)).build();
        List<Observable> z = Observable.allZ(1);
        List<Runnable> wrong = List.of(() -> simulator.expectations(wide, NONE, Features.none(), z),
                () -> simulator.expectations(matrix, NONE, Features.none(), z),
                () -> simulator.expectations(small, NONE, Features.none(), z),
                () -> simulator.densities(large, NONE, Features.none()),
                () -> simulator.carriedBack(small, NONE, z),
                () -> simulator.distribution(small, NONE, Features.single(1)),
                () -> simulator.pullback(small, NONE, Features.single(1), z, new double[2], Set.of()),
                () -> simulator.pullback(small, NONE, Features.single(1), z, new double[1], Set.of(Wrt.START)));
        for (Runnable r : wrong) {
            assertThrows(IllegalArgumentException.class, r::run);
        }
        // Too large for the memory of any machine this runs on, or for the backend.
        RuntimeException full = assertThrows(RuntimeException.class,
                () -> simulator.expectations(Circuit.on(15, 3).h(0).measure(0, 0)
                        .when(Condition.set(0), new Operation.Reset(0)).build(), NONE, Features.none(), z));
        assertTrue(full instanceof InsufficientMemoryException || full instanceof IllegalArgumentException);
    }
}
