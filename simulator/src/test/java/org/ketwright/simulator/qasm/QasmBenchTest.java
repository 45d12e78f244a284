package org.ketwright.simulator.qasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ketwright.kernels.Backends;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.SharedFiles;
import org.ketwright.simulator.StateVectorSimulator;
import tools.jackson.databind.JsonNode;

/** The circuits of QASMBench and their transpiled twins. */
class QasmBenchTest {
    private static final int SMALL = 11;
    /** One of the published files lacks the line that the language demands first. */
    private final QasmReader reader = new QasmReader().assumingVersion2();

    @Test
    void everyFileIsRead() throws IOException {
        Path folder = SharedFiles.data("qasm", getClass());
        for (String part : List.of("qasmbench", "qasmbench-transpiled")) {
            List<Path> programs = SharedFiles.programs(folder.resolve(part));
            assertFalse(programs.isEmpty());
            for (Path file : programs) {
                QasmProgram program = reader.read(file);
                assertEquals(QasmVersion.TWO, program.version());
                assertEquals(program.circuit(),
                        reader.parse(QasmWriter.write(program.circuit()), file.toString()).circuit(), file.toString());
            }
        }
    }

    @Test
    void smallCircuitsHaveTheirDistributions() throws IOException {
        compare(0, SMALL, StateVectorSimulator.on(Backends.named("scalar")));
    }

    @Test
    @Tag("slow")
    void largeCircuitsHaveTheirDistributions() throws IOException {
        compare(SMALL + 1, 30, StateVectorSimulator.on(Backends.named("cpu")));
    }

    /** The angles of the twins are printed with some seven digits. */
    @Test
    void aFileWithoutAnEntryHasTheDistributionOfItsTwin() throws IOException {
        Path folder = SharedFiles.data("qasm", getClass());
        StateVectorSimulator simulator = StateVectorSimulator.on(Backends.named("cpu"));
        Map<String, JsonNode> entries = new HashMap<>();
        for (JsonNode c : SharedFiles.json(folder.resolve("expected.json")).get("circuits")) {
            entries.put(c.get("file").asString(), c);
        }
        List<String> compared = new ArrayList<>();
        for (Path file : SharedFiles.programs(folder.resolve("qasmbench"))) {
            String name = file.getFileName().toString();
            JsonNode twin = entries.get("qasmbench-transpiled/" + name.replace(".qasm", "_transpiled.qasm"));
            if (twin != null && !entries.containsKey("qasmbench/" + name)) {
                compared.add(name);
                compare(name, twin, simulator.distribution(reader.read(file).circuit(), new double[0], Features.none())
                        .probabilities(), 1e-6);
            }
        }
        assertTrue(compared.contains("sat_n11.qasm"), compared.toString());
    }

    private void compare(int least, int most, StateVectorSimulator simulator) throws IOException {
        Path folder = SharedFiles.data("qasm", getClass());
        for (JsonNode c : SharedFiles.json(folder.resolve("expected.json")).get("circuits")) {
            int qubits = c.get("n_qubits").asInt();
            if (qubits >= least && qubits <= most) {
                String file = c.get("file").asString();
                QasmProgram program = reader.read(folder.resolve(file));
                assertEquals(qubits, program.circuit().qubits(), file);
                assertEquals(c.get("n_clbits").asInt(), program.circuit().clbits(), file);
                compare(file, c, simulator.distribution(program.circuit(), new double[0], Features.none())
                        .probabilities(), 1e-9);
            }
        }
    }

    private static void compare(String file, JsonNode expected, Map<String, Double> distribution, double tolerance) {
        double sum = distribution.values().stream().mapToDouble(p -> p).sum();
        assertEquals(1, sum, 1e-9, file);
        double squares = distribution.values().stream().mapToDouble(p -> p * p).sum();
        assertEquals(expected.get("sum_p_squared").asDouble(), squares, tolerance, file);
        JsonNode top = expected.get("top");
        for (String outcome : top.propertyNames()) {
            assertEquals(top.get(outcome).asDouble(), distribution.getOrDefault(outcome, 0.0), tolerance,
                    file + ", " + outcome);
        }
        JsonNode ones = expected.get("p_bit_is_1");
        for (int bit = 0; bit < ones.size(); bit++) {
            int place = ones.size() - 1 - bit;
            double one = distribution.entrySet().stream().filter(e -> e.getKey().charAt(place) == '1')
                    .mapToDouble(Map.Entry::getValue).sum();
            assertEquals(ones.get(bit).asDouble(), one, tolerance, file + ", bit " + bit);
        }
    }
}
