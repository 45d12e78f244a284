package org.ketwright.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
    private static final String PROPERTIES = """
            {"backend_name": "tiny", "last_update_date": "2024-01-01",
             "qubits": [
              [{"name": "T1", "unit": "us", "value": 100}, {"name": "T2", "unit": "ms", "value": 0.08},
               {"name": "frequency", "unit": "GHz", "value": 5.0}, {"name": "anharmonicity", "unit": "GHz", "value": -0.34},
               {"name": "readout_error", "unit": "", "value": 0.02}, {"name": "readout_length", "unit": "dt", "value": 1000}],
              [{"name": "T1", "unit": "ns", "value": 90000}, {"name": "T2", "unit": "us", "value": 70},
               {"name": "frequency", "unit": "MHz", "value": 5100}, {"name": "anharmonicity", "unit": "GHz", "value": -0.34},
               {"name": "prob_meas0_prep1", "unit": "", "value": 0.49}, {"name": "prob_meas1_prep0", "unit": "", "value": 0.01},
               {"name": "readout_length", "unit": "ns", "value": 5000}]],
             "gates": [
              {"gate": "cx", "qubits": [0, 1], "parameters": [{"name": "gate_error", "unit": "", "value": 0.01},
                {"name": "gate_length", "unit": "ns", "value": 300}]},
              {"gate": "sx", "qubits": [0], "parameters": [{"name": "gate_error", "unit": "", "value": 0.001},
                {"name": "gate_length", "unit": "dt", "value": 160}]}],
             "general": [{"name": "jq_01", "unit": "MHz", "value": 2.0}, {"name": "zz_01", "unit": "GHz", "value": 0}]}
            """;
    private static final String CONFIGURATION = """
            {"backend_name": "tiny", "n_qubits": 2, "dt": 0.2222222222222222, "basis_gates": ["cx", "sx"],
             "coupling_map": [[0, 1]]}
            """;

    @TempDir
    private Path folder = Path.of("");

    private static double number(@Nullable Double value) {
        return Objects.requireNonNull(value);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private String refusal(String properties, String configuration) throws IOException {
        Path p = file("props_tiny.json", properties);
        file("conf_tiny.json", configuration);
        String message = String.valueOf(assertThrows(DeviceFormatException.class, () -> Calibration.read(p))
                .getMessage());
        assertEquals(1, message.lines().count());
        assertTrue(message.contains("tiny.json: "), message);
        return message;
    }

    @Test
    void unitsBecomeSecondsAndHertz() throws IOException {
        Path p = file("props_tiny.json", PROPERTIES);
        file("conf_tiny.json", CONFIGURATION);
        Calibration device = Calibration.read(p);
        QubitCalibration first = device.qubits().get(0);
        assertEquals(1e-4, first.usableT1());
        assertEquals(8e-5, first.usableT2(), 1e-20);
        assertEquals(222.2222222222222e-9, number(first.readoutLength()), 1e-20);
        assertEquals(0.02, number(first.zeroGivenOne()));
        assertEquals(0.02, number(first.oneGivenZero()));
        assertEquals(9e-5, device.qubits().get(1).usableT1(), 1e-19);
        assertEquals(5.1e9, number(device.qubits().get(1).frequency()));
        assertEquals(160 * 0.2222222222222222e-9, number(device.usable("sx", List.of(0)).orElseThrow().length()),
                1e-22);
        assertEquals(PairCalibration.perturbativeZz(2e6, -0.1e9, -0.34e9, -0.34e9),
                device.usableZz(0, 1).orElseThrow(), 1e-6);
        List<String> findings = device.findings().stream().map(Finding::toString).toList();
        assertTrue(findings.stream().anyMatch(f -> f.startsWith("derived: qubit 0: the readout errors")));
        assertTrue(findings.stream().anyMatch(f -> f.startsWith(
                "doubtful: qubit 1: reads 0 for 1 with probability 0.49")));
        assertTrue(findings.stream().anyMatch(f -> f.startsWith("derived: pair 0,1: ZZ = 0")));
    }

    @Test
    void aClockInSecondsIsNoticed() throws IOException {
        Path p = file("props_tiny.json", PROPERTIES);
        file("conf_tiny.json", CONFIGURATION.replace("0.2222222222222222", "2.2222222222222222e-10"));
        Calibration device = Calibration.read(p);
        assertEquals(160 * 0.2222222222222222e-9, number(device.usable("sx", List.of(0)).orElseThrow().length()),
                1e-22);
        assertTrue(device.findings().stream().anyMatch(f -> f.where().equals("dt")));
    }

    @Test
    void anEmptyGeneralSectionIsReported() throws IOException {
        Path p = file("props_tiny.json", PROPERTIES.replaceAll("\"general\": \\[.*]", "\"general\": []"));
        file("conf_tiny.json", CONFIGURATION);
        Calibration device = Calibration.read(p);
        assertTrue(device.usableZz(0, 1).isEmpty());
        assertTrue(device.findings().stream().anyMatch(f -> f.toString().startsWith("missing: general: is empty")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "unit": "us", "value": 100       | "unit": "weeks", "value": 100      | qubits[0][0].value: the unit must be s, ms, us, ns, ps or dt but was given "weeks"
            "unit": "us", "value": 100       | "unit": "us", "value": -100        | qubits[0][0].value: must be 0 or more but was given -100
            "unit": "us", "value": 100       | "unit": "us", "value": 1e999       | must be a finite number
            "unit": "us", "value": 100       | "unit": "us", "value": "long"      | qubits[0][0].value: must be a finite number but was given "long"
            "unit": "us", "value": 100       | "unit": "us"                       | qubits[0][0]: lacks "value"
            "value": 0.01},                  | "value": NaN},                     | not JSON
            "value": 0.01},                  | "value": 1.5},                     | must lie in 0..1 but was given 1.5
            "qubits": [0, 1]                 | "qubits": [0, 2]                   | gates[0].qubits[1]: must be a whole number in 0..1 but was given 2
            "qubits": [0, 1]                 | "qubits": [1, 1]                   | gates[0].qubits: must be distinct qubits
            "qubits": [0, 1]                 | "qubits": [0]                      | gates[0].qubits: must be 2 qubits for gate cx
            "gate": "sx", "qubits": [0]      | "gate": "cx", "qubits": [0, 1]     | a gate is calibrated once but cx 0,1 is there twice
            "general": [                     | "general": [7,                     | general[0]: must be an object
            "backend_name": "tiny",          |                                    | lacks "backend_name"
            """)
    void badProperties(String from, @Nullable String to, String expected)
            throws IOException {
        assertTrue(PROPERTIES.contains(from));
        String message = refusal(PROPERTIES.replace(from, to == null ? "" : to), CONFIGURATION);
        assertTrue(message.contains(expected), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "n_qubits": 2           | "n_qubits": 3             | n_qubits: must be the number of qubits in
            "coupling_map": [[0, 1]]| "coupling_map": [[1, 1]]  | coupling_map[0]: must be distinct qubits but was given [1,1]
            "coupling_map": [[0, 1]]| "coupling_map": [[0, 5]]  | coupling_map[0][1]: must be a whole number in 0..1
            "coupling_map": [[0, 1]]| "coupling_map": 5         | coupling_map: must be an array
            0.2222222222222222      | -1                        | dt: must be above 0
            "dt": 0.2222222222222222| "dt": null                | units of dt, which no configuration tells
            """)
    void badConfigurations(String from, String to, String expected) throws IOException {
        assertTrue(CONFIGURATION.contains(from));
        String message = refusal(PROPERTIES, CONFIGURATION.replace(from, to));
        assertTrue(message.contains(expected), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "[]", "{}", "{\"format\": \"other\"}", "{\"basis_gates\": []}", "nul",
            "{\"a\":1} x"})
    void otherFilesAreRefused(String text) throws IOException {
        Path p = file("x.json", text);
        String message = String.valueOf(assertThrows(DeviceFormatException.class, () -> Calibration.read(p))
                .getMessage());
        assertTrue(message.startsWith(p + ": ") && message.lines().count() == 1, message);
    }

    @Test
    void nothingButTheDeclaredErrorEscapes() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        Calibration bundled = Calibration.bundled("ibm_nairobi").orElseThrow();
        for (String text : List.of(PROPERTIES, bundled.toJson())) {
            for (int i = 0; i < 2000; i++) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                for (int k = random.nextInt(1, 4); k > 0; k--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(32, 127);
                }
                try {
                    Field root = Field.parse("fuzzed", bytes);
                    Calibration read = CompactFormat.isCompact(root)
                            ? CompactFormat.read(root)
                            : IbmFormat.read(root, null);
                    assertFalse(read.findings().isEmpty());
                } catch (DeviceFormatException e) {
                    assertTrue(String.valueOf(e.getMessage()).startsWith("fuzzed: "), e.getMessage());
                }
            }
        }
    }

    @Test
    void gapsAreDifferentPartsAndCyclesAreFine() {
        CouplingMap map = CouplingMap.of(6, List.of(List.of(0, 1), List.of(1, 2), List.of(2, 0), List.of(4, 3)));
        assertEquals(List.of(List.of(0, 1, 2), List.of(3, 4), List.of(5)), map.parts());
        assertEquals(1, map.distance(0, 2));
        assertFalse(map.isReachable(0, 3));
        assertTrue(map.isCoupled(3, 4));
        assertThrows(IllegalArgumentException.class, () -> map.distance(0, 5));
        assertThrows(IllegalArgumentException.class, () -> CouplingMap.of(2, List.of(List.of(1, 1))));
    }

    /** The table of the device in the paper's reproduction, to its printed digits. */
    @Test
    void nairobiHasItsNumbers() {
        Calibration device = Calibration.bundled("ibm_nairobi").orElseThrow();
        double[] t1 = {89.119, 87.265, 133.239, 74.942, 131.221, 80.654, 76.638};
        double[] t2 = {15.788, 126.397, 127.136, 75.998, 106.132, 12.043, 126.208};
        double[] sx = {3.965e-4, 3.066e-4, 2.015e-4, 4.083e-4, 5.316e-4, 8.355e-4, 2.635e-4};
        double[] zeroGivenOne = {.0790, .0296, .0296, .0382, .0264, .0342, .0368};
        double[] oneGivenZero = {.0370, .0102, .0090, .0064, .0102, .0108, .0148};
        double[] frequency = {5.25946, 5.16793, 5.27452, 5.02451, 5.17816, 5.29267, 5.12854};
        for (int q = 0; q < 7; q++) {
            QubitCalibration c = device.qubits().get(q);
            assertEquals(t1[q], c.usableT1() * 1e6, 5.1e-4);
            assertEquals(t2[q], c.usableT2() * 1e6, 5.1e-4);
            assertEquals(sx[q], number(device.usable("sx", List.of(q)).orElseThrow().error()), 5.1e-8);
            assertEquals(35.556e-9, number(device.usable("x", List.of(q)).orElseThrow().length()), 5.1e-13);
            assertEquals(0.0, number(device.usable("rz", List.of(q)).orElseThrow().length()));
            assertEquals(zeroGivenOne[q], number(c.zeroGivenOne()), 5.1e-5);
            assertEquals(oneGivenZero[q], number(c.oneGivenZero()), 5.1e-5);
            assertEquals(frequency[q] * 1e9, number(c.frequency()), 5.1e3);
            assertEquals(5560.9e-9, number(c.readoutLength()), 5.1e-11);
        }
        double[][] cx = {{0, 1, 8.594e-3, 248.89, 284.44, -74.42}, {1, 2, 6.983e-3, 426.67, 391.11, -141.96},
                {1, 3, 6.791e-3, 270.22, 305.78, -150.86}, {3, 5, 1.2572e-2, 640, 604.44, -168.85},
                {4, 5, 7.005e-3, 312.89, 277.33, -151.22}, {5, 6, 1.0660e-2, 341.33, 305.78, -165.24}};
        assertEquals(6, device.coupling().edges().size());
        for (double[] row : cx) {
            int a = (int) row[0];
            int b = (int) row[1];
            GateCalibration there = device.usable("cx", List.of(a, b)).orElseThrow();
            GateCalibration back = device.usable("cx", List.of(b, a)).orElseThrow();
            assertEquals(row[2], number(there.error()), 5.1e-6);
            assertEquals(row[2], number(back.error()), 5.1e-6);
            assertEquals(row[3] * 1e-9, number(there.length()), 5.1e-12);
            assertEquals(row[4] * 1e-9, number(back.length()), 5.1e-12);
            assertEquals(row[5] * 1e3, device.usableZz(a, b).orElseThrow(), 5.1);
        }
    }

    @Test
    void bundledDevicesSayWhereTheyComeFrom() {
        for (String name : Calibration.bundled()) {
            Calibration device = Calibration.bundled(name).orElseThrow();
            assertEquals(name, device.name());
            assertTrue(device.origin().license().startsWith("Apache-2.0"));
            assertFalse(device.origin().date().isEmpty());
        }
        assertEquals(27, Calibration.bundled("ibmq_montreal").orElseThrow().qubits().size());
        assertTrue(Calibration.bundled("nowhere").isEmpty());
    }
}
