package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ketwright.kernels.Precision;
import org.ketwright.simulator.qasm.QasmReader;
import tools.jackson.databind.JsonNode;

/** Circuits that measure, reset and ask classical bits, against a density matrix for each value of the bits. */
class DynamicCircuitTest {
    private static final double[] NONE = {};

    static Stream<StateVectorSimulator> simulators() {
        return StateVectorSimulatorTest.simulators();
    }

    static Stream<Simulator> all() {
        return Stream.concat(simulators(), DensityMatrixSimulatorTest.simulators());
    }

    private static Circuit random(long seed) {
        SplittableRandom dice = new SplittableRandom(seed);
        RandomCircuits random = new RandomCircuits(seed);
        int n = dice.nextInt(1, 5);
        int clbits = dice.nextInt(1, 4);
        CircuitBuilder circuit = Circuit.on(n, clbits);
        for (int i = 0; i < 6; i++) {
            circuit.add(random.fixed(n, 3)).add(odd(dice, random, n, clbits, 1));
        }
        return circuit.add(random.fixed(n, 2)).measure(0, 0).measure(n - 1, clbits - 1).build();
    }

    private static Operation odd(SplittableRandom dice, RandomCircuits random, int n, int clbits, int depth) {
        return switch (dice.nextInt(depth == 0 ? 2 : 4)) {
            case 0 -> new Operation.Measure(dice.nextInt(n), dice.nextInt(clbits));
            case 1 -> new Operation.Reset(dice.nextInt(n));
            default -> {
                Set<Integer> asked = new TreeSet<>(List.of(dice.nextInt(clbits), dice.nextInt(clbits)));
                List<Operation> then = new ArrayList<>(random.fixed(n, 2).operations());
                then.add(odd(dice, random, n, clbits, 0));
                yield new Operation.Conditional(
                        new Condition(List.copyOf(asked), dice.nextInt(1 << asked.size()), dice.nextBoolean()), then,
                        random.fixed(n, 1).operations());
            }
        };
    }

    @ParameterizedTest
    @MethodSource("all")
    void distributionsAreThoseOfTheTextbook(Simulator simulator) {
        for (int seed = 0; seed < 60; seed++) {
            Circuit circuit = random(seed);
            Map<String, Double> wanted = TextbookMixtures.distribution(circuit, NONE, NONE);
            Map<String, Double> given = simulator.distribution(circuit, NONE, Features.none()).probabilities();
            Set<String> outcomes = new TreeSet<>(wanted.keySet());
            outcomes.addAll(given.keySet());
            for (String outcome : outcomes) {
                assertEquals(wanted.getOrDefault(outcome, 0.0), given.getOrDefault(outcome, 0.0), 1e-12,
                        "circuit " + seed + ", outcome " + outcome);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void expectationsAreThoseOfTheTextbook(Simulator simulator) {
        RandomCircuits random = new RandomCircuits(41);
        for (int seed = 0; seed < 30; seed++) {
            Circuit circuit = random(seed);
            List<Observable> observables = random.observables(circuit.qubits(), 3);
            double[] given = simulator.expectations(circuit, NONE, Features.none(2), observables);
            for (int k = 0; k < 3; k++) {
                Dense matrix = Textbook.matrix(circuit.qubits(), observables.get(k));
                double wanted = TextbookMixtures.expectation(circuit, NONE, NONE, matrix);
                assertEquals(wanted, given[2 * k], 1e-12);
                assertEquals(wanted, given[2 * k + 1], 1e-12);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void goldenDistributions(Simulator simulator) throws IOException {
        Path folder = SharedFiles.golden("qasm_dynamic", getClass());
        for (JsonNode c : SharedFiles.json(folder.resolve("expected.json"))) {
            String name = c.get("name").asString();
            Circuit circuit = new QasmReader().read(folder.resolve(name + ".qasm")).circuit();
            Map<String, Double> given = simulator.distribution(circuit, NONE, Features.none()).probabilities();
            Map<String, Double> wanted = new HashMap<>();
            c.get("probabilities").properties().forEach(e -> wanted.put(e.getKey(), e.getValue().asDouble()));
            assertEquals(wanted.keySet(), given.keySet(), name);
            wanted.forEach((outcome, p) -> assertEquals(p, given.getOrDefault(outcome, 0.0), 1e-12, name));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void shotsFollowTheDistribution(Simulator simulator) {
        for (int seed = 0; seed < 12; seed++) {
            Circuit circuit = random(100 + seed);
            int shots = 20_000;
            Map<String, Double> wanted = TextbookMixtures.distribution(circuit, NONE, NONE);
            Counts counts = simulator.sample(circuit, NONE, Features.none(), shots, seed);
            assertEquals(shots, counts.counts().values().stream().mapToLong(c -> c).sum());
            counts.counts().keySet().forEach(k -> assertTrue(wanted.getOrDefault(k, 0.0) > 1e-12, k));
            wanted.forEach((outcome, p) -> assertEquals(p,
                    counts.counts().getOrDefault(outcome, 0L) / (double) shots,
                    6 * Math.sqrt(p * (1 - p) / shots) + 1e-9, outcome));
        }
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void aSeedGivesTheSameCountsAndAnotherSeedOthers(StateVectorSimulator simulator) {
        Circuit circuit = random(7);
        Counts first = simulator.sample(circuit, NONE, Features.none(), 1000, 1);
        assertEquals(first, simulator.sample(circuit, NONE, Features.none(), 1000, 1));
        assertTrue(!first.counts().equals(simulator.sample(circuit, NONE, Features.none(), 1000, 2).counts()));
        assertEquals(1L, first.provenance().seed());
        assertEquals(simulators().findFirst().orElseThrow().sample(circuit, NONE, Features.none(), 1000, 1).counts(),
                first.counts());
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void manyMeasurementsInARow(StateVectorSimulator simulator) {
        // Far more random outcomes than branches could be followed at once; every shot ends in |0>.
        Counts counts = simulator.sample(coins(100), NONE, Features.none(), 20, 3);
        assertEquals(Map.of("0", 20L), counts.counts());
        DynamicRun enough = new DynamicRun(simulator.backend(), Precision.DOUBLE, coins(5), NONE, 32);
        assertEquals(1, enough.distribution(Features.none()).getOrDefault("0", 0.0), 1e-12);
        DynamicRun tooFew = new DynamicRun(simulator.backend(), Precision.DOUBLE, coins(5), NONE, 31);
        assertThrows(IllegalArgumentException.class, () -> tooFew.distribution(Features.none()));
    }

    private static Circuit coins(int tosses) {
        CircuitBuilder circuit = Circuit.on(1, 1);
        for (int i = 0; i < tosses; i++) {
            circuit.h(0).measure(0, 0).when(Condition.set(0), new Operation.Apply(Gate.X, List.of(0), List.of()));
        }
        return circuit.measure(0, 0).build();
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void parametersAndFeaturesDriveDynamicCircuits(StateVectorSimulator simulator) {
        Circuit circuit = Circuit.on(1, 2).ry(0, Angle.parameter(0)).measure(0, 0).reset(0)
                .ry(0, Angle.feature(0)).measure(0, 1).build();
        Map<String, Double> p = simulator.withPrecision(Precision.DOUBLE)
                .distribution(circuit, new double[] {1.1}, Features.single(0.4)).probabilities();
        double a = Math.pow(Math.sin(0.55), 2);
        double b = Math.pow(Math.sin(0.2), 2);
        assertEquals(a * b, p.getOrDefault("11", 0.0), 1e-14);
        assertEquals(a * (1 - b), p.getOrDefault("01", 0.0), 1e-14);
        assertEquals((1 - a) * b, p.getOrDefault("10", 0.0), 1e-14);
    }

    @ParameterizedTest
    @MethodSource("all")
    void oneStateServesAllShots(Simulator simulator) {
        Circuit ghz = Circuit.on(10, 10).h(0).cx(0, 3).cx(3, 9).measure(0, 0).measure(3, 1).measure(9, 2)
                .measure(5, 3).build();
        Counts counts = simulator.sample(ghz, NONE, Features.none(), 100_000, 9);
        assertEquals(Set.of("0000000000", "0000000111"), counts.counts().keySet());
        assertEquals(50_000, counts.counts().getOrDefault("0000000111", 0L), 6 * Math.sqrt(25_000));
    }

    @ParameterizedTest
    @MethodSource("all")
    void refusesWhatHasNoOutcome(Simulator simulator) {
        Circuit silent = Circuit.on(1, 1).h(0).build();
        Circuit measured = Circuit.on(1, 1).measure(0, 0).build();
        assertThrows(IllegalArgumentException.class, () -> simulator.distribution(silent, NONE, Features.none()));
        assertThrows(IllegalArgumentException.class, () -> simulator.sample(silent, NONE, Features.none(), 1, 0));
        assertThrows(IllegalArgumentException.class, () -> simulator.sample(measured, NONE, Features.none(), 0, 0));
        assertThrows(IllegalArgumentException.class, () -> simulator.sample(measured, NONE, Features.none(2), 1, 0));
    }
}
