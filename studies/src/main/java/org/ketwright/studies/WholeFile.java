package org.ketwright.studies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Text files that replace their old version at once, so that a reader never sees half of one. */
public final class WholeFile {

    private WholeFile() {
    }

    /**
     * Writes a text.
     *
     * @param file the file; replaced if it exists
     * @param text its new content
     * @throws IOException if it cannot be written; then nothing is left behind
     */
    public static void write(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
    }
}
