package org.ketwright.studies.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.ketwright.kernels.Availability;
import org.ketwright.kernels.Backend;
import org.ketwright.studies.Cell;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.Json;
import org.ketwright.studies.Reasons;
import org.ketwright.studies.Results;
import org.ketwright.studies.Setup;
import org.ketwright.studies.Study;
import org.ketwright.studies.report.Document;
import org.ketwright.studies.report.Provenance;
import org.ketwright.studies.report.ReportFiles;
import org.ketwright.studies.store.CellStore;
import org.ketwright.studies.store.StoredResult;

/** Turns what a store holds into the files of a report. */
public final class StudyReport {
    private static final String MACHINE = "machine";

    private StudyReport() {
    }

    /** Where cells were computed, as the store keeps it. */
    record Machine(String jvm, String system, String device, int threads, List<String> warnings) {
    }

    /**
     * Notes in the store where cells are computed.
     *
     * @param store the store
     * @param backend what runs circuits
     * @param threads worker threads
     * @param warnings what a reader must know, such as data files that are not the published ones
     */
    public static void noteMachine(CellStore store, Backend backend, int threads, List<String> warnings) {
        String device = switch (backend.availability()) {
            case Availability.Ready ready -> ready.device();
            case Availability.Missing missing -> "missing: " + missing.reason();
        };
        store.note(MACHINE, Json.canonical(Json.tree(new Machine(
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"),
                device, threads, warnings))));
    }

    /**
     * Writes the report of whatever is done.
     *
     * @param plan what the store belongs to
     * @param store the results
     * @param folder where files go
     * @return path of the page
     * @throws FailureException if a file cannot be written
     */
    public static Path write(RunPlan plan, CellStore store, Path folder) {
        Map<String, StoredResult> stored = store.results();
        Map<Cell, String> values = new LinkedHashMap<>();
        Map<Cell, String> failures = new LinkedHashMap<>();
        Map<String, String> errors = store.failures();
        plan.cells().forEach((address, cell) -> {
            if (stored.containsKey(address)) {
                values.put(cell, stored.get(address).value());
            } else if (errors.containsKey(address)) {
                failures.put(cell, errors.get(address));
            }
        });
        Results results = new Results(List.copyOf(plan.cells().values()), values, failures);
        try {
            return ReportFiles.write(folder, document(plan, results, provenance(plan, store, stored.values())));
        } catch (IOException e) {
            throw new FailureException(ExitCode.RESOURCES, "the report cannot be written to " + folder + ": "
                    + Reasons.of(e) + "; all finished cells are kept", e);
        }
    }

    private static Document document(RunPlan plan, Results results, Provenance provenance) {
        Study study = plan.study();
        Setup setup = plan.setup();
        Map<String, String> failures = new TreeMap<>();
        results.failures().forEach((cell, why) -> failures.put(cell.toString(), why));
        return new Document(study.name(), study.title(), study.question(), study.paper(), setup.preset().name(),
                setup.preset().description(), setup.seed(), setup.settings().values(),
                setup.precision().name().toLowerCase(Locale.ROOT), setup.backend(), study.report(setup, results),
                failures, provenance);
    }

    private static Provenance provenance(RunPlan plan, CellStore store, Iterable<StoredResult> results) {
        Machine machine = store.note(MACHINE).map(text -> Json.read(Json.parse(text), Machine.class))
                .orElse(new Machine("unknown", "unknown", "unknown", 1, List.of()));
        List<String> code = new ArrayList<>();
        double seconds = 0;
        int cells = 0;
        for (StoredResult result : results) {
            if (!code.contains(result.code())) {
                code.add(result.code());
            }
            seconds += result.seconds();
            cells++;
        }
        code.sort(null);
        Setup setup = plan.setup();
        return new Provenance(code, machine.jvm(), machine.system(), setup.backend(), machine.device(),
                setup.precision().name().toLowerCase(Locale.ROOT), machine.threads(), setup.seed(),
                setup.settings().values(), plan.data(), machine.warnings(), cells, plan.cells().size(), seconds,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
