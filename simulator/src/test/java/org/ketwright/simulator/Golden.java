package org.ketwright.simulator;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where golden values from other implementations lie; a test that lacks them is skipped and says so. */
public final class Golden {

    private Golden() {
    }

    /**
     * A folder of golden values.
     *
     * @param name folder, such as "gradients"
     * @param test class that needs it, for the report of what was skipped
     * @return the folder
     */
    public static Path folder(String name, Class<?> test) {
        String given = System.getProperty("KETWRIGHT_GOLDEN", System.getenv("KETWRIGHT_GOLDEN"));
        // Tests run in the folder of their module, which lies in the root of the project.
        Path folder = (given == null ? Path.of("..", "..", "shared", "golden") : Path.of(given)).resolve(name);
        if (!Files.isDirectory(folder)) {
            report("skipped: " + test.getSimpleName() + ": no golden values in " + folder);
            abort("no golden values in " + folder);
        }
        return folder;
    }

    /**
     * Adds a line to what the check of the project prints.
     *
     * @param line the line
     */
    public static void report(String line) {
        try {
            Path file = Files.createDirectories(Path.of("target", "check")).resolve("simulator.txt");
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
