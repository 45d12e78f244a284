package org.ketwright.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.ketwright.kernels.Backends;
import org.ketwright.kernels.Precision;
import org.ketwright.studies.data.DataFolder;
import org.ketwright.studies.report.Finding;
import org.ketwright.studies.report.NotRun;
import org.ketwright.studies.report.Report;
import org.ketwright.studies.report.Section;
import org.ketwright.studies.report.Table;
import org.ketwright.studies.report.Text;
import org.ketwright.studies.report.Verdict;

/** What every study keeps to, on settings that make it tiny and need no files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class StudyContract {
    private final Study study;
    private final Map<String, String> tiny;
    private Results results = new Results(List.of(), Map.of(), Map.of());

    /** A study, and what makes it tiny. */
    protected StudyContract(Study study, Map<String, String> tiny) {
        this.study = study;
        this.tiny = tiny;
    }

    @BeforeAll
    final void computeOnce() throws Exception {
        results = compute(tiny, 1);
    }

    /** What the tiny study gave, computed once. */
    protected final Results results() {
        return results;
    }

    protected final Report report() {
        return study.report(setup(tiny), results);
    }

    protected final Setup setup(Map<String, String> changes) {
        Preset quick = study.presets().getFirst();
        return new Setup(quick, Settings.of(study, quick, changes), 7, Precision.DOUBLE, "cpu");
    }

    /** Cells in an order of their own on each number of threads, where no data are. */
    protected final Results compute(Map<String, String> changes, int threads) throws Exception {
        Setup setup = setup(changes);
        List<Cell> cells = study.cells(setup);
        List<Cell> order = new ArrayList<>(cells);
        Collections.shuffle(order, new Random(threads));
        CellContext context = new CellContext(setup, Backends.named("cpu"), new DataFolder(Path.of("nowhere")), 1);
        Map<Cell, String> values = new LinkedHashMap<>();
        Map<Cell, String> failures = new LinkedHashMap<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<String>> tasks = new ArrayList<>();
            for (Cell cell : order) {
                tasks.add(() -> Json.canonical(study.compute(cell, context)));
            }
            List<Future<String>> futures = pool.invokeAll(tasks);
            for (int i = 0; i < order.size(); i++) {
                try {
                    values.put(order.get(i), futures.get(i).get());
                } catch (ExecutionException e) {
                    failures.put(order.get(i), String.valueOf(e.getCause()));
                }
            }
        }
        return new Results(cells, values, failures);
    }

    private static String json(Report report) {
        return Json.pretty(Json.tree(report));
    }

    @Test
    void everyCellIsComputed() {
        assertEquals(Map.of(), results.failures());
        assertEquals(results.cells().size(), results.done());
    }

    @Test
    void resultsDependNeitherOnThreadsNorOnTheOrderOfCells() throws Exception {
        Results again = compute(tiny, 2);
        for (Cell cell : results.cells()) {
            assertEquals(results.of(cell), again.of(cell), cell.toString());
        }
        assertEquals(json(report()), json(study.report(setup(tiny), again)));
    }

    @Test
    void noCheckFails() {
        int checks = 0;
        for (Section section : report().sections()) {
            if (section.title().equals("Checks")) {
                for (var row : ((Table) section.blocks().getLast()).rows()) {
                    assertFalse(row.getLast().equals(new Text("no")), row.toString());
                    checks++;
                }
            }
        }
        assertTrue(checks >= 10, checks + " checks");
    }

    @Test
    void everyClaimStandsOnce() {
        for (Preset preset : study.presets()) {
            Setup setup = new Setup(preset, Settings.of(study, preset, Map.of()), 1, Precision.DOUBLE, "cpu");
            List<String> claims = nothing(setup).findings().stream().map(Finding::claim).toList();
            assertEquals(claims.stream().distinct().toList(), claims);
            assertEquals(report().findings().size(), claims.size(), "a claim is left out of preset " + preset.name());
        }
    }

    private Report nothing(Setup setup) {
        return study.report(setup, new Results(study.cells(setup), Map.of(), Map.of()));
    }

    @Test
    void aReportOfNothingSaysSo() {
        Report report = nothing(setup(Map.of()));
        assertEquals("Not enough has been computed to answer yet.", report.answer());
        for (Finding finding : report.findings()) {
            assertTrue(finding.verdict() == Verdict.CANNOT_TELL || !(finding.measured() instanceof NotRun),
                    finding.claim());
        }
    }

    /** Any cells may be missing: they fail, or the run is not at its end. */
    @Test
    void aReportOfSomeCellsIsWritten() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Map<Cell, String> values = new LinkedHashMap<>();
            for (Cell cell : results.cells()) {
                if (random.nextInt(20) >= seed) {
                    results.of(cell).ifPresent(value -> values.put(cell, Json.canonical(value)));
                }
            }
            Report report = study.report(setup(tiny), new Results(results.cells(), values, Map.of()));
            assertEquals(report().findings().size(), report.findings().size());
            assertFalse(json(report).isEmpty());
        }
    }

    @Test
    void presetsNameDistinctCells() {
        assertEquals(List.of("quick", "standard", "paper"), study.presets().stream().map(Preset::name).toList());
        long before = 0;
        for (Preset preset : study.presets()) {
            Setup setup = new Setup(preset, Settings.of(study, preset, Map.of()), 1, Precision.DOUBLE, "cpu");
            List<Cell> cells = study.cells(setup);
            assertEquals(cells.size(), cells.stream().distinct().count());
            assertTrue(cells.size() >= before, preset.name());
            before = cells.size();
        }
    }
}
