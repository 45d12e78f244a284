package org.ketwright.simulator.qasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ketwright.kernels.Backends;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.Operation;
import org.ketwright.simulator.StateVectorSimulator;
import tools.jackson.databind.JsonNode;

/** The circuits of QASMBench and their transpiled twins. */
class QasmBenchTest {
    private static final int SMALL = 11;
    /** The one published file without the line that the language demands first. */
    private static final String WITHOUT_HEADER = "sat_n11.qasm";
    private final QasmReader reader = new QasmReader();
    private final StateVectorSimulator simulator = StateVectorSimulator.on(Backends.named("scalar"));

    @Test
    void everyFileIsRead() throws IOException {
        Path folder = SharedFiles.data("qasm", getClass());
        for (String part : List.of("qasmbench", "qasmbench-transpiled")) {
            List<Path> programs = SharedFiles.programs(folder.resolve(part));
            assertFalse(programs.isEmpty());
            for (Path file : programs) {
                if (file.endsWith(WITHOUT_HEADER)) {
                    assertEquals(3, assertThrows(QasmException.class, () -> reader.read(file)).line());
                    continue;
                }
                QasmProgram program = reader.read(file);
                assertEquals(QasmVersion.TWO, program.version());
                assertEquals(program.circuit(),
                        reader.parse(QasmWriter.write(program.circuit()), file.toString()).circuit(), file.toString());
            }
        }
    }

    @Test
    void smallCircuitsHaveTheirDistributions() throws IOException {
        compare(0, SMALL);
    }

    @Test
    @Tag("slow")
    void largeCircuitsHaveTheirDistributions() throws IOException {
        compare(SMALL + 1, 30);
    }

    private void compare(int least, int most) throws IOException {
        Path folder = SharedFiles.data("qasm", getClass());
        for (JsonNode c : SharedFiles.json(folder.resolve("expected.json")).get("circuits")) {
            int qubits = c.get("n_qubits").asInt();
            if (qubits >= least && qubits <= most) {
                String file = c.get("file").asString();
                QasmProgram program = reader.read(folder.resolve(file));
                assertEquals(qubits, program.circuit().qubits(), file);
                assertEquals(c.get("n_clbits").asInt(), program.circuit().clbits(), file);
                compare(file, c, distribution(program.circuit()));
            }
        }
    }

    private static void compare(String file, JsonNode expected, Map<Long, Double> distribution) {
        double sum = distribution.values().stream().mapToDouble(p -> p).sum();
        assertEquals(1, sum, 1e-9, file);
        double squares = distribution.values().stream().mapToDouble(p -> p * p).sum();
        assertEquals(expected.get("sum_p_squared").asDouble(), squares, 1e-9, file);
        JsonNode top = expected.get("top");
        for (String outcome : top.propertyNames()) {
            assertEquals(top.get(outcome).asDouble(), distribution.getOrDefault(Long.parseLong(outcome, 2), 0.0), 1e-9,
                    file + ", " + outcome);
        }
        JsonNode ones = expected.get("p_bit_is_1");
        for (int bit = 0; bit < ones.size(); bit++) {
            int b = bit;
            double one = distribution.entrySet().stream().filter(e -> (e.getKey() >> b & 1) != 0)
                    .mapToDouble(Map.Entry::getValue).sum();
            assertEquals(ones.get(bit).asDouble(), one, 1e-9, file + ", bit " + bit);
        }
    }

    /** Probabilities by the value of the classical bits. */
    private Map<Long, Double> distribution(Circuit circuit) {
        Map<Integer, Integer> qubitOfBit = finalMeasurements(circuit);
        if (qubitOfBit.isEmpty()) {
            return Branches.distribution(circuit);
        }
        List<Operation> unitary = circuit.operations().stream().filter(Operation::isUnitary).toList();
        List<Integer> measured = new ArrayList<>(new HashSet<>(qubitOfBit.values()));
        double[] probabilities = simulator.probabilities(new Circuit(circuit.qubits(), 0, unitary), new double[0],
                Features.none(), measured.stream().mapToInt(Integer::intValue).toArray());
        Map<Long, Double> distribution = new HashMap<>();
        for (int i = 0; i < probabilities.length; i++) {
            long bits = 0;
            for (Map.Entry<Integer, Integer> e : qubitOfBit.entrySet()) {
                bits |= (long) (i >> measured.indexOf(e.getValue()) & 1) << e.getKey();
            }
            if (probabilities[i] > 0) {
                distribution.merge(bits, probabilities[i], Double::sum);
            }
        }
        return distribution;
    }

    /** Which qubit each bit receives, if all that is not unitary comes at the end of its qubits; empty if not. */
    private static Map<Integer, Integer> finalMeasurements(Circuit circuit) {
        Map<Integer, Integer> qubitOfBit = new HashMap<>();
        Set<Integer> measured = new HashSet<>();
        for (Operation operation : circuit.operations()) {
            if (operation instanceof Operation.Measure m) {
                qubitOfBit.put(m.clbit(), m.qubit());
                measured.add(m.qubit());
            } else if (!operation.isUnitary() || !(operation instanceof Operation.Wall)
                    && operation.qubitsTouched().stream().anyMatch(measured::contains)) {
                return Map.of();
            }
        }
        assertTrue(!measured.isEmpty(), "a circuit is measured");
        return qubitOfBit;
    }
}
