package org.ketwright.studies.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ketwright.studies.ChildProcess;
import org.ketwright.studies.Ketwright;

/** A command stopped while it writes a large file. */
@Tag("slow")
class InterruptedCommandTest {

    @Test
    void nothingIsLeftBehind(@TempDir Path folder) throws Exception {
        Path circuit = Files.writeString(folder.resolve("circuit.qasm"),
                "OPENQASM 2.0; include \"qelib1.inc\"; qreg q[25]; h q;");
        Process process = ChildProcess.start(Ketwright.class, "simulate", circuit.toString(), "--state",
                folder.resolve("state.npy").toString());
        try {
            while (process.isAlive() && files(folder).size() < 2) {
                LockSupport.parkNanos(1_000_000);
            }
            assertTrue(process.isAlive());
            assertEquals(0, new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor());
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            assertEquals(130, process.exitValue(), text);
            assertTrue(text.contains("ketwright: interrupted"), text);
            assertEquals(List.of(circuit), files(folder));
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
