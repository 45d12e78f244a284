package org.ketwright.studies.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ketwright.studies.CommandRun;
import org.ketwright.studies.Json;
import tools.jackson.databind.JsonNode;

/** What {@code ketwright circuit} prints and writes, and how it ends. */
class CircuitCommandTest {
    private static final String CIRCUIT = """
            OPENQASM 3.0;
            include "stdgates.inc";
            input float theta;
            qubit[3] q;
            bit[1] c;
            h q[0];
            cx q[0], q[1];
            cx q[1], q[2];
            ry(theta) q[2];
            c[0] = measure q[0];
            if (c[0]) x q[1];
            """;

    @TempDir
    Path folder = Path.of("");

    private String write(String text) throws IOException {
        return Files.writeString(folder.resolve("circuit.qasm"), text).toString();
    }

    @Test
    void circuitsAreDrawn() throws IOException {
        String circuit = write(CIRCUIT);
        CommandRun run = CommandRun.of("circuit", "draw", circuit);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().startsWith("q0: ─H──●─"), run.out());
        assertTrue(run.out().endsWith("\n"));
        CommandRun narrow = CommandRun.of("circuit", "draw", circuit, "--width", "20");
        assertTrue(narrow.out().lines().count() > run.out().lines().count());
        assertTrue(narrow.out().lines().allMatch(line -> line.length() <= 20), narrow.out());
        assertFails(2, "--width", "draw", circuit, "--width", "19");
    }

    @Test
    void imagesAreWritten() throws IOException {
        Path svg = folder.resolve("circuit.svg");
        CommandRun run = CommandRun.of("circuit", "draw", write(CIRCUIT), "--svg", svg.toString());
        assertEquals(svg + "\n", run.out());
        assertTrue(Files.readString(svg).contains("<svg"));
        assertFails(2, "folder does not exist", "draw", folder.resolve("circuit.qasm").toString(), "--svg",
                folder.resolve("no/a.svg").toString());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void statisticsCountOperationsAndPasses() throws IOException {
        JsonNode tree = Json.parse(CommandRun.of("circuit", "stats", write(CIRCUIT), "--json").out());
        assertEquals(3, tree.get("qubits").intValue());
        assertEquals(1, tree.get("clbits").intValue());
        assertEquals(2, tree.get("operations").get("cx").intValue());
        assertEquals(1, tree.get("operations").get("if").intValue());
        assertEquals("theta", tree.get("parameters").get(0).stringValue());
        assertEquals(4, tree.get("depth").intValue());
        JsonNode schedule = tree.get("schedule");
        assertEquals(2, schedule.get("unitaryParts").intValue());
        assertEquals(5, schedule.get("steps").intValue());
        for (String positive : new String[] {"passes", "fusedSteps", "bytes", "floatingPointOperations",
                "planningSeconds"}) {
            assertTrue(schedule.get(positive).doubleValue() > 0, positive);
        }
        CommandRun run = CommandRun.of("circuit", "stats", folder.resolve("circuit.qasm").toString());
        assertTrue(run.out().contains("qubits  3\n"), run.out());
        assertTrue(run.out().contains("operations  cx  2\n"), run.out());
        assertTrue(run.out().contains("schedule  passes  "), run.out());
    }

    @Test
    void manyQubitsHaveStatisticsButNoSchedule() throws IOException {
        CommandRun run = CommandRun.of("circuit", "stats", write("OPENQASM 3.0; qubit[100] q; U(1, 2, 3) q;"));
        assertEquals(0, run.code());
        assertTrue(run.out().contains("qubits  100\n"), run.out());
        assertFalse(run.out().contains("schedule"), run.out());
        assertTrue(run.lastLine().contains("at most 40 qubits"), run.err());
    }

    @Test
    void standardInputIsRead() {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream("OPENQASM 2.0; qreg q[1]; U(0,0,0) r[0];".getBytes(
                    StandardCharsets.UTF_8)));
            assertFails(3, "standard input:1:", "stats", "-");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void everyCommandTellsTheVersion() {
        CommandRun run = CommandRun.of("--version");
        assertEquals(0, run.code());
        assertTrue(run.out().startsWith("ketwright "), run.out());
        assertEquals(run, CommandRun.of("circuit", "-V"));
        assertEquals(run, CommandRun.of("circuit", "draw", "--version"));
    }

    @Test
    void helpExplainsACommand() {
        CommandRun run = CommandRun.of("help", "circuit");
        assertEquals(0, run.code());
        assertTrue(run.out().contains("draw") && run.out().contains("stats"), run.out());
        assertEquals(run, CommandRun.of("circuit", "--help"));
    }

    @Test
    void aCommandIsNeeded() {
        assertFails(2, "needs a command: draw, stats or transpile");
        assertFails(2, "has no command \"drew\"; nearest is \"draw\"", "drew");
        assertFails(3, "there is no such file", "draw", folder.resolve("none.qasm").toString());
    }

    private static void assertFails(int code, String message, String... arguments) {
        String[] all = Stream.concat(Stream.of("circuit"), Stream.of(arguments)).toArray(String[]::new);
        CommandRun run = CommandRun.of(all);
        assertEquals(code, run.code(), run.err());
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(message), run.err());
    }
}
