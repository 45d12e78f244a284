package org.ketwright.studies.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ketwright.studies.Digests;

/** Compares the files of a data folder with the published ones. */
public final class DataCheck {

    private DataCheck() {
    }

    /** What was found of a file. */
    public enum State {
        /** It is the published file. */
        RIGHT,
        /** It is there but is another file. */
        WRONG,
        /** It is not there. */
        MISSING
    }

    /**
     * A file and what was found of it.
     *
     * @param dataSet name of the data set
     * @param file path in the data folder
     * @param state what was found
     * @param sha256 digest of what is there, or empty
     */
    public record Checked(String dataSet, String file, State state, String sha256) {
    }

    /**
     * Checks every data set of which at least one file is there.
     *
     * @param folder the data folder
     * @return one entry for each file of these data sets
     * @throws IOException if a file cannot be read
     */
    public static List<Checked> of(DataFolder folder) throws IOException {
        List<Checked> result = new ArrayList<>();
        for (DataSet set : DataSet.values()) {
            List<Checked> files = new ArrayList<>();
            for (DataFile file : set.files()) {
                files.add(check(folder, set, file));
            }
            if (files.stream().anyMatch(checked -> checked.state() != State.MISSING)) {
                result.addAll(files);
            }
        }
        return result;
    }

    private static Checked check(DataFolder folder, DataSet set, DataFile file) throws IOException {
        Optional<Path> path = folder.find(set, file.plainName());
        if (path.isEmpty()) {
            return new Checked(set.folder(), set.folder() + "/" + file.name(), State.MISSING, "");
        }
        String digest = Digests.sha256(path.get());
        boolean isGzipped = path.get().toString().endsWith(".gz");
        boolean isRight = digest.equals(isGzipped ? file.sha256() : file.plainSha256());
        return new Checked(set.folder(), set.folder() + "/" + path.get().getFileName(),
                isRight ? State.RIGHT : State.WRONG, digest);
    }
}
