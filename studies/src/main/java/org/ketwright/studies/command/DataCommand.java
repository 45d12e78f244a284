package org.ketwright.studies.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.Reasons;
import org.ketwright.studies.data.DataCheck;
import org.ketwright.studies.data.DataFolder;
import org.ketwright.studies.data.DataSet;
import org.ketwright.studies.data.Download;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands {@code ketwright data ...}. */
@Command(name = "data", description = "Lists, downloads and checks public data sets.", synopsisSubcommandLabel = "COMMAND")
final class DataCommand implements Runnable {
    private final Console console;

    DataCommand(Console console) {
        this.console = console;
    }

    /** What {@code list --json} prints for each data set. */
    record Listed(String name, String description, String license, String from, List<String> files, boolean isHere) {
    }

    @Override
    public void run() {
        throw FailureException.usage("ketwright data needs a command: list, fetch or check; see ketwright data --help");
    }

    @Command(name = "list", description = "Lists the data sets, and whether they are here.")
    int list(@Option(names = "--json", description = "Print JSON.") boolean isJson) {
        DataFolder folder = DataFolder.resolve(null);
        List<Listed> sets = Arrays.stream(DataSet.values())
                .map(set -> new Listed(set.folder(), set.description(), set.license(), set.mirror().toString(),
                        set.files().stream().map(file -> file.name()).toList(), folder.has(set)))
                .toList();
        if (isJson) {
            console.json(sets.toArray(Listed[]::new));
            return 0;
        }
        for (Listed set : sets) {
            console.out().println(set.name() + ": " + set.description() + "; license " + set.license() + "; "
                    + (set.isHere() ? "here" : "not here") + " in " + folder.root());
        }
        return 0;
    }

    @Command(name = "fetch", description = "Downloads a data set and checks it; goes on where it was interrupted.")
    int fetch(@Parameters(paramLabel = "NAME", description = "The data set.") String name,
            @Option(names = "--from", paramLabel = "BASEURL", description = "Address of a folder with the files; else the public one.") @Nullable URI from,
            @Option(names = "--into", paramLabel = "DIR", description = "Data folder; else KETWRIGHT_DATA, else ../shared/data.") @Nullable Path into) {
        DataSet set = DataSet.named(name);
        if (from != null && !List.of("http", "https").contains(String.valueOf(from.getScheme()))) {
            throw FailureException.usage("--from takes an http or https address but was given \"" + from + "\"");
        }
        DataFolder folder = DataFolder.resolve(into);
        new Download(line -> console.err().println(line)).fetch(set, from == null ? set.mirror() : from, folder);
        console.out().println(folder.root().resolve(set.folder()));
        return 0;
    }

    @Command(name = "check", description = "Compares the files of a data folder with the published ones.")
    int check(@Parameters(paramLabel = "DIR", description = "The data folder.") Path path,
            @Option(names = "--json", description = "Print JSON.") boolean isJson) {
        List<DataCheck.Checked> files;
        try {
            files = DataCheck.of(new DataFolder(path));
        } catch (IOException e) {
            throw new FailureException(ExitCode.INPUT, path + ": cannot be read: " + Reasons.of(e), e);
        }
        if (files.isEmpty()) {
            throw FailureException.input(path + ": holds no known data set: looked for the folders "
                    + String.join(", ", Arrays.stream(DataSet.values()).map(DataSet::folder).toList()));
        }
        if (isJson) {
            console.json(files.toArray(DataCheck.Checked[]::new));
        } else {
            files.forEach(file -> console.out()
                    .println(file.file() + ": " + file.state().name().toLowerCase(Locale.ROOT)));
        }
        long bad = files.stream().filter(file -> file.state() != DataCheck.State.RIGHT).count();
        if (bad > 0) {
            console.err().println("ketwright: " + bad + " of " + files.size() + " files are wrong or missing");
        }
        return (bad > 0 ? ExitCode.CHECK : ExitCode.DONE).code();
    }
}
