package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ketwright.simulator.channel.Depolarizing;

/**
 * Depolarizing of all qubits at once takes rho to (1 - lambda) rho + lambda 1 / d. Every mean value moves by the same
 * factor towards that of the mixed state, Tr O / d; of observables without an identity part, the largest stays the
 * largest. So exact global depolarizing defends against no attack.
 */
class GlobalDepolarizingTest {
    private static final double[] MIXING = {0, 1e-9, 0.01, 0.3, 0.7, 0.95, 1};
    private static final double ROUNDING = 1e-13;

    static Stream<DensityMatrixSimulator> simulators() {
        return DensityMatrixSimulatorTest.simulators();
    }

    private static Circuit global(int n, double mixing) {
        return Circuit.on(n).noise(Depolarizing.mixing(mixing, n), IntStream.range(0, n).toArray()).build();
    }

    /** Z of each qubit and random observables without an identity part. */
    private static List<Observable> logits(RandomCircuits random, int n) {
        List<Observable> out = new ArrayList<>(Observable.allZ(n));
        for (Observable o : random.observables(n, 5)) {
            List<Observable.Term> terms = o.terms().stream().filter(t -> (t.pauli().x() | t.pauli().z()) != 0).toList();
            out.add(new Observable(terms.isEmpty() ? Observable.x(0).terms() : terms));
        }
        return out;
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void everyArgmaxIsUnchanged(DensityMatrixSimulator simulator) {
        RandomCircuits random = new RandomCircuits(71);
        int decided = 0;
        for (int round = 0; round < 60; round++) {
            int n = 1 + round % 4;
            int batch = round % 3 == 0 ? 1 : 9;
            // What comes before may be noisy itself.
            Circuit circuit = round % 2 == 0 ? random.driven(n, 12) : random.noisy(n, 8);
            double[] parameters = random.parameters();
            Features features = random.features(batch);
            List<Observable> logits = logits(random, n);
            double[] clean = simulator.expectations(circuit, parameters, features, logits);
            for (double mixing : MIXING) {
                double[] noisy = simulator.expectations(circuit.then(global(n, mixing)), parameters, features, logits);
                for (int i = 0; i < clean.length; i++) {
                    assertEquals((1 - mixing) * clean[i], noisy[i], ROUNDING * (1 + Math.abs(clean[i])));
                }
                for (int s = 0; s < batch && mixing < 1; s++) {
                    int best = argmax(clean, s, batch);
                    if ((1 - mixing) * lead(clean, s, batch, best) > 100 * ROUNDING) {
                        assertEquals(best, argmax(noisy, s, batch), "round " + round + ", mixing " + mixing);
                        decided++;
                    }
                }
            }
        }
        assertTrue(decided > 1800, "decided " + decided);
    }

    private static int argmax(double[] values, int sample, int batch) {
        int best = 0;
        for (int k = 1; k < values.length / batch; k++) {
            best = values[k * batch + sample] > values[best * batch + sample] ? k : best;
        }
        return best;
    }

    /** By how much the best output exceeds the next. */
    private static double lead(double[] values, int sample, int batch, int best) {
        return IntStream.range(0, values.length / batch).filter(k -> k != best)
                .mapToDouble(k -> values[best * batch + sample] - values[k * batch + sample]).min().orElseThrow();
    }

    /** Wherever it stands between unitary gates, and however often: the factors multiply. */
    @ParameterizedTest
    @MethodSource("simulators")
    void itCommutesWithUnitaryGates(DensityMatrixSimulator simulator) {
        RandomCircuits random = new RandomCircuits(72);
        for (int round = 0; round < 20; round++) {
            int n = 1 + round % 3;
            Circuit clean = Circuit.on(n).build();
            Circuit noisy = clean;
            double kept = 1;
            for (double mixing : new double[] {0.2, 0.05, 0.4}) {
                Circuit part = random.driven(n, 4);
                clean = clean.then(part);
                noisy = noisy.then(global(n, mixing)).then(part);
                kept *= 1 - mixing;
            }
            double[] parameters = random.parameters();
            Features features = random.features(3);
            List<Observable> logits = logits(random, n);
            double[] before = simulator.expectations(clean, parameters, features, logits);
            double[] after = simulator.expectations(noisy, parameters, features, logits);
            for (int i = 0; i < before.length; i++) {
                assertEquals(kept * before[i], after[i], ROUNDING * (1 + Math.abs(before[i])));
            }
        }
    }

    /** An identity part stays, and past lambda = 1, which p = 1 exceeds, the order is reversed. */
    @ParameterizedTest
    @MethodSource("simulators")
    void whereTheOrderCanChange(DensityMatrixSimulator simulator) {
        List<Observable> outputs = List.of(Observable.parse("0.9 Z0"), Observable.parse("0.5 + 0.2 Z0"));
        Circuit zero = Circuit.on(1).rz(0, 0.3).build();
        double[] none = {};
        double[] mixed = simulator.expectations(zero.then(global(1, 0.5)), none, Features.none(), outputs);
        assertEquals(0.45, mixed[0], 1e-15);
        assertEquals(0.6, mixed[1], 1e-15);
        Circuit flipped = zero.then(Circuit.on(1).noise(new Depolarizing(1, 1), 0).build());
        assertEquals(-0.9 / 3, simulator.expectations(flipped, none, Features.none(), outputs)[0], 1e-15);
    }
}
