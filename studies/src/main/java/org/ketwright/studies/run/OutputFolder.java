package org.ketwright.studies.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.Reasons;
import org.ketwright.studies.WholeFile;
import org.ketwright.studies.store.StoreLocation;

/**
 * The folder of one run: its store (or the address of it), and the report.
 *
 * @param path the folder
 */
public record OutputFolder(Path path) {
    private static final String STORE_FILE = "store.sqlite";
    private static final String STORE_ADDRESS = "store.url";

    /**
     * Makes sure the folder exists, for a run.
     *
     * @param path the folder
     * @return the output folder
     * @throws FailureException if it cannot be made, or holds other things but no store
     */
    public static OutputFolder create(Path path) {
        OutputFolder folder = new OutputFolder(path);
        try {
            Files.createDirectories(path);
            try (var entries = Files.list(path)) {
                if (!folder.hasStore() && entries.findAny().isPresent()) {
                    throw FailureException.usage("output folder " + path
                            + ": holds other files but no study; choose another --out or an empty folder");
                }
            }
        } catch (IOException e) {
            throw new FailureException(ExitCode.USAGE, "output folder " + path + ": cannot be made: " + Reasons.of(e),
                    e);
        }
        return folder;
    }

    /**
     * The folder of an earlier run.
     *
     * @param path the folder
     * @return the output folder
     * @throws FailureException with exit code 3 if there is no store in it
     */
    public static OutputFolder existing(Path path) {
        OutputFolder folder = new OutputFolder(path);
        if (!folder.hasStore()) {
            throw FailureException.input("output folder " + path + ": no study was run into it: looked for "
                    + STORE_FILE + " and " + STORE_ADDRESS);
        }
        return folder;
    }

    /**
     * Where the results of this folder are kept.
     *
     * @param url what the user wrote after {@code --store}, or null; without it the address noted in the folder counts,
     *        and without that a SQLite file in the folder
     * @return the location; an address is noted in the folder, without its password
     * @throws FailureException if the address is wrong or cannot be noted
     */
    public StoreLocation store(@Nullable String url) {
        Path note = path.resolve(STORE_ADDRESS);
        try {
            if (url != null) {
                if (Files.exists(path.resolve(STORE_FILE))) {
                    throw FailureException.usage("output folder " + path + ": keeps its results in " + STORE_FILE
                            + ", not in another --store");
                }
                StoreLocation location = StoreLocation.of(url);
                WholeFile.write(note, location.publicUrl() + "\n");
                return location;
            }
            return Files.exists(note)
                    ? StoreLocation.of(Files.readString(note).strip())
                    : StoreLocation.of(path.resolve(STORE_FILE));
        } catch (IllegalArgumentException e) {
            throw new FailureException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new FailureException(ExitCode.INPUT, note + ": " + Reasons.of(e), e);
        }
    }

    private boolean hasStore() {
        return Files.exists(path.resolve(STORE_FILE)) || Files.exists(path.resolve(STORE_ADDRESS));
    }
}
