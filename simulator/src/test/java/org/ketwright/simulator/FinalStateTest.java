package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ketwright.kernels.Backends;
import org.ketwright.kernels.Precision;
import org.ketwright.kernels.SweepStats;

/** One run read in several ways gives what several runs give. */
class FinalStateTest {
    private static final Circuit MEASURED = Circuit.on(3, 2).ry(0, Angle.parameter(0)).cx(0, 1)
            .rx(2, Angle.feature(0, 2)).cx(1, 2).measure(2, 0).measure(0, 1).build();
    private static final double[] THETA = {0.8};
    private static final List<Observable> OBSERVABLES = List.of(Observable.z(0), Observable.x(2),
            Observable.parse("0.5 Z0 Z2 - X1 + 2"));

    private static StateVectorSimulator on(String backend) {
        return StateVectorSimulator.on(Backends.named(backend));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "scalar"})
    void readingsAreThoseOfSeparateRuns(String backend) {
        StateVectorSimulator simulator = on(backend);
        Features x = Features.single(0.3);
        try (FinalState state = FinalState.of(simulator, MEASURED, THETA, 0.3)) {
            state.run();
            assertArrayEquals(simulator.expectations(MEASURED, THETA, x, OBSERVABLES),
                    state.expectations(OBSERVABLES), 1e-14);
            assertEquals(simulator.sample(MEASURED, THETA, x, 1000, 7), state.sample(1000, 7));
            assertEquals(new TreeMap<>(Map.of(0, 2, 1, 0)), state.measured());
            assertEquals(2, state.outcomeBits());
            double[] read = new double[16];
            state.amplitudes().read(0, 0, read);
            assertArrayEquals(simulator.states(MEASURED.withoutFinalMeasurements(), THETA, x).getFirst().toArray(),
                    read, 1e-14);
            state.run();
            assertArrayEquals(simulator.expectations(MEASURED, THETA, x, OBSERVABLES),
                    state.expectations(OBSERVABLES), 1e-14);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "scalar"})
    void statesAreShownAtNamedPointsInOneRun(String backend) {
        Circuit first = Circuit.on(3).ry(0, Angle.parameter(0)).cx(0, 1).build();
        Circuit second = first.then(Circuit.on(3).rx(2, 0.7).cx(1, 2).build());
        Circuit named = Circuit.on(3, 1).snapshot("start").ry(0, Angle.parameter(0)).cx(0, 1).snapshot("bell").wall()
                .rx(2, 0.7).cx(1, 2).snapshot("bell").measure(2, 0).build();
        List<String> names = new ArrayList<>();
        List<double[]> states = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        try (FinalState state = FinalState.of(on(backend), named, THETA)) {
            state.run((name, amplitudes) -> {
                names.add(name);
                double[] read = new double[16];
                amplitudes.read(0, 0, read);
                states.add(read);
                values.add(state.expectationsNow(OBSERVABLES));
            });
            state.run();
            assertEquals(List.of("start", "bell", "bell"), names);
            List<Circuit> prefixes = List.of(Circuit.on(3).build(), first, second);
            for (int i = 0; i < 3; i++) {
                assertArrayEquals(on(backend).states(prefixes.get(i), THETA, Features.none()).getFirst().toArray(),
                        states.get(i), 1e-14);
                assertArrayEquals(on(backend).expectations(prefixes.get(i), THETA, Features.none(), OBSERVABLES),
                        values.get(i), 1e-14);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> Circuit.on(1).snapshot("a b"));
        assertEquals(new Operation.Wall(List.of(2, 1), "p"),
                new Operation.Wall(List.of(0, 1), "p").renumbered(q -> 2 - q, c -> c));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "scalar"})
    void withoutMeasurementsAllQubitsAreDrawn(String backend) {
        try (FinalState state = FinalState.of(on(backend), Circuit.on(3, 1).x(1).build(), new double[0])) {
            state.run();
            assertEquals(Map.of("010", 50L), state.sample(50, 1).counts());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 15, 17})
    void drawsFromLargeStatesFollowTheirProbabilities(int qubits) {
        CircuitBuilder builder = Circuit.on(qubits).x(qubits - 1).x(3);
        for (int q = 0; q < qubits; q += 4) {
            builder.ry(q, 0.4 + 0.3 * q).cx(q, (q + 6) % qubits);
        }
        Circuit circuit = builder.build();
        int shots = 20_000;
        try (FinalState fast = FinalState.of(on("cpu"), circuit, new double[0]);
                FinalState slow = FinalState.of(on("scalar"), circuit, new double[0])) {
            fast.run();
            slow.run();
            Map<String, Long> counts = fast.sample(shots, 5).counts();
            assertEquals(slow.sample(shots, 5).counts(), counts);
            assertEquals(shots, counts.values().stream().mapToLong(c -> c).sum());
            for (int q = 0; q < qubits; q++) {
                int at = qubits - 1 - q;
                double ones = counts.entrySet().stream().filter(e -> e.getKey().charAt(at) == '1')
                        .mapToLong(Map.Entry::getValue).sum();
                double p = fast.amplitudes().probabilities(q)[1];
                assertEquals(p, ones / shots, 5 * Math.sqrt(Math.abs(p * (1 - p)) / shots) + 1e-9);
            }
        }
        try (FinalState one = FinalState.of(on("cpu"), Circuit.on(qubits).x(qubits - 1).x(1).build(),
                new double[0])) {
            one.run();
            assertEquals(Map.of("1" + "0".repeat(qubits - 3) + "10", 9L), one.sample(9, 1).counts());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "scalar"})
    void whatMeasuresBeforeItsEndIsRefused(String backend) {
        Circuit circuit = Circuit.on(1, 1).h(0).measure(0, 0).h(0).build();
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> FinalState.of(on(backend), circuit, new double[0]));
        assertTrue(String.valueOf(e.getMessage()).contains("measures at its end alone"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> FinalState.of(on(backend), MEASURED, new double[0], 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20})
    void everyUnitaryPartHasASchedule(int qubits) {
        Circuit circuit = Circuit.on(qubits, 1).h(0).measure(0, 0).h(0).ry(0, 0.3).reset(0).x(0).measure(0, 0).build();
        List<SweepStats> parts = Schedules.of(circuit, Precision.SINGLE);
        assertEquals(List.of(1, 2, 1), parts.stream().map(SweepStats::steps).toList());
        assertThrows(IllegalArgumentException.class,
                () -> Schedules.of(Circuit.on(41).h(0).build(), Precision.DOUBLE));
    }
}
