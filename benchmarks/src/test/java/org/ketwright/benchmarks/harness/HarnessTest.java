package org.ketwright.benchmarks.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ketwright.benchmarks.harness.Subject.Kind;

class HarnessTest {
    private static final Map<Ceiling, Double> CEILINGS = Map.of(Ceiling.FMA_DOUBLE, 100e9, Ceiling.SWEEP_MEMORY, 50e9);
    private static final Subject SUBJECT = new Subject("filter", HarnessTest.class, "filter", Kind.TEAM,
            setting -> new Work("circuits", setting.number("count"), List.of(
                    new Yardstick(Ceiling.FMA_DOUBLE, 1e9), new Yardstick(Ceiling.SWEEP_MEMORY, 1e8))));

    @TempDir
    private Path folder = Path.of("");

    private static Measurement measurement(Optional<Goal> goal, double... seconds) {
        Setting setting = new Setting(Map.of("count", "1000"), 2);
        return new Measurement(SUBJECT, setting, SUBJECT.work().apply(setting), seconds, goal);
    }

    private static Goal goal(double ratio) {
        return new Goal("filter", Map.of("count", "1000"), 2, "fma-double", ratio, "a peer");
    }

    @Test
    void theBestTimeCounts() {
        Measurement m = measurement(Optional.of(goal(0.5)), 0.03, 0.02, 0.05);
        assertEquals(0.02, m.best());
        assertEquals(0.03, m.median());
        assertEquals(50_000, m.rate(), 1e-9);
        assertEquals(0.5, m.ratioOfGoal(CEILINGS).orElseThrow(), 1e-12);
        assertEquals(0.1, m.ratio(m.work().yardsticks().getLast(), CEILINGS), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"1, MET", "0.99, NEAR", "0.8, NEAR", "0.79, MISSED", "3, MET"})
    void verdictsAllowOneDecibel(double share, Verdict verdict) {
        assertEquals(verdict, Verdict.of(0.5 * share, 0.5));
    }

    @Test
    void withoutAGoalThereIsNoVerdict() {
        assertEquals(Verdict.NO_GOAL, measurement(Optional.empty(), 1).verdict(CEILINGS));
    }

    @ParameterizedTest
    @CsvSource({"1, [..........*..........]", "2, [..........|>>*.......]", "0.5, [.......*<<|..........]",
            "1e-9, [*<<<<<<<<<|..........]", "1e9, [..........|>>>>>>>>>*]", "0.8, [.........*|..........]"})
    void barsHaveATickForEachDecibel(double share, String bar) {
        assertEquals(bar, Bar.of(share, 1));
    }

    @Test
    void aRowShowsRateTimeSharesGoalAndVerdict() {
        StringWriter text = new StringWriter();
        new Table(new PrintWriter(text)).row(measurement(Optional.of(goal(1)), 0.02), CEILINGS);
        assertEquals("""

                  filter count=1000
                    50.0 k circuits/s        20.0 ms      0.50 x fma-double, 0.10 x sweep-memory
                    [.......*<<|..........] goal 1.00 x fma-double: missed
                """, text.toString());
    }

    @ParameterizedTest
    @CsvSource({"0.0123, 12.3 ms", "1.5, 1.50 s", "0.000000042, 42.0 ns", "0.0009999, 1.00 ms", "250, 250 s"})
    void timesHaveThreeDigits(double seconds, String text) {
        assertEquals(text, Table.time(seconds));
    }

    @ParameterizedTest
    @CsvSource({"65200000, 65.2 M a/s", "12.34, 12.3 a/s", "999.9, 1.00 k a/s", "0.5, 0.50 a/s"})
    void ratesHaveThreeDigits(double rate, String text) {
        assertEquals(text, Table.rate(rate, "a"));
    }

    @Test
    void goalsAreReadAndFound() throws Exception {
        Path file = folder.resolve("goals.json");
        Files.writeString(file, """
                [{"benchmark": "filter", "params": {"count": "1000"}, "threads": 2,
                  "ceiling": "fma-double", "ratio": 0.5, "source": "a peer"}]
                """);
        Goals goals = Goals.read(file);
        assertEquals(0.5, goals.of(SUBJECT, new Setting(Map.of("count", "1000", "more", "x"), 2)).orElseThrow()
                .ratio());
        assertEquals(Optional.empty(), goals.of(SUBJECT, new Setting(Map.of("count", "1000"), 1)));
        assertEquals(Optional.empty(), goals.of(SUBJECT, new Setting(Map.of("count", "10"), 2)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{}", "[{}]", "[1]", "nothing", "[] []",
            "[{'benchmark':'a','params':{},'threads':0,'ceiling':'copy','ratio':1,'source':'b'}]",
            "[{'benchmark':'a','params':{},'threads':1,'ceiling':'sky','ratio':1,'source':'b'}]",
            "[{'benchmark':'a','params':{},'threads':1,'ceiling':'copy','ratio':0,'source':'b'}]",
            "[{'benchmark':'a','params':{},'threads':1,'ceiling':'copy','ratio':1,'source':' '}]"})
    void badGoalsAreRefusedWithTheirFile(String text) throws Exception {
        Path file = folder.resolve("goals.json");
        Files.writeString(file, text.replace('\'', '"'));
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Goals.read(file));
        assertTrue(e.toString().contains("goals.json"), e.toString());
    }

    @Test
    void aGoalMustBeRelativeToSomethingCounted() {
        Goal goal = new Goal("filter", Map.of(), 2, "copy", 1, "a peer");
        assertThrows(IllegalArgumentException.class, () -> measurement(Optional.of(goal), 1));
    }

    @Test
    void resultsAreWrittenWhole() throws Exception {
        Results results = new Results(Machine.here());
        results.ceilings(2).putAll(CEILINGS);
        results.add(measurement(Optional.of(goal(1)), 0.02));
        results.add(measurement(Optional.empty(), 0.02));
        results.addFailure("other");
        Path file = folder.resolve("perf.json");
        results.write(file);
        String json = Files.readString(file).replaceAll("\\s+", " ");
        assertTrue(json.contains("\"ratios\" : { \"fma-double\" : 0.5, \"sweep-memory\" : 0.1 }"), json);
        assertTrue(json.contains("\"verdict\" : \"missed\""), json);
        assertTrue(json.contains("\"failed\" : [ \"other\" ]"), json);
        assertEquals(1, results.count(Verdict.MISSED));
        assertEquals(1, results.count(Verdict.NO_GOAL));
    }

    @Test
    void aBusyMachineIsNotTrusted() {
        Machine quiet = new Machine("a processor", 2, 512, 1L << 34, "madvise", "25", 0.1);
        Machine busy = new Machine("a processor", 2, 512, 1L << 34, "madvise", "25", 3);
        assertEquals(2, quiet.describe().lines().count());
        assertTrue(busy.describe().contains("do not keep these figures"), busy.describe());
    }

    @Test
    void statesAreComparedWithTheSweepAsFarAway() {
        assertEquals(Ceiling.SWEEP_MEMORY, Ceiling.sweepOver(256L << 20));
        assertEquals(Ceiling.SWEEP_L3, Ceiling.sweepOver(16L << 20));
        assertEquals(Ceiling.SWEEP_L2, Ceiling.sweepOver(64L << 10));
        for (Ceiling ceiling : Ceiling.values()) {
            assertEquals(ceiling, Ceiling.named(ceiling.label()));
        }
    }
}
