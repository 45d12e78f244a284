package org.ketwright.studies.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ketwright.kernels.Availability;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.BackendChoice;
import org.ketwright.kernels.Backends;
import org.ketwright.simulator.numpy.NumpyArray;
import org.ketwright.simulator.numpy.NumpyFile;
import org.ketwright.simulator.numpy.NumpyType;
import org.ketwright.studies.ChildProcess;
import org.ketwright.studies.CommandRun;
import org.ketwright.studies.Json;
import org.ketwright.studies.Ketwright;
import org.ketwright.studies.Skips;
import tools.jackson.databind.JsonNode;

/** What {@code ketwright simulate} prints and writes, and how it ends. */
class SimulateCommandTest {
    private static final String BELL = """
            OPENQASM 2.0;
            include "qelib1.inc";
            qreg q[3];
            creg c[2];
            h q[0];
            cx q[0],q[2];
            measure q[0] -> c[0];
            measure q[2] -> c[1];
            """;
    private static final String INPUTS = """
            OPENQASM 3.0;
            include "stdgates.inc";
            input float theta;
            qubit[2] q;
            ry(theta) q[1];
            """;

    @TempDir
    Path folder = Path.of("");

    private String file(String text) throws IOException {
        Path file = Files.createTempFile(folder, "circuit", ".qasm");
        return Files.writeString(file, text).toString();
    }

    private static JsonNode json(String... arguments) {
        String[] all = Stream.concat(Stream.of("simulate", "--json"), Stream.of(arguments)).toArray(String[]::new);
        CommandRun run = CommandRun.of(all);
        assertEquals(0, run.code(), run.err());
        return Json.parse(run.out());
    }

    @Test
    void probabilitiesOfClassicalBitsArePrinted() throws IOException {
        CommandRun run = CommandRun.of("simulate", file(BELL));
        assertEquals(0, run.code(), run.err());
        List<String> lines = run.out().lines().toList();
        assertEquals(2, lines.size());
        assertTrue(lines.stream().allMatch(line -> line.matches("probability  (00|11)  0\\.(5|49999|50000).*")),
                run.out());
        assertTrue(run.lastLine().startsWith("ketwright: state-vector, double precision, backend cpu ("), run.err());
    }

    @Test
    void provenanceIsPartOfTheResult() throws IOException {
        JsonNode tree = json(file(BELL), "--precision", "single", "--backend", "scalar", "--shots", "10", "--seed",
                "4");
        assertEquals("state-vector", tree.get("method").stringValue());
        assertEquals("single", tree.get("precision").stringValue());
        assertEquals("scalar", tree.get("backend").stringValue());
        assertFalse(tree.get("device").stringValue().isEmpty());
        assertEquals(4, tree.get("seed").longValue());
        assertEquals(3, tree.get("qubits").intValue());
    }

    /** Asked for by name a card is used or missed; only auto goes without one, and says so. */
    @Test
    void aMissingCardIsNeverReplacedSilently() throws IOException {
        CommandRun auto = CommandRun.of("simulate", file(BELL), "--backend", "auto");
        assertEquals(0, auto.code(), auto.err());
        BackendChoice choice = Backends.fastest(3, 1);
        assertTrue(auto.err().contains("ketwright: backend auto: " + choice.backend().name() + "; "), auto.err());
        assertTrue(auto.lastLine().contains("backend " + choice.backend().name() + " ("), auto.err());
        for (Backend backend : Backends.all()) {
            if (backend.availability() instanceof Availability.Missing missing) {
                assertTrue(auto.err().contains(missing.reason()), auto.err());
                assertFails(6, "backend '" + backend.name() + "' cannot run here: " + missing.reason(), file(BELL),
                        "--backend", backend.name());
            }
        }
    }

    @Test
    void withoutMeasurementsAllQubitsAreOutcomes() throws IOException {
        String circuit = file("OPENQASM 2.0; include \"qelib1.inc\"; qreg q[3]; creg c[1]; x q[1];");
        for (String backend : List.of("cpu", "scalar")) {
            assertEquals("probability  010  1.0\n",
                    CommandRun.of("simulate", circuit, "--backend", backend).out());
            assertEquals("count  010  9\n",
                    CommandRun.of("simulate", circuit, "--backend", backend, "--shots", "9").out());
        }
        String resets = file("OPENQASM 2.0; include \"qelib1.inc\"; qreg q[3]; creg c[1]; x q; reset q[0];");
        assertEquals("probability  110  1.0\n", CommandRun.of("simulate", resets).out());
        assertEquals("count  110  5\n", CommandRun.of("simulate", resets, "--shots", "5").out());
    }

    @Test
    void everythingThatIsReadComesFromOneRun() throws IOException {
        Path state = folder.resolve("all.npy");
        CommandRun run = CommandRun.of("simulate", file(BELL), "--shots", "100", "--expect", "Z0 Z2", "--expect",
                "X0 X2 + 3", "--state", state.toString());
        assertEquals(0, run.code(), run.err());
        List<String> lines = run.out().lines().toList();
        assertEquals(5, lines.size(), run.out());
        assertEquals(100, lines.stream().filter(line -> line.startsWith("count"))
                .mapToInt(line -> Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1))).sum());
        // Measured qubits have no X left.
        assertEquals("expectation  X0 X2 + 3  3.0", lines.get(3).replaceAll("2\\.99999.*|3\\.00000.*", "3.0"));
        assertTrue(Files.exists(state));
    }

    @Test
    void whatIsNotListedIsSaid() throws IOException {
        String circuit = file("OPENQASM 2.0; include \"qelib1.inc\"; qreg q[7]; ry(1) q[6]; h q[0]; h q[1]; h q[2];"
                + " h q[3]; h q[4]; h q[5];");
        List<String> lines = CommandRun.of("simulate", circuit).out().lines().toList();
        assertEquals(33, lines.size());
        assertTrue(lines.getFirst().startsWith("probability  0"), lines.getFirst());
        assertTrue(lines.getLast().startsWith("probability  all 96 others  0."), lines.getLast());
        JsonNode tree = json(circuit, "--top", "3").get("probabilities");
        assertEquals(3, tree.get("entries").size());
        assertEquals(125, tree.get("rest").get("outcomes").intValue());
        double sum = tree.get("rest").get("sum").doubleValue();
        for (JsonNode p : tree.get("entries")) {
            sum += p.doubleValue();
        }
        assertEquals(1, sum, 1e-12);
        assertEquals(128, json(circuit).get("probabilities").get("entries").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"double", "single"})
    void statesAreWrittenAsArrays(String precision) throws IOException {
        Path state = folder.resolve("state.npy");
        String circuit = file("OPENQASM 2.0; include \"qelib1.inc\"; qreg q[2]; creg c[1]; h q[0]; s q[0];"
                + " measure q[0] -> c[0];");
        CommandRun run = CommandRun.of("simulate", circuit, "--state", state.toString(), "--precision", precision);
        assertEquals("state  " + state + "\n", run.out());
        NumpyArray array = NumpyFile.read(state);
        assertEquals(precision.equals("double") ? NumpyType.C16 : NumpyType.C8, array.type());
        assertEquals(List.of(4), array.shape());
        double half = Math.sqrt(0.5);
        assertArrayEquals(new double[] {half, 0, 0, half, 0, 0, 0, 0}, array.doubles(),
                precision.equals("double") ? 1e-15 : 1e-7);
    }

    @Test
    void largeStatesAreReadInSlices() throws IOException {
        Path state = folder.resolve("large.npy");
        String circuit = file("OPENQASM 2.0; include \"qelib1.inc\"; qreg q[21]; h q[20]; cx q[20],q[3]; x q[0];");
        JsonNode tree = json(circuit).get("probabilities").get("entries");
        assertEquals(2, tree.size());
        assertEquals(0.5, tree.get("100000000000000001001").doubleValue(), 1e-12);
        assertEquals(0, CommandRun.of("simulate", circuit, "--state", state.toString()).code());
        double[] amplitudes = NumpyFile.read(state).doubles();
        assertEquals(Math.sqrt(0.5), amplitudes[2], 1e-12);
        assertEquals(Math.sqrt(0.5), amplitudes[2 * ((1 << 20) + 9)], 1e-12);
    }

    @Test
    void inputsAreGivenByName() throws IOException {
        String circuit = file(INPUTS);
        String values = Files.writeString(folder.resolve("values.json"), "{\"theta\": 0.3}").toString();
        JsonNode tree = json(circuit, "--inputs", values, "--expect", "Z1");
        assertEquals(Math.cos(0.3), tree.get("expectations").get(0).get("value").doubleValue(), 1e-14);
        assertEquals(0.3, tree.get("inputs").get("theta").doubleValue());
        Path array = folder.resolve("values.npy");
        NumpyFile.write(array, NumpyArray.of(new double[] {0.3}, 1));
        assertEquals(tree.get("expectations"),
                json(circuit, "--inputs", array.toString(), "--expect", "Z1").get("expectations"));
    }

    static List<Arguments> badInputs() {
        return List.of(Arguments.of("{}", "inputs without a value: theta"),
                Arguments.of("{\"theta\": 1, \"beta\": 2}", "no input \"beta\"; nearest is \"theta\""),
                Arguments.of("{\"theta\": \"1\"}", "must be a number"),
                Arguments.of("{\"theta\": 1e999}", "must be finite but is Infinity"),
                Arguments.of("{\"theta\": NaN}", "not JSON: Non-standard token 'NaN' (line 1"),
                Arguments.of("{\"theta\": 1, \"theta\": 2}", "not JSON: Duplicate property \"theta\" (line 1"),
                Arguments.of("[1]", "JSON object"),
                Arguments.of("", "the text is empty"));
    }

    @ParameterizedTest
    @MethodSource("badInputs")
    void badValuesOfInputsAreRefused(String text, String message) throws IOException {
        String values = Files.writeString(folder.resolve("values.json"), text).toString();
        assertFails(3, message, file(INPUTS), "--inputs", values);
    }

    @Test
    void arraysThatFitNoInputsAreRefused() throws IOException {
        Path values = folder.resolve("values.npy");
        NumpyFile.write(values, NumpyArray.of(new double[] {1, 2}, 2));
        assertFails(3, "needs an array of shape (1,) but this one has shape (2,)", file(INPUTS), "--inputs",
                values.toString());
        NumpyFile.write(values, NumpyArray.of(new double[] {Double.NaN}, 1));
        assertFails(3, "input theta must be finite but is NaN", file(INPUTS), "--inputs", values.toString());
        NumpyFile.write(values, NumpyArray.complex(new double[] {1, 0}, 1));
        assertFails(3, "inputs are real numbers (<f8, <f4 or <i8) but the array has type <c16", file(INPUTS),
                "--inputs", values.toString());
        NumpyFile.write(values, NumpyArray.of(new double[1 << 15], 1 << 15));
        assertFails(3, "needs an array of shape (1,) but this file has 262272 bytes",
                file(INPUTS), "--inputs", values.toString());
        Files.writeString(values, "no array");
        assertFails(3, "a .npy file starts with", file(INPUTS), "--inputs", values.toString());
        assertFails(3, "there is no such file", file(INPUTS), "--inputs", folder.resolve("none.json").toString());
    }

    @Test
    void namedPointsAreShown() throws IOException {
        String circuit = file("""
                OPENQASM 3.0;
                include "stdgates.inc";
                qubit[2] q;
                bit[2] c;
                x q[0];
                @ketwright.snapshot early
                barrier q;
                h q[1];
                @ketwright.snapshot late
                barrier q;
                x q[0];
                c = measure q;
                """);
        Path state = folder.resolve("early.npy");
        CommandRun run = CommandRun.of("simulate", circuit, "--snapshot", "early=" + state, "--snapshot", "late");
        assertEquals(0, run.code(), run.err());
        List<String> lines = run.out().lines().toList();
        assertEquals("snapshot early  probability  01  1.0", lines.getFirst());
        assertEquals("snapshot early  state  " + state, lines.get(1));
        assertTrue(lines.get(2).startsWith("snapshot late  probability  "), run.out());
        assertEquals(6, lines.size(), run.out());
        assertArrayEquals(new double[] {0, 0, 1, 0, 0, 0, 0, 0}, NumpyFile.read(state).doubles(), 1e-15);
        JsonNode tree = json(circuit, "--snapshot", "late", "--expect", "Z0", "--expect", "X1");
        assertEquals(-1, tree.at("/snapshots/0/expectations/0/value").doubleValue(), 1e-12);
        assertEquals(1, tree.at("/snapshots/0/expectations/1/value").doubleValue(), 1e-12);
        assertEquals(1, tree.at("/expectations/0/value").doubleValue(), 1e-12);
        assertFails(2, "has no point \"erly\"; nearest is \"early\"", circuit, "--snapshot", "erly");
        assertFails(2, "has no named points", file(BELL), "--snapshot", "a");
        assertFails(2, "no single state on the way", file("""
                OPENQASM 3.0; include "stdgates.inc"; qubit q; bit c; c = measure q;
                @ketwright.snapshot a
                barrier q;
                h q;
                """), "--snapshot", "a");
    }

    static List<Arguments> badPrograms() {
        String head = "OPENQASM 3.0; include \"stdgates.inc\"; ";
        return List.of(Arguments.of(3, "qubits", head + "qubit[1000000000] q;"),
                Arguments.of(6, "the most that fits is", head + "qubit[1000] q;"),
                Arguments.of(6, "bytes on the disk", head + "qubit[40] q; h q;"),
                Arguments.of(3, ":1:", head + "qubit[2] q; h q[2];"),
                Arguments.of(3, "nearest known name", head + "qubit[2] q; hh q[1];"),
                Arguments.of(3, "divisor", head + "qubit[2] q; rx(1/0.0) q[1];"),
                Arguments.of(3, ":1:", head + "qubit[2] q; rx(ln(-1.0)) q[1];"),
                Arguments.of(3, ":1:1:", ""), Arguments.of(3, ":1:1:", "\0\1\2"),
                Arguments.of(2, "has inputs without a value: theta; give them with --inputs", INPUTS));
    }

    @ParameterizedTest
    @MethodSource("badPrograms")
    void badProgramsEndInOneLine(int code, String message, String text) throws IOException {
        Path state = folder.resolve("none.npy");
        assertFails(code, message, file(text), "--state", state.toString());
        try (Stream<Path> left = Files.list(folder)) {
            assertTrue(left.allMatch(path -> path.toString().endsWith(".qasm")));
        }
    }

    @Test
    void whatDoesNotFitIntoMemorySaysWhatWould() throws IOException {
        String circuit = file("OPENQASM 2.0; include \"qelib1.inc\"; qreg q[40]; h q;");
        assertFails(6, "the most that fits is", circuit);
        assertFails(6, "the most that fits is", circuit, "--precision", "single", "--shots", "3");
        assertFails(6, "40 qubits need 16384.00 GiB of memory outside the Java heap but", circuit);
        assertFails(6, " qubits", circuit, "--backend", "scalar");
        assertFails(6, "34 qubits need 512.00 GiB of Java heap but", file("OPENQASM 2.0; qreg q[34];"), "--backend",
                "scalar");
    }

    @Test
    void wrongUseIsRefused() throws IOException {
        String circuit = file(BELL);
        assertFails(2, "no method \"density\"; nearest is \"density-matrix\"", circuit, "--method", "density");
        assertFails(2, "no backend \"cpuu\"; nearest is \"cpu\"", circuit, "--backend", "cpuu");
        assertFails(2, "no precision \"half\"", circuit, "--precision", "half");
        assertFails(2, "--threads", circuit, "--threads", "0");
        assertFails(2, "--shots must be a whole number 1 to 134217728", circuit, "--shots", "0");
        assertFails(2, "--top", circuit, "--top", "0");
        assertFails(2, "an observable is written like", circuit, "--expect", "Q1");
        assertFails(2, "qubits 0 to 2 but was asked for qubit 3", circuit, "--expect", "Z3");
        assertFails(2, "unknown option \"--shot\" of ketwright simulate; nearest is \"--shots\"", circuit, "--shot",
                "1");
        assertFails(2, "folder does not exist", circuit, "--state", folder.resolve("no/state.npy").toString());
        assertFails(2, "is a folder", circuit, "--state", folder.toString());
        assertFails(2, "no single final state", file(BELL + "x q[0];"), "--state",
                folder.resolve("state.npy").toString());
        assertFails(3, "there is no such file", folder.resolve("none.qasm").toString());
        assertFails(3, "is a folder", folder.toString());
        assertFalse(Files.exists(folder.resolve("state.npy")));
    }

    private static void assertFails(int code, String message, String... arguments) {
        String[] all = Stream.concat(Stream.of("simulate"), Stream.of(arguments)).toArray(String[]::new);
        CommandRun run = CommandRun.of(all);
        assertEquals(code, run.code(), run.err());
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().startsWith("ketwright: ") && run.err().contains(message), run.err());
    }

    @Test
    void theSameSeedDrawsTheSameOnAnyNumberOfThreads() throws Exception {
        String circuit = file("OPENQASM 2.0; include \"qelib1.inc\"; qreg q[12]; creg c[12]; h q; cx q[0],q[7];"
                + " ry(0.3) q[3]; measure q[0] -> c[0]; if (c==1) x q[1]; measure q -> c;");
        String first = counts(circuit, "1");
        assertTrue(first.contains("\"threads\" : 1"), first);
        assertEquals(first.replace("\"threads\" : 1", ""), counts(circuit, "2").replace("\"threads\" : 2", ""));
    }

    private static String counts(String circuit, String threads) throws Exception {
        Process process = ChildProcess.start(Ketwright.class, "simulate", circuit, "--json", "--shots", "500", "--seed",
                "11", "--threads", threads);
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        return text.substring(text.indexOf('{')).replaceAll("\"device\".*", "");
    }

    @Test
    void publicCircuitsGiveTheirDistributions() throws IOException {
        String given = System.getProperty("KETWRIGHT_DATA", System.getenv("KETWRIGHT_DATA"));
        Path root = (given != null ? Path.of(given) : Path.of("..", "..", "shared", "data")).resolve("qasm");
        Path expected = root.resolve("expected.json");
        Skips.unless(Files.exists(expected), "publicCircuitsGiveTheirDistributions",
                "no data/qasm; set KETWRIGHT_DATA");
        int tested = 0;
        for (JsonNode circuit : Json.parse(Files.readString(expected)).get("circuits")) {
            if (circuit.get("n_qubits").intValue() > 12) {
                continue;
            }
            String name = circuit.get("file").stringValue();
            CommandRun run = CommandRun.of("simulate", root.resolve(name).toString(), "--json");
            assertEquals(0, run.code(), name + ": " + run.err());
            JsonNode found = Json.parse(run.out()).get("probabilities").get("entries");
            for (Map.Entry<String, JsonNode> outcome : circuit.get("top").properties()) {
                assertEquals(outcome.getValue().doubleValue(), found.path(outcome.getKey()).asDouble(0), 1e-9,
                        name + " " + outcome.getKey());
            }
            tested++;
        }
        assertTrue(tested > 40, "tested " + tested);
    }
}
