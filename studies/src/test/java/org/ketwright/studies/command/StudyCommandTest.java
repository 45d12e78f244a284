package org.ketwright.studies.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ketwright.studies.CommandRun;
import org.ketwright.studies.Digests;
import org.ketwright.studies.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What users type, what they get, and how it ends. */
class StudyCommandTest {
    private static final String BACKEND = "scalar";

    @TempDir
    private Path folder = Path.of("");

    private CommandRun run(String out, String... more) {
        String[] arguments = new String[7 + more.length];
        System.arraycopy(new String[] {"study", "run", "tiny", "--backend", BACKEND, "--out",
                folder.resolve(out).toString()}, 0, arguments, 0, 7);
        System.arraycopy(more, 0, arguments, 7, more.length);
        return CommandRun.of(arguments);
    }

    private JsonNode report(String out) throws IOException {
        return Json.parse(Files.readString(folder.resolve(out).resolve("report.json")));
    }

    private static JsonNode withoutProvenance(JsonNode report) {
        ((ObjectNode) report).remove("provenance");
        return report;
    }

    private static void assertEnds(CommandRun run, int code, String... words) {
        assertEquals(code, run.code(), run.err());
        for (String word : words) {
            assertTrue(run.lastLine().contains(word), () -> "\"" + word + "\" in: " + run.lastLine());
        }
        assertFalse(run.err().contains("\tat "), "no stack trace unless asked for");
    }

    @Test
    void aRunGivesTheSameReportWithOneThreadAndWithTwo() throws IOException {
        CommandRun one = run("one", "--threads", "1");
        CommandRun two = run("two", "--threads", "2");
        assertEnds(one, 0);
        assertEnds(two, 0);
        assertEquals(folder.resolve("one").resolve("report.html") + "\n", one.out());
        String first = Json.pretty(withoutProvenance(report("one")));
        assertEquals(first, Json.pretty(withoutProvenance(report("two"))));
        assertEquals(1, report("one").get("provenance").get("threads").intValue());
        for (String csv : new String[] {"claims", "right-decisions", "rules-and-noise"}) {
            Path file = Path.of("csv", csv + ".csv");
            assertEquals(Files.readString(folder.resolve("one").resolve(file)),
                    Files.readString(folder.resolve("two").resolve(file)));
        }
    }

    @Test
    void anotherSeedGivesAnotherReport() throws IOException {
        run("one", "--seed", "1");
        run("two", "--seed", "2");
        assertFalse(report("one").get("report").equals(report("two").get("report")));
    }

    @Test
    void whatIsDoneIsNotComputedAgain() throws IOException {
        run("out");
        String before = Json.pretty(withoutProvenance(report("out")));
        CommandRun again = run("out");
        assertEnds(again, 0, "9 cells, 9 of them done before");
        CommandRun resumed = CommandRun.of("study", "resume", folder.resolve("out").toString());
        assertEnds(resumed, 0, "9 of them done before");
        Files.delete(folder.resolve("out").resolve("report.json"));
        Path csv = folder.resolve("out").resolve("csv");
        Files.writeString(csv.resolve("of-an-older-version.csv"), "stale");
        Files.writeString(csv.resolve("notes.txt"), "mine");
        assertEnds(CommandRun.of("study", "report", folder.resolve("out").toString()), 0);
        assertEquals(before, Json.pretty(withoutProvenance(report("out"))));
        assertTrue(Files.notExists(csv.resolve("of-an-older-version.csv")) && Files.exists(csv.resolve("claims.csv"))
                && Files.exists(csv.resolve("notes.txt")));
    }

    @Test
    void aFolderOfAnotherRunIsLeftAlone() throws IOException {
        run("out");
        byte[] before = Files.readAllBytes(folder.resolve("out").resolve("store.sqlite"));
        assertEnds(run("out", "--preset", "standard"), 2, "belongs to another run",
                "preset (quick there, standard here)", "study resume");
        assertEnds(run("out", "--seed", "5"), 2, "seed (1 there, 5 here)");
        assertEnds(run("out", "--set", "samples=20"), 2, "samples (400 there, 20 here)");
        assertEquals(before.length, Files.size(folder.resolve("out").resolve("store.sqlite")));
    }

    @Test
    void aFolderWithOtherFilesIsLeftAlone() throws IOException {
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(folder.resolve("home").resolve("letter.txt"), "dear");
        assertEnds(run("home"), 2, "holds other files but no study");
        assertEnds(CommandRun.of("study", "resume", folder.resolve("home").toString()), 3, "no study was run into it");
        assertEnds(CommandRun.of("study", "report", folder.resolve("nowhere").toString()), 3,
                "no study was run into it");
    }

    @Test
    void aStoreOfANewerVersionIsLeftAlone() throws SQLException {
        run("out");
        Path store = folder.resolve("out").resolve("store.sqlite");
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + store); Statement s = c.createStatement()) {
            s.executeUpdate("update meta set value = '9' where name = 'schema'");
        }
        assertEnds(run("out"), 3, "written by a newer version");
        assertEnds(CommandRun.of("study", "resume", folder.resolve("out").toString()), 3, "schema 9");
    }

    /** The same study at the same revision, but with a setting that this program does not have, or lacks. */
    @ParameterizedTest
    @CsvSource({"'\"extras\":\"false\",',''", "'\"extras\"','\"extra\"'"})
    void aRunOfAnotherVersionIsLeftAlone(String here, String there) throws SQLException, IOException {
        run("out");
        Path store = folder.resolve("out").resolve("store.sqlite");
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + store); Statement s = c.createStatement()) {
            String identity;
            try (ResultSet row = s.executeQuery("select value from meta where name = 'identity'")) {
                assertTrue(row.next());
                identity = row.getString(1).replace(here, there);
            }
            s.executeUpdate("update meta set value = '" + identity + "' where name = 'identity'");
            s.executeUpdate("update meta set value = '" + Digests.sha256(identity)
                    + "' where name = 'identity-checksum'");
        }
        for (String command : new String[] {"report", "resume"}) {
            assertEnds(CommandRun.of("study", command, folder.resolve("out").toString()), 3, "another version");
        }
        assertEnds(run("out"), 2, "belongs to another run");
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement s = c.createStatement();
                ResultSet row = s.executeQuery("select count(*) from result")) {
            assertTrue(row.next());
            assertEquals(9, row.getInt(1), "results are kept");
        }
    }

    @Test
    void aDamagedResultIsComputedAgain() throws SQLException, IOException {
        run("out");
        String before = Json.pretty(withoutProvenance(report("out")));
        Path store = folder.resolve("out").resolve("store.sqlite");
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + store); Statement s = c.createStatement()) {
            s.executeUpdate("update result set value = replace(value, '400', '401') where rowid = 4");
        }
        CommandRun again = run("out");
        assertEnds(again, 0);
        assertTrue(again.err().contains("was damaged and is computed again"), again.err());
        assertEquals(before, Json.pretty(withoutProvenance(report("out"))));
    }

    @Test
    void aFailedCellIsNamedAndTheRestIsReported() throws IOException {
        CommandRun run = run("out", "--set", "trouble=one-fails");
        assertEnds(run, 5, "1 of 9 cells failed", "study resume");
        assertTrue(run.err().contains("the dice fell off the table"), run.err());
        JsonNode report = report("out");
        assertEquals(1, report.get("failures").size());
        assertTrue(Files.readString(folder.resolve("out").resolve("report.html")).contains("Cells that failed"));
        assertEnds(CommandRun.of("study", "resume", folder.resolve("out").toString()), 5);
    }

    @Test
    void aNumberThatJsonLacksFailsItsCell() {
        CommandRun run = run("out", "--set", "trouble=not-a-number");
        assertEnds(run, 5, "1 of 9 cells failed");
        assertTrue(run.err().contains("numbers in JSON must be finite"), run.err());
    }

    @Test
    void missingMemoryEndsTheRun() {
        assertEnds(run("out", "--set", "trouble=memory"), 6, "the most that fits is 26 bits", "study resume");
    }

    @Test
    void missingDataIsExplained() {
        assertEnds(run("out", "--set", "files=true", "--data", folder.toString()), 3, "train-images-idx3-ubyte",
                folder.resolve("mnist").toString(), "ketwright data fetch mnist", "KETWRIGHT_DATA");
    }

    @Test
    void aTruncatedDataFileEndsTheRunInOneLine() throws IOException {
        Path mnist = Files.createDirectories(folder.resolve("data").resolve("mnist"));
        for (String name : new String[] {"train-images-idx3-ubyte", "train-labels-idx1-ubyte",
                "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"}) {
            Files.write(mnist.resolve(name), new byte[] {0, 0, 8, 1, 0, 0});
        }
        CommandRun run = run("out", "--set", "files=true", "--data", folder.resolve("data").toString());
        assertEnds(run, 3, "t10k-labels-idx1-ubyte", "byte");
        assertTrue(run.err().contains("is not the published one"), run.err());
        Files.write(mnist.resolve("train-labels-idx1-ubyte"), new byte[] {0, 0, 8, 1, 0, 1});
        assertEnds(CommandRun.of("study", "resume", folder.resolve("out").toString(), "--data",
                folder.resolve("data").toString()), 3, "not the file the run began with");
    }

    @Test
    void dataThatItCanDoWithoutDecidesWhichRunItIs() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        String[] with = {"--set", "extras=true", "--data", data.toString()};
        CommandRun without = run("without", with);
        assertEnds(without, 0);
        assertTrue(without.err().contains("no mnist data in " + data), without.err());
        assertTrue(report("without").get("provenance").get("warnings").toString().contains("no mnist data"));
        Path mnist = Files.createDirectories(data.resolve("mnist"));
        for (String name : new String[] {"train-images-idx3-ubyte", "train-labels-idx1-ubyte",
                "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"}) {
            Files.write(mnist.resolve(name), new byte[] {1});
        }
        assertEnds(run("without", with), 2, "mnist/train-labels-idx1-ubyte (not there)");
        assertEnds(CommandRun.of("study", "resume", folder.resolve("without").toString(), "--data", data.toString()),
                3, "began without this file");
        assertEnds(run("with", with), 0);
        Files.delete(mnist.resolve("t10k-labels-idx1-ubyte"));
        assertEnds(run("with", with), 2, "mnist/train-labels-idx1-ubyte (not here)");
        assertEnds(CommandRun.of("study", "resume", folder.resolve("with").toString(), "--data", data.toString()), 3,
                "it is not there");
        assertTrue(CommandRun.of("study", "plan", "tiny", "--set", "extras=true").out()
                .contains("data: none; if it is there, mnist"));
    }

    @ParameterizedTest
    @CsvSource({"'study run tyni',nearest is \"tiny\"", "'study rum tiny',nearest is \"run\"",
            "'stady list',nearest is \"study\"", "'study run tiny --preset quik',nearest is \"quick\"",
            "'study run tiny --set sed=3',nearest is \"seeds\"", "'study run tiny --tread 3',nearest is \"--threads\"",
            "'study run tiny --backend cqu',nearest is \"cpu\"", "'study run tiny --precision duble',nearest is",
            "'study run tiny --threads 0',must be a whole number", "'study run tiny --seed x',--seed",
            "'study run',NAME", "'study','list, plan, run'", "'','study, data, doctor'",
            "'study run tiny --store mysql://x',jdbc:postgresql:", "'data fetch mnits',nearest is \"mnist\"",
            "'data',fetch", "'data fetch mnist --from ftp://x','http or https'",
            "'doctor --require cudo',nearest is \"cuda\""})
    void wrongUseEndsInOneLineWithTheNearestWord(String line, String words) throws IOException {
        CommandRun run = CommandRun.of(line.isEmpty() ? new String[0] : line.split(" "));
        assertEnds(run, 2, words);
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals("", run.out());
        Path left = Path.of("out", "tiny-quick");
        Files.deleteIfExists(left);
        Files.deleteIfExists(Path.of("out"));
    }

    @Test
    void stackTracesAreShownWhenAskedFor() {
        assertTrue(CommandRun.of("study", "plan", "tyni", "--stacktrace").err().contains("\tat "));
    }

    @Test
    void listsAndPlansCanBeReadByPrograms() {
        JsonNode list = Json.parse(CommandRun.of("study", "list", "--json").out());
        assertTrue(list.isArray() && list.toString().contains("\"tiny\""));
        JsonNode plan = Json.parse(CommandRun.of("study", "plan", "tiny", "--preset", "standard", "--json").out());
        assertEquals(30, plan.get("cells").get("rule").intValue());
        assertEquals("10", plan.get("settings").get("seeds").asString());
        assertTrue(CommandRun.of("study", "plan", "tiny").out().contains("--set seeds=3  repetitions"));
        assertTrue(CommandRun.of("study", "list").out().contains("--preset quick"));
    }

    @Test
    void aRunCanBeReadByPrograms() {
        JsonNode summary = Json.parse(run("out", "--json").out());
        assertEquals(9, summary.get("done").intValue());
        assertEquals(folder.resolve("out").resolve("report.html").toString(), summary.get("report").asString());
    }

    @Test
    void helpAndVersionAreThere() {
        CommandRun help = CommandRun.of("--help");
        assertEquals(0, help.code());
        assertTrue(help.out().contains("Exit codes:"), help.out());
        assertTrue(CommandRun.of("study", "run", "--help").out().contains("--preset"));
        assertTrue(CommandRun.of("--version").out().startsWith("ketwright "));
    }
}
