package org.ketwright.simulator.numpy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that appears only when it is complete: it is written beside its place and moved there at the end. */
final class AtomicFile implements AutoCloseable {
    private final Path place;
    private final Path beside;
    private final OutputStream stream;
    private boolean done;

    AtomicFile(Path place) throws IOException {
        this.place = place;
        beside = place.resolveSibling("." + place.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        stream = Files.newOutputStream(beside);
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
        if (!done) {
            try {
                stream.close();
            } finally {
                Files.deleteIfExists(beside);
            }
        }
    }
}
