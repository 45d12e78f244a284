package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ketwright.kernels.Backends;
import org.ketwright.simulator.numpy.NumpyArray;
import org.ketwright.simulator.numpy.NumpyFile;

/** Outputs and Jacobians of 8-qubit, 32-layer circuits that PennyLane and torch computed. */
class GoldenGradientTest {
    private static final int WIRES = 8;
    private static final int LAYERS = 32;
    private static final int ANGLES = LAYERS * WIRES * 3;
    private static final double TOLERANCE = 1e-11;

    static Stream<StateVectorSimulator> simulators() {
        return StateVectorSimulatorTest.simulators();
    }

    private static Map<String, NumpyArray> read(String file) throws IOException {
        return NumpyFile.readArchive(SharedFiles.golden("gradients", GoldenGradientTest.class).resolve(file));
    }

    /** Wire 0 is the most significant bit in the files. */
    private static int qubit(int wire) {
        return WIRES - 1 - wire;
    }

    private static Circuit stronglyEntangling(IntFunction<Angle> angle) {
        CircuitBuilder circuit = Circuit.on(WIRES);
        for (int layer = 0; layer < LAYERS; layer++) {
            for (int wire = 0; wire < WIRES; wire++) {
                int first = (layer * WIRES + wire) * 3;
                circuit.rot(qubit(wire), angle.apply(first), angle.apply(first + 1), angle.apply(first + 2));
            }
            int range = layer % (WIRES - 1) + 1;
            for (int wire = 0; wire < WIRES; wire++) {
                circuit.cx(qubit(wire), qubit((wire + range) % WIRES));
            }
        }
        return circuit.build();
    }

    private static List<Observable> outputs() {
        return Stream.of(0, 1, 2, 3).map(w -> Observable.z(qubit(w))).toList();
    }

    static Stream<Simulator> allButTheSlow() {
        return Stream.concat(simulators(), Stream.of(DensityMatrixSimulator.on(Backends.named("cpu"))));
    }

    @ParameterizedTest
    @MethodSource("allButTheSlow")
    void reuploading(Simulator simulator) throws IOException {
        Map<String, NumpyArray> golden = read("reup_0.npz");
        double[] parameters = DoubleStream.concat(DoubleStream.of(doubles(golden, "weights")),
                DoubleStream.of(doubles(golden, "bias"))).toArray();
        double[] x = doubles(golden, "x");
        Circuit circuit = stronglyEntangling(i -> Angle.weighted(i % x.length, i, ANGLES + i));
        Jacobian jacobian = simulator.jacobian(circuit, parameters, Features.single(x), outputs());
        assertArrayEquals(doubles(golden, "out"), jacobian.values(), TOLERANCE);
        assertArrayEquals(doubles(golden, "jac_x"), jacobian.byFeature(), TOLERANCE);
        double[] byWeight = doubles(golden, "jac_weights");
        double[] byBias = doubles(golden, "jac_bias");
        for (int k = 0; k < 4; k++) {
            double[] row = new double[2 * ANGLES];
            System.arraycopy(byWeight, k * ANGLES, row, 0, ANGLES);
            System.arraycopy(byBias, k * ANGLES, row, ANGLES, ANGLES);
            double[] mine = Arrays.copyOfRange(jacobian.byParameter(), k * 2 * ANGLES,
                    (k + 1) * 2 * ANGLES);
            assertArrayEquals(row, mine, TOLERANCE);
        }
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void amplitudes(StateVectorSimulator simulator) throws IOException {
        Map<String, NumpyArray> golden = read("amp_0.npz");
        double[] weights = doubles(golden, "weights");
        Features x = Features.single(doubles(golden, "x"));
        Circuit circuit = stronglyEntangling(Angle::parameter);
        AmplitudeEmbedding embedding = new AmplitudeEmbedding(WIRES);
        double[] byWeight = doubles(golden, "jac_weights");
        double[] byFeature = doubles(golden, "jac_x");
        for (int k = 0; k < 4; k++) {
            Pullback row = simulator.pullback(circuit, weights, Features.none(), embedding.states(x),
                    List.of(outputs().get(k)), new double[] {1}, Set.of(Wrt.PARAMETERS, Wrt.START));
            assertArrayEquals(new double[] {doubles(golden, "out")[k]}, row.values(), TOLERANCE);
            assertArrayEquals(Arrays.copyOfRange(byWeight, k * ANGLES, (k + 1) * ANGLES),
                    row.parameterGradient(), TOLERANCE);
            assertArrayEquals(Arrays.copyOfRange(byFeature, k * 256, (k + 1) * 256),
                    embedding.pull(x, row.startGradient()), TOLERANCE);
        }
    }

    private static double[] doubles(Map<String, NumpyArray> golden, String name) {
        NumpyArray array = golden.get(name);
        if (array == null) {
            throw new AssertionError("the golden file lacks " + name);
        }
        return array.doubles();
    }
}
