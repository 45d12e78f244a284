package org.ketwright.qml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ketwright.kernels.Availability;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.Backends;
import org.ketwright.kernels.Precision;
import org.ketwright.kernels.Workers;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.CircuitBuilder;
import org.ketwright.simulator.DensityMatrixSimulator;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.Observable;
import org.ketwright.simulator.StateVectorSimulator;
import org.ketwright.simulator.TrigonometricPolynomial;
import org.ketwright.simulator.numpy.NumpyArray;
import org.ketwright.simulator.numpy.NumpyFile;

/** Features and pixel gradients of whole images against PennyLane and Cirq, in five circuits. */
class GoldenQuanvolutionTest {
    private static final double TOLERANCE = 1e-12;

    static Stream<Backend> backends() {
        return Backends.all().stream().filter(b -> b.availability() instanceof Availability.Ready);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void engineAgrees(Backend backend) throws IOException {
        StateVectorSimulator simulator = StateVectorSimulator.on(backend);
        Map<String, NumpyArray> golden = golden();
        check(golden, "paper_order_full", new CircuitFilter(simulator, layers(golden, Entanglement.FULL, "rz"), NONE));
        check(golden, "zz_first_full", new CircuitFilter(simulator, layers(golden, Entanglement.FULL, "zr"), NONE));
        check(golden, "zz_first_linear",
                new CircuitFilter(simulator, layers(golden, Entanglement.LINEAR, "zr"), NONE));
        check(golden, "zz_first_star", new CircuitFilter(simulator, layers(golden, Entanglement.STAR, "zr"), NONE));
        check(golden, "two_layer_full",
                new CircuitFilter(simulator, layers(golden, Entanglement.FULL, "rzrz"), NONE));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void polynomialsAgree(Backend backend) throws IOException {
        DensityMatrixSimulator simulator = DensityMatrixSimulator.on(backend);
        Map<String, NumpyArray> golden = golden();
        check(golden, "zz_first_full", polynomial(simulator, layers(golden, Entanglement.FULL, "zr")));
        check(golden, "two_layer_full", polynomial(simulator, layers(golden, Entanglement.FULL, "rzrz")));
    }

    private static WindowFilter polynomial(DensityMatrixSimulator simulator, Circuit circuit) {
        return new TrigonometricFilter(
                TrigonometricPolynomial.of(simulator, circuit, NONE, Observable.allZ(circuit.qubits())),
                simulator.backend(), Precision.DOUBLE);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void closedFormAgrees(String variant, Entanglement entanglement, Order order) throws IOException {
        Map<String, NumpyArray> golden = golden();
        List<Edge> edges = entanglement.edges(4, new SplittableRandom(1));
        QuanvolutionAnsatz ansatz = QuanvolutionAnsatz.of(4, order, Math.PI, edges);
        double[] parameters = new double[ansatz.parameters()];
        for (int e = 0; e < edges.size(); e++) {
            parameters[e] = phi(golden, edges.get(e));
        }
        double[] rot = numbers(golden, "rot");
        for (int q = 0; q < 4; q++) {
            for (int k = 0; k < 3; k++) {
                // The paper lists the angle that acts last first.
                parameters[edges.size() + 3 * q + k] = rot[3 * q + 2 - k];
            }
        }
        check(golden, variant, ClosedFormFilter.of(ansatz, parameters, Workers.of(1)));
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                Arguments.of("paper_order_full", Entanglement.FULL, Order.PRINTED),
                Arguments.of("zz_first_full", Entanglement.FULL,
                        Order.ENTANGLER_FIRST),
                Arguments.of("zz_first_linear", Entanglement.LINEAR,
                        Order.ENTANGLER_FIRST),
                Arguments.of("zz_first_star", Entanglement.STAR,
                        Order.ENTANGLER_FIRST));
    }

    private static final double[] NONE = {};

    private static Map<String, NumpyArray> golden() throws IOException {
        return NumpyFile
                .readArchive(GoldenFiles.folder("quanv", GoldenQuanvolutionTest.class).resolve("quanv.npz"));
    }

    private static double[] numbers(Map<String, NumpyArray> golden, String key) {
        return Objects.requireNonNull(golden.get(key), key).doubles();
    }

    private static double phi(Map<String, NumpyArray> golden, Edge edge) {
        List<Edge> all = Entanglement.FULL.edges(4, new SplittableRandom(1));
        return numbers(golden, "zz_phi")[all.indexOf(edge)];
    }

    /** RY encoding, then the blocks: r rotates every qubit, z entangles. */
    private static Circuit layers(Map<String, NumpyArray> golden, Entanglement entanglement, String blocks) {
        CircuitBuilder builder = Circuit.on(4);
        for (int q = 0; q < 4; q++) {
            builder.ry(q, Angle.feature(q, Math.PI));
        }
        double[] rot = numbers(golden, "rot");
        for (String block : blocks.split("")) {
            if (block.equals("r")) {
                for (int q = 0; q < 4; q++) {
                    builder.gate(Gate.ROT, List.of(q), Angle.fixed(rot[3 * q]), Angle.fixed(rot[3 * q + 1]),
                            Angle.fixed(rot[3 * q + 2]));
                }
            } else {
                for (Edge edge : entanglement.edges(4, new SplittableRandom(1))) {
                    builder.gate(Gate.RZZ, List.of(edge.first(), edge.second()),
                            Angle.fixed(2 * phi(golden, edge)));
                }
            }
        }
        return builder.build();
    }

    private static void check(Map<String, NumpyArray> golden, String variant, WindowFilter filter) {
        Quanvolution layer = new Quanvolution(filter, WindowGrid.mnist());
        double[] image = numbers(golden, "image");
        assertArrayEquals(numbers(golden, variant + "_features"), layer.features(image, 1), TOLERANCE, variant);
        assertArrayEquals(numbers(golden, variant + "_vjp"),
                layer.pullback(image, numbers(golden, "cotangent"), 1), TOLERANCE, variant);
    }
}
