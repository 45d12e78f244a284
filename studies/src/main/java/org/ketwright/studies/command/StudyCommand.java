package org.ketwright.studies.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ketwright.studies.Cell;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.Preset;
import org.ketwright.studies.Setting;
import org.ketwright.studies.Setup;
import org.ketwright.studies.Studies;
import org.ketwright.studies.Study;
import org.ketwright.studies.data.DataFolder;
import org.ketwright.studies.data.DataSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands {@code ketwright study ...}. */
@Command(name = "study", description = "Runs studies and writes their reports.", synopsisSubcommandLabel = "COMMAND")
final class StudyCommand implements Runnable {
    private final Console console;

    StudyCommand(Console console) {
        this.console = console;
    }

    /** What {@code list --json} prints for each study. */
    record Listed(String name, String title, String question, String paper, Map<String, String> presets) {
    }

    /** What {@code plan --json} prints. */
    record Planned(String study, String preset, Map<String, String> settings, List<String> data,
            List<String> optionalData, Map<String, Long> cells) {
    }

    @Override
    public void run() {
        throw FailureException.usage("ketwright study needs a command: list, plan, run, resume or report;"
                + " see ketwright study --help");
    }

    @Command(name = "list", description = "Lists the studies and their presets.")
    int list(@Option(names = "--json", description = "Print JSON.") boolean isJson) {
        List<Study> studies = Studies.all();
        if (isJson) {
            console.json(studies.stream().map(StudyCommand::listed).toArray(Listed[]::new));
            return 0;
        }
        if (studies.isEmpty()) {
            console.err().println("there are no studies");
        }
        for (Study study : studies) {
            console.out().println(study.name() + ": " + study.title());
            console.out().println("  " + study.question());
            console.out().println("  " + study.paper().authors() + ", " + study.paper().reference());
            for (Preset preset : study.presets()) {
                console.out().println("  --preset " + preset.name() + ": " + preset.description());
            }
        }
        return 0;
    }

    @Command(name = "plan", description = "Says what a study would compute, and lists its settings.")
    int plan(@Parameters(paramLabel = "NAME", description = "The study.") String name, @Mixin SetupOptions options,
            @Option(names = "--json", description = "Print JSON.") boolean isJson) {
        Study study = Studies.named(name);
        Setup setup = options.of(study);
        Map<String, Long> cells = study.cells(setup).stream()
                .collect(Collectors.groupingBy(Cell::kind, LinkedHashMap::new, Collectors.counting()));
        List<String> data = study.data(setup.settings()).stream().map(DataSet::folder).toList();
        List<String> optional = study.optionalData(setup.settings()).stream().map(DataSet::folder).toList();
        if (isJson) {
            console.json(new Planned(study.name(), setup.preset().name(), setup.settings().values(), data, optional,
                    cells));
            return 0;
        }
        console.out().println(study.name() + ", preset " + setup.preset().name() + ": "
                + setup.preset().description());
        console.out().println("data: " + (data.isEmpty() ? "none" : String.join(", ", data))
                + (optional.isEmpty() ? "" : "; if it is there, " + String.join(", ", optional)));
        console.out().println("cells: " + cells.values().stream().mapToLong(n -> n).sum() + cells.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey()).collect(Collectors.joining(", ", " (", ")")));
        console.out().println("settings:");
        Map<String, Setting<?>> sorted = new TreeMap<>();
        study.settings().forEach(setting -> sorted.put(setting.key(), setting));
        sorted.forEach((key, setting) -> console.out().println("  --set " + key + "="
                + setup.settings().values().get(key) + "  " + setting.description() + " (" + setting.allowed()
                + ")"));
        return 0;
    }

    @Command(name = "run", description = "Runs a study, or goes on with it if the output folder holds a part of it.")
    int run(@Parameters(paramLabel = "NAME", description = "The study.") String name, @Mixin SetupOptions setup,
            @Mixin RunOptions options,
            @Option(names = "--out", paramLabel = "DIR", description = "Output folder; default out/NAME-PRESET.") @Nullable Path out) {
        Study study = Studies.named(name);
        Setup chosen = setup.of(study);
        Path folder = out == null ? Path.of("out", name + "-" + chosen.preset().name()) : out;
        return new RunSession(console, options).start(study, chosen, folder);
    }

    @Command(name = "resume", description = "Goes on with the run of an output folder; tries failed cells again.")
    int resume(@Parameters(paramLabel = "DIR", description = "The output folder.") Path folder,
            @Mixin RunOptions options) {
        return new RunSession(console, options).resume(folder);
    }

    @Command(name = "report", description = "Writes the report of whatever an output folder holds.")
    int report(@Parameters(paramLabel = "DIR", description = "The output folder.") Path folder,
            @Option(names = "--store", paramLabel = "URL", description = "Where the results are, if not noted in the folder.") @Nullable String store) {
        return RunSession.report(console, folder, store);
    }

    /** Digest of each data file, by name; says so if one is not the published file. */
    static Map<String, String> digests(Study study, Setup setup, DataFolder folder, List<String> warnings) {
        Map<String, String> digests = new TreeMap<>();
        List<DataSet> sets = new ArrayList<>(study.data(setup.settings()));
        for (DataSet set : study.optionalData(setup.settings())) {
            if (folder.has(set)) {
                sets.add(set);
            } else {
                warnings.add("no " + set.folder() + " data in " + folder.root()
                        + ": the part of the report that needs them stays empty; ketwright data fetch "
                        + set.folder() + " gets them");
            }
        }
        for (DataSet set : sets) {
            for (DataFolder.Present file : folder.require(set)) {
                digests.put(file.name(), file.sha256());
                if (!file.isPublished()) {
                    warnings.add("data file " + file.name() + " is not the published one");
                }
            }
        }
        return Collections.unmodifiableMap(digests);
    }

    private static Listed listed(Study study) {
        Map<String, String> presets = new LinkedHashMap<>();
        study.presets().forEach(preset -> presets.put(preset.name(), preset.description()));
        return new Listed(study.name(), study.title(), study.question(),
                study.paper().authors() + ": " + study.paper().title() + ", " + study.paper().reference(), presets);
    }
}
