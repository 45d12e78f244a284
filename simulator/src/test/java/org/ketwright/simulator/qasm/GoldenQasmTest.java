package org.ketwright.simulator.qasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ketwright.kernels.Backends;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.Observable;
import org.ketwright.simulator.Operation;
import org.ketwright.simulator.PauliString;
import org.ketwright.simulator.SharedFiles;
import org.ketwright.simulator.StateVectorSimulator;
import org.ketwright.simulator.numpy.NumpyFile;
import tools.jackson.databind.JsonNode;

/** Programs with states, expectation values and distributions computed by other implementations. */
class GoldenQasmTest {
    private final QasmReader reader = new QasmReader();
    private final StateVectorSimulator simulator = StateVectorSimulator.on(Backends.named("scalar"));

    @Test
    void circuitsHaveTheirStatesAndExpectations() throws IOException {
        Path folder = SharedFiles.golden("circuits", getClass());
        for (JsonNode c : SharedFiles.json(folder.resolve("index.json")).get("cases")) {
            String name = c.get("name").asString();
            Circuit circuit = reader.read(folder.resolve(c.get("qasm").asString())).circuit();
            assertEquals(c.get("n").asInt(), circuit.qubits(), name);
            assertState(folder.resolve(c.get("state").asString()), circuit, name);
            List<Observable> observables = new ArrayList<>();
            for (JsonNode letters : c.get("paulis_char_i_acts_on_qubit_i")) {
                observables.add(Observable.of(PauliString.ofLetters(letters.asString())));
            }
            double[] values = simulator.expectations(circuit, new double[0], Features.none(), observables);
            for (int k = 0; k < values.length; k++) {
                assertEquals(c.get("expvals").get(k).asDouble(), values[k], 1e-12, name + ", observable " + k);
            }
        }
    }

    @Test
    void languageFeaturesHaveTheirStates() throws IOException {
        Path folder = SharedFiles.golden("qasm_parse", getClass());
        for (Path file : SharedFiles.programs(folder)) {
            String name = file.getFileName().toString().replace(".qasm", "");
            Circuit read = reader.read(file).circuit();
            List<Operation> unitary = read.operations().stream().filter(Operation::isUnitary).toList();
            assertState(folder.resolve(name + ".state.npy"), new Circuit(read.qubits(), 0, unitary), name);
        }
    }

    @Test
    void whatMustBeRefusedIsRefusedWithItsPlace() throws IOException {
        Path folder = SharedFiles.golden("qasm_reject", getClass());
        List<Path> programs = SharedFiles.programs(folder);
        assertFalse(programs.isEmpty());
        for (Path file : programs) {
            QasmException e = assertThrows(QasmException.class, () -> reader.read(file), file.toString());
            assertTrue(e.line() >= 1 && e.column() >= 1, file.toString());
            assertEquals(file.toString(), e.path());
        }
    }

    @Test
    void dynamicCircuitsHaveTheirDistributions() throws IOException {
        Path folder = SharedFiles.golden("qasm_dynamic", getClass());
        for (JsonNode c : SharedFiles.json(folder.resolve("expected.json"))) {
            String name = c.get("name").asString();
            QasmProgram program = reader.read(folder.resolve(name + ".qasm"));
            for (QasmProgram.Register r : program.bitRegisters()) {
                assertEquals(c.get("cregs").get(r.name()).get("offset").asInt(), r.offset(), name);
                assertEquals(c.get("cregs").get(r.name()).get("size").asInt(), r.size(), name);
            }
            Map<Long, Double> slow = Branches.distribution(program.circuit());
            Map<String, Double> fast = simulator.distribution(program.circuit(), new double[0], Features.none())
                    .probabilities();
            JsonNode expected = c.get("probabilities");
            for (String outcome : expected.propertyNames()) {
                double probability = expected.get(outcome).asDouble();
                assertEquals(probability, slow.getOrDefault(Long.parseLong(outcome, 2), 0.0), 1e-12, name);
                assertEquals(probability, fast.getOrDefault(outcome, 0.0), 1e-12, name);
            }
        }
    }

    private void assertState(Path file, Circuit circuit, String name) throws IOException {
        double[] expected = NumpyFile.read(file).doubles();
        double[] actual = simulator.states(circuit, new double[0], Features.none()).get(0).toArray();
        assertEquals(expected.length, actual.length, name);
        assertTrue(distanceUpToPhase(expected, actual) < 1e-12, name);
    }

    /** Largest difference of two states after the phase that brings them closest. */
    static double distanceUpToPhase(double[] a, double[] b) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < a.length; i += 2) {
            re += b[i] * a[i] + b[i + 1] * a[i + 1];
            im += b[i] * a[i + 1] - b[i + 1] * a[i];
        }
        double norm = Math.hypot(re, im);
        double worst = Math.abs(norm - 1);
        for (int i = 0; i < a.length; i += 2) {
            double x = (b[i] * re - b[i + 1] * im) / norm;
            double y = (b[i] * im + b[i + 1] * re) / norm;
            worst = Math.max(worst, Math.hypot(a[i] - x, a[i + 1] - y));
        }
        return worst;
    }
}
