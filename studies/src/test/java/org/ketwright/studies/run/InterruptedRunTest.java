package org.ketwright.studies.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ketwright.studies.ChildProcess;
import org.ketwright.studies.CommandRun;
import org.ketwright.studies.Json;
import org.ketwright.studies.Ketwright;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Ends runs before their time, in every way there is, and goes on with them. */
@Tag("slow")
class InterruptedRunTest {
    @TempDir
    private Path folder = Path.of("");

    private String report(String out) throws IOException {
        JsonNode report = Json.parse(Files.readString(folder.resolve(out).resolve("report.json")));
        ((ObjectNode) report).remove("provenance");
        return Json.pretty(report);
    }

    private Process start(String out) throws IOException {
        return ChildProcess.start(Ketwright.class, "study", "run", "tiny", "--backend", "scalar", "--threads", "2",
                "--set", "millis=400", "--out", folder.resolve(out).toString());
    }

    private String undisturbed() throws IOException {
        assertEquals(0, CommandRun.of("study", "run", "tiny", "--backend", "scalar", "--set", "millis=400", "--threads",
                "9", "--out", folder.resolve("undisturbed").toString()).code());
        return report("undisturbed");
    }

    /** Reads until the first cell is done. */
    private static void awaitFirstCell(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("cell ")) {
                return;
            }
        }
        throw new IOException("the run ended before a cell was done");
    }

    @Test
    void aKilledRunIsResumedToTheSameReport() throws IOException, InterruptedException {
        Process process = start("killed");
        try (BufferedReader lines = process.inputReader()) {
            awaitFirstCell(lines);
            process.toHandle().destroyForcibly();
        }
        process.waitFor();
        assertTrue(Files.notExists(folder.resolve("killed").resolve("report.json")));
        CommandRun partial = CommandRun.of("study", "report", folder.resolve("killed").toString());
        assertEquals(0, partial.code(), partial.err());
        assertTrue(partial.lastLine().contains("cells have no result yet"), partial.lastLine());
        CommandRun resumed = CommandRun.of("study", "resume", folder.resolve("killed").toString());
        assertEquals(0, resumed.code(), resumed.err());
        assertTrue(resumed.err().matches("(?s).*9 cells, [1-8] of them done before.*"), resumed.err());
        assertEquals(undisturbed(), report("killed"));
    }

    @Test
    void anInterruptedRunSaysHowToGoOn() throws IOException, InterruptedException {
        Process process = start("interrupted");
        List<String> rest = new ArrayList<>();
        try (BufferedReader lines = process.inputReader()) {
            awaitFirstCell(lines);
            assertEquals(0, new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor());
            lines.lines().forEach(rest::add);
        }
        assertEquals(130, process.waitFor());
        Path out = folder.resolve("interrupted");
        assertTrue(rest.stream().anyMatch(line -> line.matches("ketwright: interrupted: [1-8] of 9 cells are kept;"
                + " resume with: ketwright study resume .*")), rest.toString());
        CommandRun resumed = CommandRun.of("study", "resume", out.toString());
        assertEquals(0, resumed.code(), resumed.err());
        assertEquals(undisturbed(), report("interrupted"));
    }

    @Test
    void twoRunsOnOneFolderShareTheWork() throws IOException, InterruptedException {
        Process first = start("shared");
        Process second = start("shared");
        String said = new String(first.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                + new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, first.waitFor(), said);
        assertEquals(0, second.waitFor(), said);
        assertEquals(undisturbed(), report("shared"));
    }
}
