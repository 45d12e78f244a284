package org.ketwright.qml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.ketwright.classical.Seed;
import org.ketwright.kernels.Backends;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.CircuitBuilder;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.StateVector;
import org.ketwright.simulator.StateVectorSimulator;
import org.ketwright.simulator.numpy.NumpyArray;
import org.ketwright.simulator.numpy.NumpyFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Circuits 1 to 19 of Sim, Johnson, Aspuru-Guzik 2019 against numpy and Qiskit. */
class GoldenExpressibilityTest {
    private static final StateVectorSimulator SIMULATOR = StateVectorSimulator.on(Backends.named("scalar"));

    @Test
    void statesEntanglementFidelitiesAndDivergencesAgree() throws IOException {
        Path folder = GoldenFiles.folder("expressibility", GoldenExpressibilityTest.class);
        Map<String, NumpyArray> golden = NumpyFile.readArchive(folder.resolve("sim_circuits.npz"));
        for (JsonNode entry : new ObjectMapper().readTree(folder.resolve("index.json").toFile()).get("circuits")) {
            for (int layers : new int[] {1, 3}) {
                String key = "c" + entry.get("circuit").asInt() + "_L" + layers + "_";
                Circuit circuit = circuit(entry, layers);
                List<StateVector> states = run(circuit, array(golden, key + "theta"));
                double[] expected = array(golden, key + "state").doubles();
                double[] entanglement = array(golden, key + "Q").doubles();
                for (int s = 0; s < states.size(); s++) {
                    for (int i = 0; i < 16; i++) {
                        assertEquals(expected[(s * 16 + i) * 2], states.get(s).re(i), 1e-12, key);
                        assertEquals(expected[(s * 16 + i) * 2 + 1], states.get(s).im(i), 1e-12, key);
                    }
                    assertEquals(entanglement[s], EntanglingCapability.meyerWallach(states.get(s)), 1e-12, key);
                }
                List<StateVector> left = run(circuit, array(golden, key + "pairsA"));
                List<StateVector> right = run(circuit, array(golden, key + "pairsB"));
                double[] fidelities = new double[left.size()];
                for (int p = 0; p < fidelities.length; p++) {
                    fidelities[p] = left.get(p).fidelity(right.get(p));
                    assertEquals(array(golden, key + "fid").doubles()[p], fidelities[p], 1e-12, key);
                }
                assertEquals(measures(entry, layers).get("kl_300_pairs_75_bins").asDouble(),
                        Expressibility.divergence(fidelities, 75, 4), 1e-12, key);
            }
        }
    }

    /** A few circuits, within five standard errors of eight runs here and eight there, and the bias of fewer pairs. */
    @Test
    void sampledMeansAgree() throws IOException {
        Path folder = GoldenFiles.folder("expressibility", GoldenExpressibilityTest.class);
        int pairs = 1000;
        double[][] runs = new double[8][0];
        for (JsonNode entry : new ObjectMapper().readTree(folder.resolve("index.json").toFile()).get("circuits")) {
            if (entry.get("circuit").asInt() % 4 != 1) {
                continue;
            }
            JsonNode measures = measures(entry, 1);
            Circuit circuit = circuit(entry, 1);
            String name = "circuit " + entry.get("circuit").asInt();
            Estimate entanglement = new EntanglingCapability(SIMULATOR, pairs).of(circuit, runs, new Seed(1));
            assertEquals(measures.get("Q_5000_mean").asDouble(), entanglement.mean(),
                    5 * entanglement.deviation() / Math.sqrt(8) + 1e-12, name);
            Estimate divergence = new Expressibility(SIMULATOR, 75, pairs).of(circuit, runs, new Seed(2));
            assertEquals(measures.get("expr_5000_pairs_mean").asDouble(), divergence.mean(),
                    5 * Math.sqrt(2) * divergence.deviation() / Math.sqrt(8) + 74 / (2.0 * pairs), name);
        }
    }

    private static JsonNode measures(JsonNode entry, int layers) {
        return entry.get("layers").get(String.valueOf(layers));
    }

    private static NumpyArray array(Map<String, NumpyArray> golden, String key) {
        return Objects.requireNonNull(golden.get(key), key);
    }

    private static Circuit circuit(JsonNode entry, int layers) {
        CircuitBuilder builder = Circuit.on(4);
        int perLayer = entry.get("params_per_layer").asInt();
        for (int layer = 0; layer < layers; layer++) {
            for (JsonNode op : entry.get("ops")) {
                Gate gate = Gate.valueOf(op.get(0).asString().toUpperCase(Locale.ROOT));
                List<Integer> qubits = op.get(1).valueStream().map(JsonNode::asInt).toList();
                if (op.get(2).isNull()) {
                    builder.gate(gate, qubits);
                } else {
                    builder.gate(gate, qubits, Angle.parameter(layer * perLayer + op.get(2).asInt()));
                }
            }
        }
        return builder.build();
    }

    /** One state per row of angles. */
    private static List<StateVector> run(Circuit circuit, NumpyArray angles) {
        int width = angles.shape().get(1);
        double[] all = angles.doubles();
        return IntStream.range(0, angles.shape().get(0))
                .mapToObj(row -> SIMULATOR.states(circuit,
                        Arrays.copyOfRange(all, row * width, (row + 1) * width), Features.none())
                        .getFirst())
                .toList();
    }
}
