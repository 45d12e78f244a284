package org.ketwright.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.Backends;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.CircuitBuilder;
import org.ketwright.simulator.Condition;
import org.ketwright.simulator.Counts;
import org.ketwright.simulator.DensityMatrixSimulator;
import org.ketwright.simulator.Estimates;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.GradientEstimate;
import org.ketwright.simulator.GradientEstimator;
import org.ketwright.simulator.Observable;
import org.ketwright.simulator.Operation;
import org.ketwright.simulator.TrajectorySimulator;
import org.ketwright.simulator.Wrt;
import org.ketwright.simulator.channel.ReadoutError;

/** Qubits that are misread together, in the middle of a circuit. */
class MisreadTogetherTest {
    private static final Backend CPU = Backends.named("cpu");
    private static final DensityMatrixSimulator EXACT = DensityMatrixSimulator.on(CPU);
    private static final double[] NONE = {};
    /** Row o, column i; the lowest bit is that of the first listed qubit. */
    private static final double[] CONFUSION = {.9, .1, .2, 0, .05, .8, 0, .1, .05, .1, .7, .2, 0, 0, .1, .7};
    private static final double A = 0.9;
    private static final double B = -0.5;

    private static NoiseModel model(Integer... qubits) {
        return NoiseModel.none("pair").with(new ReadoutNoise(List.of())
                .with(new ReadoutNoise.Group(List.of(qubits), new ReadoutError(Matrix.real(2, CONFUSION)))));
    }

    private static Circuit noisy(NoiseModel model, Circuit circuit) {
        Lengths lengths = Lengths.none().with("measure", List.of(), 1e-6).with("x", List.of(), 1e-7).with("ry",
                List.of(), 5e-8);
        List<Integer> all = IntStream.range(0, circuit.qubits()).boxed().toList();
        return model.apply(Schedule.of(circuit, all, lengths, Schedule.Policy.ASAP)).circuit();
    }

    private static Operation x(int qubit) {
        return new Operation.Apply(Gate.X, List.of(qubit), List.of());
    }

    /** Two qubits with known distributions, measured at once, and a third that is turned if both read 1. */
    private static CircuitBuilder measured() {
        return Circuit.on(3, 4).ry(0, A).ry(1, B).x(0).wall().measure(0, 0).measure(1, 1);
    }

    /** Probability of each pair of results, the first qubit being the lowest bit. */
    private static double[] truth() {
        // X exchanges cos and sin of the first qubit.
        double zero = Math.pow(Math.sin(A / 2), 2);
        double one = Math.pow(Math.sin(B / 2), 2);
        return new double[] {zero * (1 - one), (1 - zero) * (1 - one), zero * one, (1 - zero) * one};
    }

    private static double[] read() {
        double[] out = new double[4];
        for (int o = 0; o < 4; o++) {
            for (int i = 0; i < 4; i++) {
                out[o] += CONFUSION[4 * o + i] * truth()[i];
            }
        }
        return out;
    }

    @Test
    void recordsInTheMiddleAreThoseOfTheTextbook() {
        // Qubits live on: they are measured again by a measurement of other bits, which reads what they are.
        Circuit circuit = noisy(model(0, 1), measured().when(new Condition(List.of(0, 1), 3, true), x(2))
                .measure(2, 2).build());
        Map<String, Double> wanted = new HashMap<>();
        for (int o = 0; o < 4; o++) {
            wanted.put("0" + (o == 3 ? "1" : "0") + (o >> 1) + (o & 1), read()[o]);
        }
        Map<String, Double> found = EXACT.distribution(circuit, NONE, Features.none()).probabilities();
        wanted.forEach((outcome, p) -> assertEquals(p, found.getOrDefault(outcome, 0.0), 1e-14, outcome));
        assertEquals(1, found.values().stream().mapToDouble(p -> p).sum(), 1e-14);
        int shots = 20_000;
        TrajectorySimulator drawn = TrajectorySimulator.on(CPU, shots, 3);
        check(wanted, drawn.sample(circuit, NONE, Features.none(), shots, 5), shots);
        check(wanted, EXACT.sample(circuit, NONE, Features.none(), shots, 5), shots);
        List<Observable> z = Observable.allZ(3);
        double[] means = EXACT.expectations(circuit, NONE, Features.none(), z);
        // What the qubits are is untouched, and the third follows what was read.
        assertEquals(truth()[0] + truth()[2] - truth()[1] - truth()[3], means[0], 1e-14);
        assertEquals(truth()[0] + truth()[1] - truth()[2] - truth()[3], means[1], 1e-14);
        assertEquals(1 - 2 * read()[3], means[2], 1e-14);
        Estimates estimates = drawn.estimate(circuit, NONE, Features.none(), z);
        for (int k = 0; k < 3; k++) {
            assertEquals(means[k], estimates.means()[k], 6 * estimates.standardErrors()[k]);
        }
    }

    private static void check(Map<String, Double> wanted, Counts counts, int shots) {
        assertTrue(wanted.keySet().containsAll(counts.counts().keySet()), counts::toString);
        wanted.forEach((outcome, p) -> assertEquals(p, counts.counts().getOrDefault(outcome, 0L) / (double) shots,
                6 * Math.sqrt(p * (1 - p) / shots) + 1e-12, outcome));
    }

    @Test
    void theOrderOfTheGroupIsThatOfItsMatrix() {
        Circuit turned = noisy(model(1, 0), measured().when(new Condition(List.of(0, 1), 3, true), x(2))
                .measure(2, 2).build());
        double[] swapped = {truth()[0], truth()[2], truth()[1], truth()[3]};
        double wanted = 0;
        for (int i = 0; i < 4; i++) {
            wanted += CONFUSION[4 + i] * swapped[i];
        }
        // Reading 1 of the first of the group, qubit 1, and 0 of qubit 0.
        assertEquals(wanted, EXACT.distribution(turned, NONE, Features.none()).probabilities()
                .getOrDefault("0010", 0.0), 1e-14);
    }

    @Test
    void oneThatNobodyAsksForIsMisreadWithTheOther() {
        // Only the first record is asked for, so the measurement of qubit 1 alone would be final.
        Circuit circuit = noisy(model(0, 1), measured().when(Condition.set(0), x(2)).build());
        assertEquals(1 - 2 * (read()[1] + read()[3]), EXACT.expectations(circuit, NONE, Features.none(),
                List.of(Observable.z(2)))[0], 1e-14);
        assertEquals(1, circuit.counts().get("misread"));
        assertEquals(0, circuit.counts().getOrDefault("readout-error", 0));
    }

    /** The schedule decides: nothing keeps the second measurement from its start together with the first. */
    @Test
    void measurementsThatStartTogetherAreMisreadTogether() {
        Circuit circuit = noisy(model(0, 1), Circuit.on(3, 2).x(0).x(1).measure(0, 0).when(Condition.set(0), x(2))
                .measure(1, 1).build());
        assertEquals(1 - 2 * (CONFUSION[7] + CONFUSION[15]), EXACT.expectations(circuit, NONE, Features.none(),
                List.of(Observable.z(2)))[0], 1e-14);
    }

    @Test
    void repeatedMeasurementsAreMisreadEachTime() {
        Circuit circuit = noisy(model(0, 1), measured().wall().measure(0, 2).measure(1, 3).build());
        assertEquals(1, circuit.counts().get("misread"));
        assertEquals(1, circuit.counts().get("readout-error"));
        Map<String, Double> found = EXACT.distribution(circuit, NONE, Features.none()).probabilities();
        for (int first = 0; first < 4; first++) {
            for (int second = 0; second < 4; second++) {
                double wanted = 0;
                for (int i = 0; i < 4; i++) {
                    wanted += truth()[i] * CONFUSION[4 * first + i] * CONFUSION[4 * second + i];
                }
                String outcome = "" + (second >> 1) + (second & 1) + (first >> 1) + (first & 1);
                assertEquals(wanted, found.getOrDefault(outcome, 0.0), 1e-14, outcome);
            }
        }
    }

    @Test
    void qubitsThatTheCircuitLacksAreZero() {
        Circuit circuit = noisy(model(0, 7), Circuit.on(2, 2).x(0).measure(0, 0).when(Condition.set(0), x(1)).build());
        // The column of 1 on the first and 0 on the second.
        assertEquals(1 - 2 * (CONFUSION[5] + CONFUSION[13]), EXACT.expectations(circuit, NONE, Features.none(),
                List.of(Observable.z(1)))[0], 1e-14);
    }

    @Test
    void measurementsInBranchesAreMisreadTogether() {
        Circuit circuit = noisy(model(0, 1), Circuit.on(3, 3).x(0).x(2).measure(2, 2)
                .when(Condition.set(2), new Operation.Measure(0, 0), new Operation.Measure(1, 1)).build());
        assertEquals(CONFUSION[5], EXACT.distribution(circuit, NONE, Features.none()).probabilities()
                .getOrDefault("101", 0.0), 1e-14);
    }

    @Test
    void qubitsThatAreNotMeasuredTogetherAreNamed() {
        refuse("qubit 0 is measured without [1]", Circuit.on(2, 2).measure(0, 0).x(0).measure(0, 1).build());
        refuse("qubit 1 is measured without [0]", Circuit.on(2, 2).measure(1, 0).build());
        refuse("qubit 0 is measured without [1]", Circuit.on(3, 2).measure(0, 0).when(Condition.set(0), x(2))
                .wall().measure(1, 1).build());
        refuse("qubit 0 is measured without [1]",
                Circuit.on(3, 2).measure(0, 0).measure(1, 0).when(Condition.set(0), x(2)).build());
        // One is still busy while the result of the other is used.
        CircuitBuilder late = Circuit.on(3, 2);
        for (int i = 0; i < 30; i++) {
            late.x(1);
        }
        Circuit apart = late.measure(0, 0).measure(1, 1).when(Condition.set(0), x(2)).x(0).build();
        refuse("makes their measurements start together", apart);
        assertEquals(1, noisy(model(0, 1), new Circuit(3, 2, Stream.concat(
                Stream.concat(apart.operations().stream().limit(30),
                        Stream.of(new Operation.Wall(List.of(0, 1)))),
                apart.operations().stream().skip(30)).toList())).counts().get("misread"));
    }

    private static void refuse(String expected, Circuit circuit) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class,
                () -> noisy(model(0, 1), circuit)).getMessage());
        assertTrue(message.startsWith("qubits [0, 1] are misread together, but") && message.contains(expected),
                message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void gradientsToSharedReadoutErrors() {
        Circuit circuit = measured().when(new Condition(List.of(0, 1), 3, true), x(2)).build();
        Lengths none = Lengths.none();
        NoisyCircuit noisy = model(0, 1).apply(Schedule.of(circuit, List.of(0, 1, 2), none, Schedule.Policy.ASAP));
        List<Observable> z = List.of(Observable.z(2));
        double[] exact = noisy.pull(EXACT.jacobian(noisy.circuit(), NONE, Features.none(), z,
                Set.of(Wrt.STRENGTHS)).byStrength());
        List<String> names = noisy.strengths().stream().map(s -> s.name()).toList();
        // <Z2> is 1 - 2 P(11).
        for (int i = 0; i < 3; i++) {
            String name = "readout 0,1 P(11|" + (i >> 1) + (i & 1) + ")";
            assertEquals(-2 * truth()[i], exact[names.indexOf(name)], 1e-13, name);
        }
        GradientEstimate drawn = GradientEstimator.trajectories(CPU, 2000, 3).estimate(noisy.circuit(), NONE,
                Features.none(), z, Set.of(Wrt.STRENGTHS));
        double[] found = noisy.pull(drawn.mean().byStrength());
        double[] errors = noisy.pullErrors(drawn.standardErrors().byStrength());
        for (int i = 0; i < exact.length; i++) {
            assertEquals(exact[i], found[i], 6 * errors[i] + 1e-12);
        }
        assertTrue(Arrays.stream(errors).max().orElse(0) > 1e-3);
        assertThrows(IllegalArgumentException.class, () -> noisy.pullErrors(new double[1]));
    }
}
