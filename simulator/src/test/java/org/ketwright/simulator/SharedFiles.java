package org.ketwright.simulator;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Data and golden values that lie beside the project, where they are. */
public final class SharedFiles {
    private SharedFiles() {
    }

    /** A folder of golden values; without it the test is skipped, and says so. */
    public static Path golden(String folder, Class<?> test) throws IOException {
        return find("KETWRIGHT_GOLDEN", "golden", folder, test);
    }

    /** A folder of data; without it the test is skipped, and says so. */
    public static Path data(String folder, Class<?> test) throws IOException {
        return find("KETWRIGHT_DATA", "data", folder, test);
    }

    /** The programs in a folder, by name. */
    public static List<Path> programs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".qasm")).sorted().toList();
        }
    }

    public static JsonNode json(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(file));
    }

    private static Path find(String variable, String kind, String folder, Class<?> test) throws IOException {
        String given = System.getProperty(variable, System.getenv(variable));
        Path root = given != null ? Path.of(given) : Path.of("..", "..", "shared", kind);
        Path found = root.resolve(folder);
        if (!Files.isDirectory(found)) {
            Path out = Files.createDirectories(Path.of("target", "check"));
            Files.writeString(out.resolve(test.getSimpleName() + ".txt"), "skipped: " + test.getSimpleName()
                    + ": no folder " + kind + "/" + folder + "; set " + variable + "\n");
        }
        assumeTrue(Files.isDirectory(found), () -> "no folder " + kind + "/" + folder);
        return found;
    }
}
