package org.ketwright.studies.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ketwright.simulator.device.Calibration;
import org.ketwright.simulator.numpy.NumpyArray;
import org.ketwright.simulator.numpy.NumpyFile;
import org.ketwright.studies.ChildProcess;
import org.ketwright.studies.CommandRun;
import org.ketwright.studies.Json;
import org.ketwright.studies.Ketwright;
import tools.jackson.databind.JsonNode;

/** What commands do with {@code --device} and {@code --noise}, and {@code ketwright noise}. */
class DeviceCommandTest {
    private static final String CIRCUIT = """
            OPENQASM 3.0;
            include "stdgates.inc";
            input float theta;
            qubit[3] q;
            bit[3] c;
            h q[0];
            ry(theta) q[1];
            cx q[0], q[1];
            cx q[0], q[2];
            cx q[1], q[2];
            c = measure q;
            """;

    @TempDir
    private Path folder = Path.of("");

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private String circuit() throws IOException {
        write("values.json", "{\"theta\": 0.4}");
        return write("circuit.qasm", CIRCUIT);
    }

    private CommandRun run(String command, String... more) throws IOException {
        List<String> all = new ArrayList<>(
                List.of(command, circuit(), "--inputs", folder.resolve("values.json").toString()));
        all.addAll(List.of(more));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private static void assertFails(int code, String expected, CommandRun run) {
        assertEquals(code, run.code(), run.err());
        String last = run.err().lines().toList().getLast();
        assertTrue(last.startsWith("ketwright: ") && last.contains(expected), run.err());
        assertEquals("", run.out());
    }

    @Test
    void circuitsRunWithTheNoiseOfADevice() throws IOException {
        CommandRun exact = run("simulate", "--device", "ibm_nairobi", "--json", "--expect", "Z0 Z1");
        assertEquals(0, exact.code(), exact.err());
        JsonNode tree = Json.parse(exact.out());
        assertEquals("density-matrix", tree.get("method").asString());
        assertEquals("ibm_nairobi", tree.get("noise").asString());
        double noisy = tree.get("expectations").get(0).get("value").doubleValue();
        assertTrue(exact.err().contains("start on qubits ["), exact.err());
        double ideal = Json.parse(run("simulate", "--json", "--expect", "Z0 Z1").out()).get("expectations").get(0)
                .get("value").doubleValue();
        assertTrue(noisy < ideal - 0.02 && noisy > ideal - 0.3, noisy + " against " + ideal);
        JsonNode drawn = Json.parse(run("simulate", "--device", "ibm_nairobi", "--method", "trajectories",
                "--trajectories", "2000", "--json", "--expect", "Z0 Z1").out()).get("expectations").get(0);
        assertEquals(noisy, drawn.get("value").doubleValue(), 6 * drawn.get("standardError").doubleValue());
        double clean = Json.parse(run("simulate", "--device", "ibm_nairobi", "--without",
                "gates,idle,readout,crosstalk", "--json", "--expect", "Z0 Z1").out()).get("expectations").get(0)
                .get("value").doubleValue();
        assertEquals(ideal, clean, 1e-12);
        CommandRun counts = run("simulate", "--device", "ibm_nairobi", "--shots", "100");
        assertEquals(0, counts.code(), counts.err());
        assertTrue(counts.out().contains("count  "), counts.out());
    }

    @Test
    void densityMatricesAreWritten() throws IOException {
        Path out = folder.resolve("rho.npy");
        CommandRun run = run("simulate", "--device", "ibm_nairobi", "--density", out.toString());
        assertEquals(0, run.code(), run.err());
        NumpyArray rho = NumpyFile.read(out);
        assertEquals(List.of(8, 8), rho.shape());
        double[] entries = rho.doubles();
        double trace = 0;
        for (int i = 0; i < 8; i++) {
            trace += entries[2 * (i * 8 + i)];
            assertEquals(0, entries[2 * (i * 8 + i) + 1], 1e-15);
        }
        assertEquals(1, trace, 1e-12);
        assertFails(2, "needs --method density-matrix", run("simulate", "--density", out.toString()));
        assertFails(2, "needs --method state-vector",
                run("simulate", "--device", "ibm_nairobi", "--state", out.toString()));
    }

    @Test
    void gradientsGoThroughNoise() throws IOException {
        Path out = folder.resolve("jacobian.npy");
        CommandRun run = run("gradient", "--device", "ibm_nairobi", "--expect", "Z1", "--out", out.toString(),
                "--strengths", "--json");
        assertEquals(0, run.code(), run.err());
        JsonNode strengths = Json.parse(run.out()).get("expectations").get(0).get("strengths");
        assertTrue(strengths.has("time") && strengths.propertyNames().stream().anyMatch(n -> n.startsWith("zz ")));
        double[] at = new double[2];
        for (int side = 0; side < 2; side++) {
            write("moved.json", "{\"theta\": " + (0.4 + (side == 0 ? 1e-4 : -1e-4)) + "}");
            at[side] = Json.parse(CommandRun.of("simulate", circuit(), "--inputs",
                    folder.resolve("moved.json").toString(), "--device", "ibm_nairobi", "--json", "--expect", "Z1")
                    .out()).get("expectations").get(0).get("value").doubleValue();
        }
        assertEquals((at[0] - at[1]) / 2e-4, NumpyFile.read(out).doubles()[0], 1e-7);
        assertFails(2, "--strengths differentiates", run("gradient", "--expect", "Z1", "--out", out.toString(),
                "--strengths"));
    }

    @Test
    void noiseMadeByHand() throws IOException {
        String noise = write("noise.json", """
                {"format": "ketwright noise 1", "name": "mine",
                 "gates": [{"gate": "cx", "channels": [{"channel": "depolarizing", "p": 0.01}]}],
                 "readout": [{"qubits": [0], "matrix": [[0.9, 0.2], [0.1, 0.8]]}]}
                """);
        CommandRun alone = run("simulate", "--noise", noise, "--json", "--expect", "Z0");
        assertEquals(0, alone.code(), alone.err());
        // Z0 is 0 before readout; depolarizing keeps it so.
        assertEquals(0.1, Json.parse(alone.out()).get("expectations").get(0).get("value").doubleValue(), 1e-12);
        CommandRun both = run("simulate", "--noise", noise, "--device", "ibm_nairobi", "--expect", "Z0");
        assertTrue(both.err().contains("replaces gates, readout of the noise of ibm_nairobi"), both.err());
        write("noise.json", "{\"format\": \"ketwright noise 1\", \"gates\": [{\"gate\": \"cx\","
                + " \"channels\": [{\"channel\": \"depolarizing\", \"p\": 2}]}]}");
        assertFails(3, "gates[0].channels[0]", run("simulate", "--noise", noise));
    }

    @Test
    void whatIsNotHonoredIsRefused() throws IOException {
        assertFails(2, "cannot run noise", run("simulate", "--device", "ibm_nairobi", "--method", "state-vector"));
        assertFails(2, "there is no device \"ibm_nairoby\"", run("simulate", "--device", "ibm_nairoby"));
        assertFails(3, "there is no such file", run("simulate", "--device", folder.resolve("x.json").toString()));
        assertFails(2, "no part \"gate\"", run("simulate", "--device", "ibm_nairobi", "--without", "gate"));
        assertFails(2, "--without says something about noise", run("simulate", "--without", "gates"));
        assertFails(2, "there is no layout", run("simulate", "--device", "ibm_nairobi", "--layout", "best"));
        assertFails(2, "--trajectories is for", run("simulate", "--device", "ibm_nairobi", "--trajectories", "5"));
        String wide = write("wide.qasm", "OPENQASM 3.0; include \"stdgates.inc\"; qubit[8] q; h q[0];");
        assertFails(3, "the circuit has 8 qubits but ibm_nairobi has 7",
                CommandRun.of("simulate", wide, "--device", "ibm_nairobi"));
        String huge = write("huge.qasm", "OPENQASM 3.0; include \"stdgates.inc\"; qubit[27] q; h q;");
        CommandRun large = CommandRun.of("simulate", huge, "--device", "ibmq_montreal");
        assertEquals(6, large.code(), large.err());
        assertTrue(large.err().lines().toList().getLast().contains("a density matrix has at most 15 qubits but"), large
                .err());
    }

    @Test
    void whatIsLeftOutOfTheNoiseIsPartOfTheResult() throws IOException {
        CommandRun run = run("simulate", "--device", "ibm_nairobi", "--without", "idle,crosstalk", "--json");
        assertEquals(0, run.code(), run.err());
        assertEquals("[\"idle\",\"crosstalk\"]", Json.parse(run.out()).get("without").toString());
        assertTrue(run("simulate", "--device", "ibm_nairobi", "--without", "readout").lastLine()
                .endsWith("noise of ibm_nairobi without readout"));
    }

    @Test
    void newNamesOfInputsAreTold() throws IOException {
        String circuit = write("named.qasm", """
                OPENQASM 3.0;
                include "stdgates.inc";
                input float alpha;
                @ketwright.feature
                input float pixel;
                qubit q;
                ry(alpha) q;
                rx(pixel) q;
                """);
        CommandRun run = CommandRun.of("circuit", "transpile", circuit, "--device", "ibm_nairobi", "--json");
        assertEquals(0, run.code(), run.err());
        JsonNode tree = Json.parse(run.out());
        assertEquals("{\"alpha\":\"theta_0\",\"pixel\":\"x_0\"}", tree.get("renamed").toString());
        assertTrue(tree.get("program").stringValue().contains("input float theta_0;"));
        assertTrue(run.err().contains("warning: the input alpha is called theta_0 in the program printed"), run.err());
    }

    @Test
    void aMissingVersionIsWarnedOfOnceAndRefusedByTheStrict() throws IOException {
        String named = write("named.qasm",
                "OPENQASM 2.0; include \"qelib1.inc\"; qreg q[2]; h q[0]; cx q[0], q[1];");
        String unnamed = write("unnamed.qasm", "include \"qelib1.inc\"; qreg q[2]; h q[0]; cx q[0], q[1];");
        String warning = "ketwright: warning: " + unnamed + ":1:1: the program does not begin with \"OPENQASM 2.0;\"";
        for (String[] command : new String[][] {{"simulate", "--seed", "1"}, {"circuit", "stats"},
                {"circuit", "draw"}, {"simulate", "--device", "ibm_nairobi", "--seed", "1"}}) {
            CommandRun run = on(unnamed, command);
            assertEquals(0, run.code(), run.err());
            assertEquals(1, run.err().lines().filter(line -> line.startsWith(warning)).count(), run.err());
            assertFalse(on(named, command).err().contains("does not begin"));
        }
        assertEquals(on(named, "simulate", "--seed", "1").out(), on(unnamed, "simulate", "--seed", "1").out());
        assertEquals(0, on(named, "simulate", "--strict").code());
        assertFails(4, "--strict: " + unnamed + " is read with 1 warning, the first " + unnamed + ":1:1: ",
                on(unnamed, "simulate", "--strict"));
        assertFails(4, "--strict: ", on(unnamed, "simulate", "--strict", "--device", "ibm_nairobi"));
    }

    private static CommandRun on(String file, String... command) {
        return CommandRun.of(Stream.concat(Arrays.stream(command), Stream.of(file)).toArray(String[]::new));
    }

    @Test
    void nothingMeasuredIsSaid() throws IOException {
        String text = CIRCUIT.replace("c = measure q;\n", "");
        String circuit = write("open.qasm", text);
        circuit();
        CommandRun run = CommandRun.of("simulate", circuit, "--inputs", folder.resolve("values.json").toString(),
                "--device", "ibm_nairobi");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains("measures nothing, so that readout errors do not apply"), run.err());
    }

    @Test
    void calibrationsAreInspected() throws IOException {
        CommandRun text = CommandRun.of("noise", "inspect", "--device", "ibm_nairobi");
        assertEquals(0, text.code(), text.err());
        assertTrue(text.out().contains("clamped  sx 0: relaxation"), text.out());
        CommandRun json = CommandRun.of("noise", "inspect", "--device", "ibm_nairobi", "--json");
        JsonNode tree = Json.parse(json.out());
        assertEquals(7, tree.get("qubits").size());
        assertEquals(6, tree.get("zz").size());
        assertFalse(tree.get("findings").isEmpty());
        CommandRun strict = CommandRun.of("noise", "inspect", "--device", "ibm_nairobi", "--strict");
        assertEquals(4, strict.code());
        assertTrue(strict.err().startsWith("ketwright: --strict: "), strict.err());
        assertEquals(Calibration.bundled().size(), CommandRun.of("noise", "list").out().lines().count());
        assertFails(2, "noise needs a command", CommandRun.of("noise"));
    }

    @Test
    void exportsAreReadBack() throws IOException {
        Path out = folder.resolve("mine.json");
        CommandRun export = CommandRun.of("noise", "export", "--device", "ibm_nairobi", "--out", out.toString());
        assertEquals(0, export.code(), export.err());
        assertEquals(Calibration.bundled("ibm_nairobi").orElseThrow().toJson(), Files.readString(out));
        CommandRun again = CommandRun.of("noise", "export", "--device", out.toString(), "--rounded");
        assertTrue(again.out().startsWith("{\n\"format\": \"ketwright device 1\""));
        Files.writeString(out, "{\"format\": \"ketwright device 1\", \"name\": \"x\"}");
        assertFails(3, "mine.json: lacks \"origin\"", CommandRun.of("noise", "inspect", "--device", out.toString()));
    }

    @ParameterizedTest
    @CsvSource({"error, alap", "trivial, asap"})
    void circuitsAreTranspiled(String layout, String schedule) throws IOException {
        CommandRun run = CommandRun.of("circuit", "transpile", circuit(), "--device", "ibm_nairobi", "--json",
                "--layout", layout, "--schedule", schedule, "--merge");
        assertEquals(0, run.code(), run.err());
        JsonNode tree = Json.parse(run.out());
        assertEquals(3, tree.get("start").size());
        assertTrue(tree.get("duration").doubleValue() > 1e-6);
        String program = write("fitted.qasm", tree.get("program").asString());
        assertEquals(0, CommandRun.of("circuit", "stats", program).code());
        CommandRun text = CommandRun.of("circuit", "transpile", circuit(), "--device", "ibm_nairobi");
        assertTrue(text.out().startsWith("OPENQASM 3"), text.out());
    }

    @Test
    void theDoctorKnowsEveryMethod() {
        String out = CommandRun.of("doctor").out();
        assertTrue(out.contains("density-matrix double: ") && out.contains("trajectories double: "), out);
    }

    @Test
    void noiseMadeByHandIsInspected() throws IOException {
        String noise = write("noise.json", """
                {"format": "ketwright noise 1", "name": "mine", "lengths": [{"gate": "cx", "length": 3e-7}],
                 "gates": [{"gate": "cx", "qubits": [0, 1], "channels": [{"channel": "depolarizing", "p": 0.01}]}],
                 "idle": [{"t1": 1e-4}, {"qubits": [1], "excited": 0.01}],
                 "readout": [{"qubits": [0], "matrix": [[0.9, 0.2], [0.1, 0.8]]}],
                 "zz": {"pairs": [{"qubits": [2, 1], "rate": 2e4}, {"qubits": [0, 1], "rate": -1e5}]}}
                """);
        CommandRun text = CommandRun.of("noise", "inspect", "--noise", noise, "--strict");
        assertEquals(0, text.code(), text.err());
        assertEquals(List.of("noise    mine, " + noise, "length   cx  3.0E-7 s",
                "gate     cx 0,1  depolarizing p 0.01 on [0, 1]",
                "idle     others  T1 100.000 us, T2 200.000 us, excited population 0.0",
                "idle     qubit 1  T1 Infinity us, T2 Infinity us, excited population 0.01",
                "readout  [0]  P(1|0) 0.1, P(0|1) 0.2", "zz       [0, 1]  -100000.0 Hz", "zz       [1, 2]  20000.0 Hz",
                "zz       during always, with echo", "used     gates: gates with errors: 1",
                "used     idle: qubits that relax: all",
                "used     readout: matrices: 1, of which for qubits misread together: 0",
                "used     zz: pairs that interact: 2", "used     lengths: operations that take time: 1"),
                text.out().lines().toList());
        JsonNode tree = Json.parse(CommandRun.of("noise", "inspect", "--noise", noise, "--json").out());
        JsonNode made = tree.get("noise");
        assertEquals("mine", made.get("name").stringValue());
        assertEquals(0.01, made.get("gates").get("cx 0,1").get(0).get("strengths").get("p").doubleValue());
        assertEquals(0.2, made.get("readout").get(0).get("matrix").get(0).get(1).doubleValue());
        assertFalse(made.get("idle").get("qubit 1").has("t1"));
        assertEquals(2e4, made.get("zz").get("pairs").get(1).get("rate").doubleValue());
        assertEquals(5, tree.get("findings").size());
        CommandRun both = CommandRun.of("noise", "inspect", "--noise", noise, "--device", "ibm_nairobi");
        assertEquals(0, both.code(), both.err());
        assertTrue(both.out().contains("replaced gates, idle, readout, crosstalk"), both.out());
        assertTrue(both.out().contains("dropped  lengths: gates last as long as the calibration of ibm_nairobi says"),
                both.out());
        assertFalse(both.out().contains("gate     cx [0, 1]"), both.out());
        CommandRun strict = CommandRun.of("noise", "inspect", "--noise", noise, "--device", "ibm_nairobi", "--strict",
                "--json");
        assertEquals(4, strict.code());
        assertTrue(strict.lastLine().contains("values of ibm_nairobi and mine are not used as they are"), strict.err());
    }

    @Test
    void whatLooksWrongInNoiseMadeByHandIsSaid() throws IOException {
        String noise = write("noise.json", """
                {"format": "ketwright noise 1", "name": "mine", "idle": [{"t1": 1e-4}],
                 "readout": [{"qubits": [0], "matrix": [[0.9, 0.4], [0.1, 0.6]]}],
                 "simultaneous": [{"gate": "cx", "qubits": [0, 1], "other": "cx", "otherQubits": [2, 3], "error": 0.1}]}
                """);
        CommandRun run = CommandRun.of("noise", "inspect", "--noise", noise);
        assertEquals(List.of("doubtful readout 0: P(0|1) is 0.4000, far above what devices have",
                "doubtful simultaneous cx 0,1: needs a calibrated error of the gate, as a device has it or"
                        + " \"error\" states it: circuits that run it while cx 2,3 runs are refused",
                "doubtful lengths: none is given, so that idle relaxation and ZZ act in the delays of a circuit alone"),
                run.out().lines().filter(l -> l.startsWith("doubtful")).toList());
        CommandRun used = run("simulate", "--noise", noise);
        assertEquals(0, used.code(), used.err());
        assertTrue(used.err().contains("ketwright: mine: doubtful: readout 0: P(0|1) is 0.4000"), used.err());
        assertFails(4, "--strict: 4 values of mine", run("simulate", "--noise", noise, "--strict"));
        assertEquals(0, run("simulate", "--noise", noise, "--strict", "--without", "readout,crosstalk,idle").code());
        write("noise.json", """
                {"format": "ketwright noise 1", "name": "mine", "gates": [{"gate": "swap", "channels": []},
                 {"gate": "cx", "qubits": [0, 8], "channels": [{"channel": "depolarizing", "p": 0.1}]}],
                 "readout": [{"qubits": [3], "matrix": [[0.9, 0.1], [0.1, 0.9]]}]}
                """);
        assertTrue(CommandRun.of("noise", "inspect", "--noise", noise, "--strict").out()
                .contains("gate     swap  nothing"));
        assertFails(4, "dropped: qubits: [3, 8] are named but there are only 0 to 2",
                run("simulate", "--noise", noise, "--strict"));
        assertTrue(CommandRun.of("noise", "inspect", "--noise", noise, "--device", "ibm_nairobi").out()
                .contains("dropped  qubits: [8] are named but there are only 0 to 6"));
        CommandRun still = run("gradient", "--noise", noise, "--expect", "Z0", "--strengths", "--out",
                folder.resolve("j.npy").toString());
        assertTrue(still.err().contains("meets no noise with strengths"), still.err());
        write("noise.json", "{\"format\": \"ketwright noise 1\", \"name\": \"mine\"}");
        assertFails(4, "a value of mine is not used as it is, doubtful: file: has none of",
                run("simulate", "--noise", noise, "--strict"));
    }

    @Test
    void filesOfAnotherKindBelongToAnotherOption() throws IOException {
        String noise = write("noise.json", "{\"format\": \"ketwright noise 1\"}");
        String device = folder.resolve("device.json").toString();
        CommandRun.of("noise", "export", "--device", "ibm_nairobi", "--out", device);
        assertFails(3, "noise made by hand belongs to --noise", CommandRun.of("noise", "inspect", "--device", noise));
        assertFails(3, "a calibration belongs to --device", CommandRun.of("noise", "inspect", "--noise", device));
        assertFails(3, "cannot be read: it is a folder",
                CommandRun.of("noise", "inspect", "--noise", folder.toString()));
        assertFails(3, "there is no such file", CommandRun.of("noise", "inspect", "--noise", noise + "x"));
        assertFails(2, "needs --device NAME, --noise FILE.json or both", CommandRun.of("noise", "inspect"));
    }

    @Test
    void gradientsAreEstimatedThroughNoise() throws IOException {
        Path out = folder.resolve("jacobian.npy");
        JsonNode exact = Json.parse(run("gradient", "--device", "ibm_nairobi", "--expect", "Z1", "--out",
                out.toString(), "--strengths", "--json").out()).get("expectations").get(0);
        assertFalse(exact.has("standardErrors"));
        for (List<String> options : List.of(List.of("--method", "trajectories", "--trajectories", "100"),
                List.of("--shots", "200"))) {
            List<String> all = new ArrayList<>(List.of("--device", "ibm_nairobi", "--expect", "Z1", "--out",
                    out.toString(), "--strengths", "--json", "--seed", "3"));
            all.addAll(options);
            CommandRun run = run("gradient", all.toArray(String[]::new));
            assertEquals(0, run.code(), run.err());
            JsonNode tree = Json.parse(run.out());
            assertEquals(3, tree.get("seed").intValue());
            JsonNode row = tree.get("expectations").get(0);
            JsonNode errors = row.get("standardErrors");
            assertEquals(exact.get("value").doubleValue(), row.get("value").doubleValue(),
                    6 * errors.get("value").doubleValue());
            for (String kind : List.of("derivatives", "strengths")) {
                assertEquals(exact.get(kind).size(), row.get(kind).size());
                exact.get(kind).propertyNames().forEach(name -> assertEquals(exact.get(kind).get(name).doubleValue(),
                        row.get(kind).get(name).doubleValue(), 6 * errors.get(kind).get(name).doubleValue()
                                + 1e-9 * Math.abs(exact.get(kind).get(name).doubleValue()),
                        name));
            }
            assertEquals(row.get("derivatives").get("theta").doubleValue(), NumpyFile.read(out).doubles()[0]);
        }
        CommandRun text = run("gradient", "--noise", write("n.json", "{\"format\": \"ketwright noise 1\","
                + " \"readout\": [{\"qubits\": [1], \"matrix\": [[0.9, 0.2], [0.1, 0.8]]}]}"), "--expect", "Z1",
                "--out",
                out.toString(), "--shots", "50", "--strengths");
        assertEquals(5, text.out().lines().filter(l -> l.contains("  ± ") || l.startsWith("jacobian")).count(),
                text.out());
        assertTrue(text.lastLine().endsWith("shifted shots, 50 shots, seed 1"), text.err());
        CommandRun single = run("gradient", "--expect", "Z1", "--out", out.toString(), "--shots", "1", "--json");
        assertEquals(0, single.code(), single.err());
        assertFalse(Json.parse(single.out()).get("expectations").get(0).has("standardErrors"));
        CommandRun one = run("simulate", "--device", "ibm_nairobi", "--method", "trajectories", "--trajectories", "1",
                "--expect", "Z1", "--json");
        assertEquals(0, one.code(), one.err());
        assertFalse(Json.parse(one.out()).get("expectations").get(0).has("standardError"));
        assertEquals(1, Json.parse(one.out()).get("seed").intValue());
        Files.delete(out);
        assertFails(2, "--shots: the number of shots lies in", run("gradient", "--expect", "Z1", "--out",
                out.toString(), "--shots", "0"));
        assertFails(2, "--method trajectories draws by itself", run("gradient", "--expect", "Z1", "--out",
                out.toString(), "--shots", "5", "--method", "trajectories"));
    }

    @Test
    void qubitsAreMisreadTogetherBeforeTheEnd() throws IOException {
        String noise = write("pair.json", """
                {"format": "ketwright noise 1", "name": "pair", "readout": [{"qubits": [0, 1],
                 "matrix": [[0.9, 0.1, 0.2, 0], [0.05, 0.8, 0, 0.1], [0.05, 0.1, 0.7, 0.2], [0, 0, 0.1, 0.7]]}]}
                """);
        String text = """
                OPENQASM 3.0;
                include "stdgates.inc";
                input float theta;
                qubit[3] q;
                bit[3] c;
                ry(theta) q[0];
                x q[1];
                barrier q;
                c[0] = measure q[0];
                c[1] = measure q[1];
                if (c == 3) { x q[2]; }
                """;
        String values = write("at.json", "{\"theta\": 0.4}");
        Path out = folder.resolve("jacobian.npy");
        CommandRun run = CommandRun.of("gradient", write("together.qasm", text), "--inputs", values, "--noise", noise,
                "--expect", "Z2", "--out", out.toString(), "--json");
        assertEquals(0, run.code(), run.err());
        // <Z2> is 1 - 2 P(11) with P(11) = 0.1 (1 + cos theta) / 2 + 0.7 (1 - cos theta) / 2.
        assertEquals(-0.6 * Math.sin(0.4), NumpyFile.read(out).doubles()[0], 1e-12);
        assertEquals(1 - 0.8 + 0.6 * Math.cos(0.4), Json.parse(run.out()).get("expectations").get(0).get("value")
                .doubleValue(), 1e-12);
        assertFails(3, "qubits [0, 1] are misread together, but qubit 0 is measured without [1]",
                CommandRun.of("simulate", write("apart.qasm", text.replace("c[1] =",
                        "if (c[0]) { x q[2]; } barrier q; c[1] =")), "--inputs", values, "--noise", noise));
    }

    @Test
    @Tag("slow")
    void anyNumberOfThreadsGivesTheSameGradients() throws Exception {
        circuit();
        List<String> found = new ArrayList<>();
        for (String threads : List.of("1", "3")) {
            Process process = ChildProcess.start(Ketwright.class, "gradient",
                    folder.resolve("circuit.qasm").toString(), "--inputs", folder.resolve("values.json").toString(),
                    "--device", "ibm_nairobi", "--method", "trajectories", "--trajectories", "200", "--threads",
                    threads, "--strengths", "--expect", "Z1", "--expect", "X0 + Z2", "--out",
                    folder.resolve("j.npy").toString());
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), said);
            assertTrue(said.contains(threads + " thread"), said);
            found.add(said.lines().filter(l -> l.contains(" ± ")).collect(Collectors.joining("\n")));
        }
        assertTrue(found.getFirst().lines().count() > 20, found.getFirst());
        assertEquals(found.getFirst(), found.getLast());
    }
}
