package org.ketwright.qml;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Golden values of other implementations; a test that lacks them is skipped and says so in the check file. */
public final class GoldenFiles {
    private GoldenFiles() {}

    public static Path folder(String name, Class<?> test) throws IOException {
        String given = System.getProperty("KETWRIGHT_GOLDEN", System.getenv("KETWRIGHT_GOLDEN"));
        // Tests run in the folder of their module, which lies in the root of the project.
        Path folder = (given == null ? Path.of("..", "..", "shared", "golden") : Path.of(given)).resolve(name);
        if (!Files.isDirectory(folder)) {
            String reason = "no golden values in " + folder;
            Path report = Files.createDirectories(Path.of("target", "check")).resolve("qml.txt");
            Files.writeString(report, "skipped: " + test.getSimpleName() + ": " + reason + "\n",
                    StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            abort(reason);
        }
        return folder;
    }
}
