package org.ketwright.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lines for the summary of the whole check: which backends were tested and which were not. */
final class CheckFile {

    private CheckFile() {
    }

    static void write(String name, String line) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "check"));
        Files.writeString(folder.resolve("backend-" + name + ".txt"), line + "\n");
    }
}
