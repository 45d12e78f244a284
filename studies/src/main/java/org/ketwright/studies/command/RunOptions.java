package org.ketwright.studies.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ketwright.studies.FailureException;
import picocli.CommandLine.Option;

/** Options of both {@code run} and {@code resume}: where, not what. */
final class RunOptions {

    @Option(names = "--data", paramLabel = "DIR", description = "Folder with data sets; else KETWRIGHT_DATA, else ../shared/data.")
    private @Nullable Path data;

    @Option(names = "--threads", paramLabel = "N", description = "Cells computed at a time; else one per processor.")
    private @Nullable Integer threads;

    @Option(names = "--store", paramLabel = "URL", description = "Keep results in a PostgreSQL database that several machines share:"
            + " jdbc:postgresql://HOST/DATABASE; else in a SQLite file in the output folder.")
    private @Nullable String store;

    @Option(names = "--json", description = "Print what was done as JSON.")
    private boolean isJson;

    @Nullable
    Path data() {
        return data;
    }

    int threads() {
        if (threads == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        if (threads < 1 || threads > 1024) {
            throw FailureException.usage("--threads must be a whole number 1 to 1024 but was given " + threads);
        }
        return threads;
    }

    @Nullable
    String store() {
        return store;
    }

    boolean isJson() {
        return isJson;
    }
}
