package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ketwright.kernels.Amplitudes;
import org.ketwright.kernels.Backends;

/**
 * Every gate of the catalogue on all ordered targets, on states without structure: each backend, given many gates as one
 * plan or one gate after the other, leaves the amplitudes of the scalar twin.
 */
class EveryGateEverywhereTest {
    private static final double TOLERANCE = 1e-13;
    private static final int GATES_IN_A_PLAN = 48;
    private static final double[] NONE = {};

    private final SplittableRandom random = new SplittableRandom(31);

    static Stream<StateVectorSimulator> fastOnes() {
        return StateVectorSimulatorTest.simulators().filter(s -> !s.backend().name().equals("scalar"));
    }

    @ParameterizedTest
    @MethodSource("fastOnes")
    void onUpToFiveQubits(StateVectorSimulator simulator) {
        for (int n = 1; n <= 5; n++) {
            compare(simulator, n);
        }
    }

    @ParameterizedTest
    @MethodSource("fastOnes")
    @Tag("slow")
    void onSixToTenQubits(StateVectorSimulator simulator) {
        for (int n = 6; n <= 10; n++) {
            compare(simulator, n);
        }
    }

    private void compare(StateVectorSimulator simulator, int qubits) {
        StateVectorSimulator twin = StateVectorSimulator.on(Backends.named("scalar"));
        try (Amplitudes whole = state(simulator, qubits);
                Amplitudes parts = state(simulator, qubits);
                Amplitudes wanted = state(twin, qubits)) {
            double[] amplitudes = start(qubits);
            List<Operation> all = operations(qubits);
            for (int from = 0; from < all.size(); from += GATES_IN_A_PLAN) {
                List<Operation> some = all.subList(from, Math.min(all.size(), from + GATES_IN_A_PLAN));
                for (Amplitudes each : List.of(whole, parts, wanted)) {
                    each.write(0, 0, amplitudes);
                }
                Circuit circuit = new Circuit(qubits, 0, some);
                simulator.apply(circuit, NONE, Features.none(), whole);
                for (Operation one : some) {
                    simulator.apply(new Circuit(qubits, 0, List.of(one)), NONE, Features.none(), parts);
                }
                twin.apply(circuit, NONE, Features.none(), wanted);
                wanted.read(0, 0, amplitudes);
                same(amplitudes, whole, some);
                same(amplitudes, parts, some);
            }
        }
    }

    private List<Operation> operations(int qubits) {
        List<Operation> all = new ArrayList<>();
        for (Gate gate : Gate.values()) {
            if (gate.arity() <= qubits) {
                for (List<Integer> on : Textbook.arrangements(qubits, gate.arity())) {
                    all.add(new Operation.Apply(gate, on, angles(gate)));
                }
            }
        }
        return all;
    }

    private static Amplitudes state(StateVectorSimulator simulator, int qubits) {
        return simulator.backend().allocate(qubits, 1, simulator.precision());
    }

    private double[] start(int qubits) {
        double[] numbers = random.doubles(2L << qubits, -1, 1).toArray();
        double norm = Math.sqrt(StateVector.wrap(qubits, numbers).normSquared());
        return IntStream.range(0, numbers.length).mapToDouble(i -> numbers[i] / norm).toArray();
    }

    private List<Angle> angles(Gate gate) {
        return IntStream.range(0, gate.parameters()).mapToObj(i -> Angle.fixed(random.nextDouble(-7, 7))).toList();
    }

    private static void same(double[] wanted, Amplitudes state, List<Operation> operations) {
        double[] got = new double[wanted.length];
        state.read(0, 0, got);
        assertArrayEquals(wanted, got, TOLERANCE, operations::toString);
    }
}
