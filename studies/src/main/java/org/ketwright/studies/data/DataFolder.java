package org.ketwright.studies.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.data.IdxFile;
import org.ketwright.studies.Digests;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.Reasons;

/**
 * A folder with one subfolder for each data set.
 *
 * @param root the folder
 */
public record DataFolder(Path root) {

    /** Name of the environment variable that names the folder. */
    public static final String VARIABLE = "KETWRIGHT_DATA";

    /**
     * A file that is there.
     *
     * @param name data set and file name, as recorded in reports
     * @param sha256 digest of the file
     * @param isPublished whether that is the digest of the published file
     */
    public record Present(String name, String sha256, boolean isPublished) {
    }

    /**
     * The folder that the user means: the option, else the environment variable, else {@code ../shared/data}.
     *
     * @param option value of {@code --data}, or null
     * @return the folder, which need not exist
     */
    public static DataFolder resolve(@Nullable Path option) {
        if (option != null) {
            return new DataFolder(option);
        }
        String variable = System.getenv(VARIABLE);
        return new DataFolder(variable == null || variable.isBlank()
                ? Path.of("..", "shared", "data")
                : Path.of(variable));
    }

    /**
     * A file of a data set, gzipped as published or unpacked.
     *
     * @param set the data set
     * @param plainName name of the unpacked file
     * @return the path, gzipped if both are there
     * @throws FailureException with exit code 3 if neither is there
     */
    public Path file(DataSet set, String plainName) {
        return find(set, plainName).orElseThrow(() -> missing(set));
    }

    /**
     * Digests of all files of a data set.
     *
     * @param set the data set
     * @return one entry for each file
     * @throws FailureException with exit code 3 if a file is missing or unreadable; says what was looked for, where, and
     *         the two ways to get it
     */
    public List<Present> require(DataSet set) {
        List<Present> present = new ArrayList<>();
        for (DataFile file : set.files()) {
            Path path = file(set, file.plainName());
            try {
                String digest = Digests.sha256(path);
                present.add(new Present(set.folder() + "/" + path.getFileName(), digest,
                        digest.equals(file.sha256()) || digest.equals(file.plainSha256())));
            } catch (IOException e) {
                throw new FailureException(ExitCode.INPUT, path + ": cannot be read: " + Reasons.of(e), e);
            }
        }
        return present;
    }

    /**
     * A file of a data set, if it is there.
     *
     * @param set the data set
     * @param plainName name of the unpacked file
     * @return the path, gzipped if both are there
     */
    public Optional<Path> find(DataSet set, String plainName) {
        Path folder = root.resolve(set.folder());
        return List.of(plainName + ".gz", plainName).stream().map(folder::resolve).filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * The images of a part of a data set, which are in files as MNIST is published.
     *
     * @param set the data set
     * @param part "train" or "t10k", the test images
     * @return all images of this part, in the order of the files
     * @throws FailureException with exit code 3 if a file is not there
     * @throws UncheckedIOException if a file cannot be read or is not what it should be
     */
    public LabeledImages images(DataSet set, String part) {
        try {
            return IdxFile.labeledImages(file(set, part + "-images-idx3-ubyte"),
                    file(set, part + "-labels-idx1-ubyte"), set.classes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether all files of a data set are there.
     *
     * @param set the data set
     * @return true if so
     */
    public boolean has(DataSet set) {
        return set.files().stream().allMatch(file -> find(set, file.plainName()).isPresent());
    }

    private FailureException missing(DataSet set) {
        List<String> wanted = set.files().stream().map(DataFile::plainName)
                .filter(name -> find(set, name).isEmpty()).toList();
        return FailureException.input(root.resolve(set.folder()).toAbsolutePath().normalize() + ": no "
                + set.folder() + " data: looked for " + String.join(", ", wanted) + " (plain or .gz); get it with"
                + " \"ketwright data fetch " + set.folder() + " --into " + root
                + "\" or point --data or " + VARIABLE + " at a folder that has it");
    }
}
