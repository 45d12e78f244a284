package org.ketwright.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ketwright.simulator.Circuit;

class NoiseFormatTest {
    private static final String MODEL = """
            {"format": "ketwright noise 1", "name": "mine",
             "lengths": [{"gate": "cx", "length": 3e-7}, {"gate": "cx", "qubits": [1, 0], "length": 4e-7},
              {"gate": "measure", "length": 1e-6}],
             "gates": [
              {"gate": "h", "channels": [{"channel": "depolarizing", "p": 0.001}]},
              {"gate": "cx", "channels": [{"channel": "depolarizing", "p": 0.01},
                {"channel": "amplitude-damping", "gamma": 0.02, "on": [1]}]},
              {"gate": "cx", "qubits": [0, 1], "channels": [
                {"channel": "pauli", "probabilities": {"XI": 0.01, "ZZ": 0.02}},
                {"channel": "kraus", "operators": [[[1, 0], [0, [0, 1]]]], "on": [0]},
                {"channel": "coherent-error", "pauli": "ZX", "angle": 0.01},
                {"channel": "phase-damping", "gamma": 0.1, "on": [0]},
                {"channel": "generalized-amplitude-damping", "gamma": 0.1, "excited": 0.2, "on": [1]},
                {"channel": "thermal-relaxation", "t1": 1e-4, "t2": 5e-5, "duration": 1e-7, "on": [1]},
                {"channel": "residual-zz", "rate": -1e5, "duration": 1e-7}]}],
             "idle": [{"t1": 1e-4, "t2": 8e-5}, {"qubits": [1], "t1": 5e-5, "excited": 0.01}],
             "readout": [{"qubits": [0], "matrix": [[0.98, 0.05], [0.02, 0.95]]}],
             "zz": {"pairs": [{"qubits": [1, 0], "rate": -1.5e5}], "echo": false, "during": "gates"},
             "simultaneous": [{"gate": "cx", "qubits": [0, 1], "other": "cx", "otherQubits": [2, 3], "error": 0.05}]}
            """;

    @TempDir
    private Path folder = Path.of("");

    private NoiseFile read(String text) throws IOException {
        return NoiseModel.read(Files.writeString(folder.resolve("noise.json"), text));
    }

    @Test
    void everyPartIsRead() throws IOException {
        NoiseFile file = read(MODEL);
        NoiseModel model = file.model();
        assertEquals("mine", model.name());
        assertEquals(List.of(NoiseModel.Part.values()), file.parts());
        GateNoise gates = Objects.requireNonNull(model.gates());
        assertEquals(1, gates.of("h", List.of(5)).orElseThrow().parts().size());
        assertEquals(2, gates.of("cx", List.of(1, 0)).orElseThrow().parts().size());
        assertEquals(7, gates.of("cx", List.of(0, 1)).orElseThrow().parts().size());
        IdleNoise idle = Objects.requireNonNull(model.idle());
        assertEquals(5e-5, idle.of(1, 1).orElseThrow().t1());
        assertEquals(1e-4, idle.of(7, 1).orElseThrow().t1());
        Crosstalk crosstalk = Objects.requireNonNull(model.crosstalk());
        assertEquals(-1.5e5, crosstalk.rates().get(List.of(0, 1)));
        assertTrue(!crosstalk.isEchoed() && crosstalk.isDuringGatesOnly());
        Circuit circuit = Circuit.on(3, 1).h(0).h(1).cx(0, 1).cx(1, 2).measure(2, 0).build();
        Schedule schedule = Schedule.of(circuit, List.of(0, 1, 2), file.lengths(), Schedule.Policy.ALAP);
        assertEquals(1.6e-6, schedule.duration(), 1e-15);
        assertTrue(model.apply(schedule).circuit().noiseStrengths().size() > 20);
    }

    @Test
    void partsReplaceThoseOfADevice() throws IOException {
        Calibration device = Calibration.bundled("ibm_nairobi").orElseThrow();
        NoiseFile file = read("{\"format\": \"ketwright noise 1\", \"gates\": []}");
        NoiseModel both = file.over(NoiseModel.of(device));
        assertTrue(Objects.requireNonNull(both.gates()).errors().isEmpty());
        assertEquals(NoiseModel.of(device).idle(), both.idle());
        assertEquals(List.of(NoiseModel.Part.GATES), file.parts());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ketwright noise 1          | ketwright noise 2         | format: must be "ketwright noise 1"
            "p": 0.001                 | "p": -0.001               | gates[0].channels[0]: the p of depolarizing
            "p": 0.001                 | "p": NaN                  | not JSON: Non-standard token 'NaN' (line
            "p": 0.001                 | "p": 1.001                | gates[0].channels[0]: the p of depolarizing
            "gamma": 0.02              | "gamma": -0.02            | gates[1].channels[1]: the gamma of amplitude damping
            "rate": -1.5e5             | "rate": 1e999             | zz.pairs[0].rate: must be a finite number
            "rate": -1.5e5             | "rate": -Infinity         | not JSON
            "p": 0.001                 | "q": 0.001                | gates[0].channels[0].q: is none of channel, on, p, qubits
            "ZZ": 0.02                 | "ZZ": 0.995               | sum to at most 1
            0.02, 0.95                 | 0.02, 0.96                | readout[0]: each column of a read-out matrix sums to 1
            0.02, 0.95                 | 0.02                      | readout[0].matrix[1]: must have 2 numbers
            [[1, 0], [0, [0, 1]]]      | [[1, 0], [0, [0, 2]]]     | gates[2].channels[1]
            "t2": 8e-5                 | "t2": 8e-3                | idle[0]: t2 of thermal relaxation is at most 2 t1
            "rate": -1.5e5             | "rate": "fast"            | zz.pairs[0].rate: must be a finite number
            "qubits": [1, 0], "rate"   | "qubits": [1, 1], "rate"  | zz.pairs[0].qubits: must be distinct qubits
            "error": 0.05              | "error": 1.05             | simultaneous[0].error: must lie in 0..1
            "length": 3e-7             | "length": -3e-7           | lengths[0].length: must be 0 or more
            "gate": "h"                | "gate": "hadamard"        | gates[0].gate: must be a gate of the catalogue
            "amplitude-damping", "gamma": 0.02, "on": [1] | "amplitude-damping", "gamma": 0.02, "on": [0, 1] | must name with "on"
            "channel": "pauli"         | "channel": "paul"         | gates[2].channels[0].channel: must be depolarizing, pauli
            "during": "gates"          | "during": "sometimes"     | zz.during: must be "always" or "gates"
            {"qubits": [1, 0], "rate": -1.5e5} | {"qubits": [1, 0], "rate": 1}, {"qubits": [0, 1], "rate": 2} | zz.pairs[1]: must be the only entry for qubits [0, 1]
            "qubits": [1], "t1": 5e-5  | "t1": 5e-5                | idle[1]: must be the only entry for all qubits
            "gate": "measure"          | "gate": "cx"              | lengths[2]: must be the only entry
            "echo": false              | "echo": 0                 | zz.echo: must be true or false
            "name": "mine",            | "nam": "mine",            | nam: is none of
            """)
    void badModels(String from, String to, String expected) {
        assertTrue(MODEL.contains(from));
        String message = String.valueOf(assertThrows(DeviceFormatException.class,
                () -> read(MODEL.replace(from, to))).getMessage());
        assertTrue(message.contains(expected) && message.contains("noise.json: "), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void nothingButTheDeclaredErrorEscapes() {
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = MODEL.getBytes(StandardCharsets.UTF_8);
            for (int k = random.nextInt(1, 4); k > 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(32, 127);
            }
            try {
                NoiseFormat.read(Field.parse("fuzzed", bytes));
            } catch (DeviceFormatException e) {
                assertTrue(String.valueOf(e.getMessage()).startsWith("fuzzed: "), e.getMessage());
            }
        }
    }
}
