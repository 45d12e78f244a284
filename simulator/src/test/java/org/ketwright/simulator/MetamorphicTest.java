package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes that must not change the result. */
class MetamorphicTest {
    private static final double TOLERANCE = 1e-13;

    static Stream<StateVectorSimulator> simulators() {
        return StateVectorSimulatorTest.simulators();
    }

    private static Observable relabel(Observable observable, int[] to) {
        return new Observable(observable.terms().stream().map(t -> new Observable.Term(t.coefficient(),
                new PauliString(moved(t.pauli().x(), to), moved(t.pauli().z(), to)))).toList());
    }

    private static long moved(long mask, int[] to) {
        long out = 0;
        for (int q = 0; q < to.length; q++) {
            out |= (mask >> q & 1) << to[q];
        }
        return out;
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void relabelingQubits(StateVectorSimulator simulator) {
        RandomCircuits random = new RandomCircuits(21);
        for (int n = 1; n <= 6; n++) {
            Circuit circuit = random.driven(n, 20);
            double[] parameters = random.parameters();
            Features features = random.features(3);
            List<Observable> observables = random.observables(n, 3);
            int[] to = random.shuffled(n).stream().mapToInt(q -> q).toArray();
            assertArrayEquals(simulator.expectations(circuit, parameters, features, observables),
                    simulator.expectations(circuit.relabel(to), parameters, features,
                            observables.stream().map(o -> relabel(o, to)).toList()),
                    TOLERANCE);
        }
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void commutingDisjointGates(StateVectorSimulator simulator) {
        RandomCircuits random = new RandomCircuits(22);
        SplittableRandom dice = new SplittableRandom(22);
        for (int n = 2; n <= 6; n++) {
            Circuit circuit = random.fixed(n, 30);
            List<Operation> moved = new ArrayList<>(circuit.operations());
            for (int i = 0; i < 300; i++) {
                int at = dice.nextInt(moved.size() - 1);
                if (Collections.disjoint(moved.get(at).qubitsTouched(), moved.get(at + 1).qubitsTouched())) {
                    Collections.swap(moved, at, at + 1);
                }
            }
            same(simulator, circuit, new Circuit(n, 0, moved));
        }
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void insertingAGateAndItsInverse(StateVectorSimulator simulator) {
        RandomCircuits random = new RandomCircuits(23);
        for (int n = 1; n <= 6; n++) {
            Circuit circuit = random.fixed(n, 15);
            Circuit inserted = random.fixed(n, 15);
            same(simulator, circuit,
                    inserted.then(inserted.inverse()).then(circuit).then(inserted).then(inserted.inverse()));
        }
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void theInverseOfADrivenCircuit(StateVectorSimulator simulator) {
        RandomCircuits random = new RandomCircuits(24);
        for (int n = 1; n <= 5; n++) {
            Circuit circuit = random.driven(n, 15);
            double[] p = simulator.probabilities(circuit.then(circuit.inverse()), random.parameters(),
                    random.features(1));
            assertEquals(1, p[0], TOLERANCE);
        }
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void bindingParameters(StateVectorSimulator simulator) {
        RandomCircuits random = new RandomCircuits(25);
        Circuit circuit = random.driven(4, 25);
        double[] parameters = random.parameters();
        Features features = random.features(4);
        Circuit bound = circuit.bind(parameters);
        assertEquals(0, bound.parameters());
        assertArrayEquals(simulator.probabilities(circuit, parameters, features),
                simulator.probabilities(bound, new double[0], features), TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void orderAndSizeOfBatches(StateVectorSimulator simulator) {
        RandomCircuits random = new RandomCircuits(26);
        Circuit circuit = random.driven(4, 20);
        double[] parameters = random.parameters();
        int batch = 19;
        Features features = random.features(batch);
        double[][] reversed = new double[batch][];
        for (int s = 0; s < batch; s++) {
            reversed[batch - 1 - s] = features.row(s);
        }
        List<Observable> observables = random.observables(4, 2);
        double[] cotangent = random.numbers(2);
        double[] forward = simulator.expectations(circuit, parameters, features, observables);
        double[] backward = simulator.expectations(circuit, parameters, Features.ofRows(reversed), observables);
        for (int s = 0; s < batch; s++) {
            Features one = Features.single(features.row(s));
            Pullback alone = simulator.pullback(circuit, parameters, one, observables, cotangent,
                    Set.of(Wrt.FEATURES));
            for (int k = 0; k < 2; k++) {
                assertEquals(forward[k * batch + s], backward[k * batch + batch - 1 - s], 0);
                assertEquals(forward[k * batch + s], alone.values()[k], TOLERANCE);
            }
        }
    }

    private static void same(StateVectorSimulator simulator, Circuit a, Circuit b) {
        double[] x = simulator.states(a, new double[0], Features.none()).get(0).toArray();
        double[] y = simulator.states(b, new double[0], Features.none()).get(0).toArray();
        assertArrayEquals(x, y, TOLERANCE * 10);
    }
}
