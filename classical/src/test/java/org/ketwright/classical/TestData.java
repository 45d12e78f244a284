package org.ketwright.classical;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Finds data that is not part of the project; where it is absent the test skips and says so in the check file. */
public final class TestData {

    private TestData() {
    }

    /** A file or folder of real data. */
    public static Path real(String name, String test) throws IOException {
        return find("KETWRIGHT_DATA", "data", name, test);
    }

    /** A file or folder of golden values. */
    public static Path golden(String name, String test) throws IOException {
        return find("KETWRIGHT_GOLDEN", "golden", name, test);
    }

    private static Path find(String variable, String folder, String name, String test) throws IOException {
        String given = System.getProperty(variable, System.getenv(variable));
        Path root = given == null ? Path.of("..", "..", "shared", folder) : Path.of(given);
        Path path = root.resolve(name);
        if (!Files.exists(path)) {
            Path report = Path.of("target", "check", "classical.txt");
            Files.createDirectories(report.getParent());
            String reason = "no " + name + " in " + variable + " or ../shared/" + folder;
            Files.writeString(report, "skipped: " + test + ": " + reason + "\n", StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            abort(reason);
        }
        return path;
    }
}
