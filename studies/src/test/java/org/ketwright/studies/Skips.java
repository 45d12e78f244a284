package org.ketwright.studies;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Skips a test in a way that is seen: {@code ./check} prints what was not tested and why. */
public final class Skips {
    private static final Path NOTES = Path.of("target", "check", "studies.txt");

    private Skips() {
    }

    /**
     * Goes on only if a condition holds.
     *
     * @param condition what the test needs
     * @param what part of the name of the test
     * @param reason why it is not tested otherwise
     * @throws IOException if the note cannot be written
     */
    public static synchronized void unless(boolean condition, String what, String reason) throws IOException {
        if (!condition) {
            Files.createDirectories(NOTES.getParent());
            String line = "skipped: " + what + ": " + reason + "\n";
            if (!Files.exists(NOTES) || !Files.readString(NOTES).contains(line)) {
                Files.writeString(NOTES, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }
        assumeTrue(condition, reason);
    }
}
