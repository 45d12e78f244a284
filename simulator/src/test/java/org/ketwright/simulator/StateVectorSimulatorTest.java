package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ketwright.kernels.Amplitudes;
import org.ketwright.kernels.Availability;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.Backends;
import org.ketwright.kernels.Precision;

/** Runs against textbook linear algebra, on every backend that answers. */
class StateVectorSimulatorTest {
    private static final double TOLERANCE = 1e-13;

    static Stream<StateVectorSimulator> simulators() {
        return Backends.all().stream().filter(b -> b.availability() instanceof Availability.Ready)
                .map(StateVectorSimulator::on);
    }

    private static Dense column(StateVector state) {
        Dense out = Dense.zero(1 << state.qubits(), 1);
        for (int i = 0; i < out.rows(); i++) {
            out.re()[i][0] = state.re(i);
            out.im()[i][0] = state.im(i);
        }
        return out;
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void everyGateOnAllOrderedQubits(StateVectorSimulator simulator) {
        RandomCircuits random = new RandomCircuits(1);
        for (Gate gate : Gate.values()) {
            int n = Math.max(1, Math.min(gate.arity() + 1, 5));
            for (List<Integer> on : Textbook.arrangements(n, gate.arity())) {
                Angle[] angles = IntStream.range(0, gate.parameters()).mapToObj(i -> Angle.fixed(random.numbers(1)[0]))
                        .toArray(Angle[]::new);
                CircuitBuilder circuit = Circuit.on(n);
                for (int q = 0; q < n; q++) {
                    circuit.u(q, Angle.fixed(1 + q), Angle.fixed(2 - q), Angle.fixed(0.5));
                }
                Circuit whole = circuit.gate(gate, on, angles).build();
                StateVector state = simulator.states(whole, new double[0], Features.none()).get(0);
                assertEquals(0, column(state).distance(Textbook.state(whole, new double[0], new double[0])), TOLERANCE,
                        gate + " on " + on);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void statesOfRandomCircuits(StateVectorSimulator simulator) {
        RandomCircuits random = new RandomCircuits(2);
        for (int round = 0; round < 40; round++) {
            int n = 1 + round % 6;
            Circuit circuit = random.fixed(n, 20);
            StateVector state = simulator.states(circuit, new double[0], Features.none()).get(0);
            assertEquals(0, column(state).distance(Textbook.state(circuit, new double[0], new double[0])), TOLERANCE);
            assertEquals(1, state.normSquared(), TOLERANCE);
        }
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void batchesOfExpectationsStatesAndProbabilities(StateVectorSimulator simulator) {
        RandomCircuits random = new RandomCircuits(3);
        for (int round = 0; round < 20; round++) {
            int n = 1 + round % 6;
            int batch = 1 + round;
            Circuit circuit = random.driven(n, 15);
            double[] parameters = random.parameters();
            Features features = random.features(batch);
            List<Observable> observables = random.observables(n, 3);
            double[] values = simulator.expectations(circuit, parameters, features, observables);
            List<StateVector> states = simulator.states(circuit, parameters, features);
            int[] kept = random.shuffled(n).stream().mapToInt(q -> q).limit(2).toArray();
            double[] probabilities = simulator.probabilities(circuit, parameters, features, kept);
            double[] all = simulator.probabilities(circuit, parameters, features);
            for (int s = 0; s < batch; s++) {
                Dense state = Textbook.state(circuit, parameters, features.row(s));
                assertEquals(0, column(states.get(s)).distance(state), TOLERANCE);
                for (int k = 0; k < observables.size(); k++) {
                    double wanted = Textbook.expectation(state, Textbook.matrix(n, observables.get(k)));
                    assertEquals(wanted, values[k * batch + s], TOLERANCE * 10);
                    assertEquals(wanted, states.get(s).expectation(observables.get(k)), TOLERANCE * 10);
                }
                double[] summed = new double[1 << kept.length];
                for (int i = 0; i < 1 << n; i++) {
                    double p = Math.pow(state.re()[i][0], 2) + Math.pow(state.im()[i][0], 2);
                    assertEquals(p, all[i * batch + s], TOLERANCE);
                    int outcome = 0;
                    for (int b = 0; b < kept.length; b++) {
                        outcome |= (i >> kept[b] & 1) << b;
                    }
                    summed[outcome] += p;
                }
                assertArrayEquals(summed, states.get(s).probabilities(kept), TOLERANCE);
                for (int i = 0; i < summed.length; i++) {
                    assertEquals(summed[i], probabilities[i * batch + s], TOLERANCE);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void singlePrecisionIsClose(StateVectorSimulator simulator) {
        RandomCircuits random = new RandomCircuits(4);
        Circuit circuit = random.driven(4, 30);
        double[] parameters = random.parameters();
        Features features = random.features(9);
        List<Observable> observables = Observable.allZ(4);
        double[] exact = simulator.expectations(circuit, parameters, features, observables);
        StateVectorSimulator single = simulator.withPrecision(Precision.SINGLE);
        assertArrayEquals(exact, single.expectations(circuit, parameters, features, observables), 1e-5);
        assertEquals(Precision.SINGLE, single.provenance().precision());
        assertEquals(simulator.backend().name(), single.provenance().backend());
        assertEquals(Method.STATE_VECTOR, single.provenance().method());
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void keepsStatesOnTheBackend(StateVectorSimulator simulator) {
        Circuit bell = Circuit.on(2).h(0).cx(0, 1).build();
        try (Amplitudes state = simulator.run(bell, new double[0], Features.none(3))) {
            assertEquals(3, state.batch());
            assertArrayEquals(new double[] {0.5, 0.5, 0.5, 0, 0, 0, 0, 0, 0, 0.5, 0.5, 0.5}, state.probabilities(0, 1),
                    TOLERANCE);
            simulator.apply(bell.inverse(), new double[0], Features.none(3), state);
            assertArrayEquals(new double[] {1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0}, state.probabilities(0, 1), TOLERANCE);
            refused("sample", () -> simulator.apply(bell, new double[0], Features.none(2), state));
        }
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void refusesWhatDoesNotFit(StateVectorSimulator simulator) {
        Circuit circuit = Circuit.on(2).ry(0, Angle.weighted(1, 2)).build();
        List<Observable> z = List.of(Observable.z(0));
        double[] three = new double[3];
        Features two = Features.single(1, 2);
        refused("3 parameters", () -> simulator.expectations(circuit, new double[2], two, z));
        refused("2 features", () -> simulator.expectations(circuit, three, Features.single(1), z));
        refused("finite", () -> simulator.expectations(circuit, new double[] {0, 0, Double.NaN}, two, z));
        refused("finite",
                () -> simulator.expectations(circuit, three, Features.single(1, Double.POSITIVE_INFINITY), z));
        refused("observable", () -> simulator.expectations(circuit, three, two, List.of()));
        refused("Z2", () -> simulator.expectations(circuit, three, two, List.of(Observable.z(2))));
        refused("cotangent", () -> simulator.pullback(circuit, three, two, z, new double[2], Set.of()));
        refused("start", () -> simulator.pullback(circuit, three, two, z, new double[1], Set.of(Wrt.START)));
        refused("differ", () -> simulator.probabilities(circuit, three, two, 1, 1));
        refused("0..1", () -> simulator.probabilities(circuit, three, two, 2));
        refused("Measure", () -> simulator.states(Circuit.on(1, 1).measure(0, 0).build(), three, two));
        refused("Reset", () -> simulator.states(Circuit.on(1).reset(0).build(), three, two));
        refused("62", () -> simulator.expectations(Circuit.on(63).build(), three, two, z));
    }

    private static void refused(String part, org.junit.jupiter.api.function.Executable what) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, what);
        assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void largeBatchesAreSplitWithoutTrace(StateVectorSimulator simulator) {
        RandomCircuits random = new RandomCircuits(5);
        Circuit circuit = random.driven(3, 12);
        double[] parameters = random.parameters();
        int batch = 23;
        Features features = random.features(batch);
        StartStates start = new StartStates(batch, 3, random.numbers(8 * batch), random.numbers(8 * batch));
        List<Observable> observables = random.observables(3, 2);
        double[] cotangent = random.numbers(2 * batch);
        StateVectorSimulator split = simulator.withChunk(60);
        assertArrayEquals(simulator.probabilities(circuit, parameters, features),
                split.probabilities(circuit, parameters, features), 0);
        assertEquals(batch, split.states(circuit, parameters, features).size());
        Set<Wrt> all = Set.of(Wrt.values());
        Pullback whole = simulator.pullback(circuit, parameters, features, start, observables, cotangent, all);
        Pullback parts = split.pullback(circuit, parameters, features, start, observables, cotangent, all);
        assertArrayEquals(whole.values(), parts.values(), 0);
        assertArrayEquals(whole.featureGradient(), parts.featureGradient(), 0);
        assertArrayEquals(whole.startGradient(), parts.startGradient(), 0);
        assertArrayEquals(whole.parameterGradient(), parts.parameterGradient(), TOLERANCE * 100);
    }

    /** Measurements at the end leave probabilities as they are, and of observables what commutes with them. */
    @ParameterizedTest
    @MethodSource("simulators")
    void measuresAtTheEnd(StateVectorSimulator simulator) {
        RandomCircuits random = new RandomCircuits(6);
        Circuit before = random.driven(3, 12);
        Circuit measured = new Circuit(3, 2, before.operations()).then(Circuit.on(3, 2).measure(0, 0).measure(2, 0)
                .build());
        double[] parameters = random.parameters();
        Features features = random.features(4);
        List<Observable> observables = List.of(Observable.x(0), Observable.y(1), Observable.parse("Z0 X1 + 2 Z2"));
        List<Observable> left = List.of(Observable.x(0).times(0), Observable.y(1), observables.get(2));
        assertArrayEquals(simulator.expectations(before, parameters, features, left),
                simulator.expectations(measured, parameters, features, observables), 0);
        assertArrayEquals(simulator.probabilities(before, parameters, features, 2, 0),
                simulator.probabilities(measured, parameters, features, 2, 0), 0);
        Jacobian jacobian = simulator.jacobian(measured, parameters, features, observables);
        assertArrayEquals(simulator.jacobian(before, parameters, features, left).byFeature(), jacobian.byFeature(), 0);
        double[] cotangent = random.numbers(12);
        StartStates start = new StartStates(4, 3, random.numbers(32), random.numbers(32));
        Set<Wrt> all = Set.of(Wrt.values());
        Pullback pullback = simulator.pullback(measured, parameters, features, start, observables, cotangent, all);
        assertArrayEquals(simulator.pullback(before, parameters, features, start, left, cotangent, all)
                .startGradient(), pullback.startGradient(), 0);
        DensityMatrixSimulator mixed = DensityMatrixSimulator.on(simulator.backend());
        assertArrayEquals(mixed.jacobian(measured, parameters, features, observables).byParameter(),
                jacobian.byParameter(), 1e-12);
        refused("measurement", () -> simulator.states(measured, parameters, features));
        Circuit reset = new Circuit(3, 2, measured.operations()).then(Circuit.on(3, 2).reset(0).build());
        refused("is Measure", () -> simulator.jacobian(reset, parameters, features, observables));
        refused("is Measure", () -> simulator.probabilities(reset, parameters, features));
    }

    /** Whatever is finite itself may make an angle that is not. */
    @ParameterizedTest
    @MethodSource("simulators")
    void refusesFeaturesTooLargeForTheirAngles(StateVectorSimulator simulator) {
        double[] large = {1e200};
        for (Angle angle : List.of(Angle.feature(0, 1e150), Angle.feature(0, 1, 1e308), Angle.weighted(0, 0),
                new Angle.Weighted(0, 1, 0, 1e150))) {
            Circuit circuit = Circuit.on(1).rx(0, angle).build();
            for (double x : new double[] {1e308, -1e308}) {
                refused("angles must be finite but features of up to 1.0E308", () -> simulator.expectations(circuit,
                        new double[] {large[0], 1}, Features.single(x), Observable.allZ(1)));
                refused("angles must be finite", () -> DensityMatrixSimulator.on(simulator.backend()).expectations(
                        circuit, new double[] {large[0], 1}, Features.single(x), Observable.allZ(1)));
            }
        }
    }

    /** Where the squares of features no longer fit a number. */
    @ParameterizedTest
    @MethodSource("simulators")
    void embedsLargeFeatures(StateVectorSimulator simulator) {
        AmplitudeEmbedding embedding = new AmplitudeEmbedding(2);
        double[] g = {0.5, -1, 2, 0.25};
        double[] small = embedding.pull(Features.single(3, 0, 4), g);
        for (double scale : new double[] {1, 1e160, 1e200, 1e300}) {
            Features large = Features.single(3 * scale, 0, 4 * scale);
            assertArrayEquals(new double[] {0.6, 0, 0.8, 0}, embedding.states(large).real(), 1e-15);
            double[] pulled = embedding.pull(large, g);
            for (int i = 0; i < 3; i++) {
                assertEquals(small[i], pulled[i] * scale, 1e-15);
            }
        }
        assertEquals(0.36 - 0.64, simulator.expectations(Circuit.on(2).build(), new double[0], Features.none(),
                embedding.states(Features.single(3e200, 0, 4e200)), List.of(Observable.z(1)))[0], 1e-14);
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void backendsAreNamed(StateVectorSimulator simulator) {
        Backend backend = simulator.backend();
        assertTrue(simulator.toString().contains(backend.name()));
    }
}
