package org.ketwright.simulator.numpy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that appears only when it is complete: it is written beside its place and moved there at the end. What is not
 * complete when the process is stopped is removed.
 */
final class AtomicFile implements AutoCloseable {
    private final Path place;
    private final Path beside;
    private final OutputStream stream;
    private final Thread onStop;
    private boolean done;

    AtomicFile(Path place) throws IOException {
        this.place = place;
        beside = place.resolveSibling("." + place.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        onStop = Thread.ofPlatform().unstarted(() -> {
            try {
                Files.deleteIfExists(beside);
            } catch (IOException e) {
                // The process ends and nobody is left to be told.
            }
        });
        Runtime.getRuntime().addShutdownHook(onStop);
        try {
            stream = Files.newOutputStream(beside);
        } catch (IOException e) {
            forget();
            throw e;
        }
    }

    OutputStream stream() {
        return stream;
    }

    void commit() throws IOException {
        stream.close();
        Files.move(beside, place, StandardCopyOption.REPLACE_EXISTING);
        done = true;
    }

    /** Removes what was not committed. */
    @Override
    public void close() throws IOException {
        try {
            if (!done) {
                try {
                    stream.close();
                } finally {
                    Files.deleteIfExists(beside);
                }
            }
        } finally {
            forget();
        }
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(onStop);
        } catch (IllegalStateException e) {
            // The process is being stopped and the hook already runs.
        }
    }
}
