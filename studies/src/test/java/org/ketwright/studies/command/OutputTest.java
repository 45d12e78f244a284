package org.ketwright.studies.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ketwright.simulator.numpy.NumpyArray;
import org.ketwright.simulator.numpy.NumpyFile;
import org.ketwright.studies.CommandRun;
import org.ketwright.studies.Skips;

/** Where commands write, and what they do not write over. */
class OutputTest {
    private static final String PROGRAM = """
            OPENQASM 3.0;
            include "stdgates.inc";
            input float theta;
            qubit[2] q;
            ry(theta) q[0];
            @ketwright.snapshot half
            barrier q;
            cx q[0], q[1];
            """;

    @TempDir
    Path folder = Path.of("");

    private Path circuit = Path.of("");
    private Path values = Path.of("");

    @BeforeEach
    void files() throws IOException {
        circuit = Files.writeString(folder.resolve("circuit.qasm"), PROGRAM);
        values = folder.resolve("values.npy");
        NumpyFile.write(values, NumpyArray.of(new double[] {0.5}, 1));
    }

    private CommandRun simulate(String... more) {
        return CommandRun.of(Stream.concat(Stream.of("simulate", circuit.toString(), "--inputs", values.toString()),
                Stream.of(more)).toArray(String[]::new));
    }

    private static void assertRefused(CommandRun run, String message) {
        assertEquals(2, run.code(), run.err());
        assertEquals("", run.out());
        assertTrue(run.lastLine().contains(message), run.err());
    }

    @Test
    void whatIsReadIsNotWrittenTo() throws IOException {
        byte[] before = Files.readAllBytes(values);
        Path link = Files.createSymbolicLink(folder.resolve("link.npy"), values);
        assertRefused(simulate("--state", circuit.toString()), "is read, and so is not written to");
        assertRefused(simulate("--state", values.toString()), "is read, and so is not written to");
        assertRefused(simulate("--state", link.toString()), "is read, and so is not written to");
        assertRefused(simulate("--snapshot", "half=" + values), "is read, and so is not written to");
        assertRefused(CommandRun.of("gradient", circuit.toString(), "--inputs", values.toString(), "--expect", "Z0",
                "--out", values.toString()), "is read, and so is not written to");
        assertRefused(CommandRun.of("circuit", "draw", circuit.toString(), "--svg", circuit.toString()),
                "is read, and so is not written to");
        Path device = Files.writeString(folder.resolve("device.json"),
                CommandRun.of("noise", "export", "--device", "ibm_nairobi").out());
        assertRefused(CommandRun.of("noise", "export", "--device", device.toString(), "--out", device.toString()),
                "is read, and so is not written to");
        assertEquals(PROGRAM, Files.readString(circuit));
        assertEquals(List.of(before.length), List.of(Files.readAllBytes(values).length));
    }

    @Test
    void twoThingsAreNotWrittenIntoOneFile() {
        String state = folder.resolve("state.npy").toString();
        assertRefused(simulate("--state", state, "--snapshot", "half=" + folder.resolve(".").resolve("state.npy")),
                "two options write to ");
        assertRefused(simulate("--snapshot", "half="), "must be NAME or NAME=OUT.npy");
        assertTrue(Files.notExists(Path.of(state)));
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path real = folder.resolve("real.npy");
        Path link = Files.createSymbolicLink(folder.resolve("link.npy"), Path.of("real.npy"));
        CommandRun run = simulate("--state", link.toString());
        assertEquals(0, run.code(), run.err());
        assertTrue(Files.isSymbolicLink(link));
        assertEquals(List.of(4), NumpyFile.read(real).shape());
        Path round = Files.createSymbolicLink(folder.resolve("round.npy"), Path.of("round.npy"));
        assertEquals(6, simulate("--state", round.toString()).code());
    }

    @Test
    void aDeviceIsNotReplaced() throws IOException {
        Path none = Path.of("/dev/null");
        Skips.unless(Files.exists(none) && !Files.isRegularFile(none), "aDeviceIsNotReplaced", "no /dev/null");
        CommandRun run = simulate("--state", none.toString());
        assertEquals(2, run.code(), run.err());
        assertTrue(Files.exists(none) && !Files.isRegularFile(none));
    }

    /** Ends as a command does whose standard output fails. */
    private CommandRun withBroken(String why) {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(why);
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = KetwrightCommand.run(
                new Console(new DataStream(broken), new PrintStream(err, true, StandardCharsets.UTF_8), false),
                "simulate", circuit.toString(), "--inputs", values.toString());
        return new CommandRun(code, "", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void lostDataIsAnError() {
        CommandRun full = withBroken("No space left on device");
        assertEquals(6, full.code(), full.err());
        assertEquals("ketwright: standard output: cannot be written: No space left on device", full.lastLine());
    }

    @Test
    void aReaderMayLeave() {
        CommandRun left = withBroken("Broken pipe");
        assertEquals(0, left.code(), left.err());
        assertEquals(1, left.err().lines().count(), left.err());
    }
}
