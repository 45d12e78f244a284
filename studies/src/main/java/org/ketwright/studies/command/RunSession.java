package org.ketwright.studies.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ketwright.kernels.Backend;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.Setup;
import org.ketwright.studies.Study;
import org.ketwright.studies.data.DataFolder;
import org.ketwright.studies.run.OutputFolder;
import org.ketwright.studies.run.Progress;
import org.ketwright.studies.run.ProgressLines;
import org.ketwright.studies.run.ProgressOnTerminal;
import org.ketwright.studies.run.RunPlan;
import org.ketwright.studies.run.StudyReport;
import org.ketwright.studies.run.StudyRunner;
import org.ketwright.studies.store.CellStore;

/** One run of a study from the command line: finds what it needs, computes, and writes the report. */
final class RunSession {
    /** Size of the circuits of studies, and how many run at a time: what auto chooses a backend for. */
    private static final int TYPICAL_QUBITS = 8;
    private static final int TYPICAL_SAMPLES = 256;

    private final Console console;
    private final RunOptions options;

    RunSession(Console console, RunOptions options) {
        this.console = console;
        this.options = options;
    }

    /** What {@code --json} prints. */
    record Summary(String study, String preset, String folder, String report, int cells, int done, int failed) {
    }

    /** Starts a run, or goes on with it if the folder belongs to an equal one. */
    int start(Study study, Setup setup, Path path) {
        DataFolder data = DataFolder.resolve(options.data());
        List<String> warnings = new ArrayList<>();
        Map<String, String> digests = StudyCommand.digests(study, setup, data, warnings);
        RunPlan plan = new RunPlan(study, setup, digests);
        Backend backend = backend(plan, options.threads());
        OutputFolder folder = OutputFolder.create(path);
        try (CellStore store = CellStore.open(folder.store(options.store()))) {
            store.identity().ifPresent(other -> {
                String difference = plan.difference(other);
                if (!difference.isEmpty()) {
                    throw FailureException.usage("output folder " + path + ": belongs to another run; different are "
                            + difference + "; choose another --out, or ketwright study resume " + path);
                }
            });
            return run(plan, store, backend, data, folder, warnings);
        }
    }

    /** Goes on with the run that a folder belongs to. */
    int resume(Path path) {
        OutputFolder folder = OutputFolder.existing(path);
        try (CellStore store = CellStore.open(folder.store(options.store()))) {
            RunPlan plan = planOf(store, path);
            DataFolder data = DataFolder.resolve(options.data());
            List<String> warnings = new ArrayList<>();
            Map<String, String> now = StudyCommand.digests(plan.study(), plan.setup(), data, warnings);
            requireSameFiles(plan.data(), now, data, path);
            Backend backend = backend(plan, options.threads());
            return run(plan, store, backend, data, folder, warnings);
        }
    }

    /** Cells that are left see the files that those before saw, and no others. */
    private static void requireSameFiles(Map<String, String> before, Map<String, String> now, DataFolder data,
            Path path) {
        before.forEach((name, digest) -> {
            if (!digest.equals(now.get(name))) {
                throw FailureException.input(data.root().resolve(name)
                        + ": not the file the run began with: its SHA-256 must be " + digest + " but "
                        + (now.containsKey(name) ? "is " + now.get(name) : "it is not there"));
            }
        });
        now.keySet().stream().filter(name -> !before.containsKey(name)).findFirst().ifPresent(name -> {
            throw FailureException.input(data.root().resolve(name) + ": the run of " + path
                    + " began without this file, and its results depend on it; name a --data folder without it, or run"
                    + " the study into another --out");
        });
    }

    /** Writes the report of whatever is done. */
    static int report(Console console, Path path, @Nullable String url) {
        OutputFolder folder = OutputFolder.existing(path);
        try (CellStore store = CellStore.open(folder.store(url))) {
            RunPlan plan = planOf(store, path);
            store.adopt(plan.identity(), plan.cells()).forEach(line -> console.err().println("ketwright: " + line));
            CellStore.Counts counts = store.counts();
            if (counts.done() < counts.total()) {
                console.err().println("ketwright: " + (counts.total() - counts.done()) + " of " + counts.total()
                        + " cells have no result yet; compute them with: ketwright study resume " + path);
            }
            console.out().println(StudyReport.write(plan, store, path));
            return (counts.failed() > 0 ? ExitCode.FAILED_CELLS : ExitCode.DONE).code();
        }
    }

    private static RunPlan planOf(CellStore store, Path path) {
        return RunPlan.of(store.identity().orElseThrow(
                () -> FailureException.input("output folder " + path + ": its store belongs to no run yet")));
    }

    private int run(RunPlan plan, CellStore store, Backend backend, DataFolder data, OutputFolder folder,
            List<String> warnings) {
        int threads = options.threads();
        Thread onInterrupt = Thread.ofPlatform().unstarted(() -> {
            CellStore.Counts counts = store.counts();
            store.release();
            console.err().println((console.isTerminal() ? "\n" : "") + "ketwright: interrupted: " + counts.done()
                    + " of " + counts.total()
                    + " cells are kept; resume with: ketwright study resume " + folder.path());
        });
        try (Progress progress = progress(plan)) {
            warnings.forEach(line -> progress.say("ketwright: " + line));
            store.adopt(plan.identity(), plan.cells()).forEach(line -> progress.say("ketwright: " + line));
            store.retryFailed();
            StudyReport.noteMachine(store, backend, threads, warnings);
            Runtime.getRuntime().addShutdownHook(onInterrupt);
            new StudyRunner(plan, store, backend, data, threads, progress).run();
        } catch (FailureException e) {
            throw new FailureException(e.exitCode(), e.getMessage() + "; resume with: ketwright study resume "
                    + folder.path(), e);
        } finally {
            removeHook(onInterrupt);
        }
        Path page = StudyReport.write(plan, store, folder.path());
        return finish(plan, store.counts(), folder, page);
    }

    private int finish(RunPlan plan, CellStore.Counts counts, OutputFolder folder, Path page) {
        if (counts.failed() > 0) {
            console.err().println("ketwright: " + counts.failed() + " of " + counts.total()
                    + " cells failed; the report names them; try again with: ketwright study resume "
                    + folder.path());
        }
        if (options.isJson()) {
            console.json(new Summary(plan.study().name(), plan.setup().preset().name(), folder.path().toString(),
                    page.toString(), counts.total(), counts.done(), counts.failed()));
        } else {
            console.out().println(page);
        }
        return (counts.failed() > 0 ? ExitCode.FAILED_CELLS : ExitCode.DONE).code();
    }

    private Progress progress(RunPlan plan) {
        return console.isTerminal()
                ? new ProgressOnTerminal(console.err(), plan.study().name(), console.isColored())
                : new ProgressLines(console.err());
    }

    private Backend backend(RunPlan plan, int threads) {
        return EngineOptions.backend(plan.setup().backend(), StudyRunner.threadsPerCell(plan, threads), TYPICAL_QUBITS,
                TYPICAL_SAMPLES, console);
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is being ended and the hook already runs.
        }
    }
}
