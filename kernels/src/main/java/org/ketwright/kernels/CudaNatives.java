package org.ketwright.kernels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Loads the libraries of JCuda. */
final class CudaNatives {

    private CudaNatives() {
    }

    /**
     * Loads a library of JCuda. JCuda unpacks libraries under fixed names into the folder of temporary files and takes what
     * already lies there; so it gets a folder of its own that nobody else can write.
     *
     * @param touch touches the class that loads it
     * @throws UncheckedIOException if there can be no such folder
     */
    static synchronized void load(Runnable touch) {
        String property = "java.io.tmpdir";
        String shared = System.getProperty(property);
        try {
            Path own = Files.createTempDirectory("ketwright-cuda");
            System.setProperty(property, own.toString());
            try {
                touch.run();
            } finally {
                System.setProperty(property, shared);
                // A library stays loaded without its file.
                try (Stream<Path> files = Files.list(own)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(own);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a folder for the library of JCuda cannot be made in " + shared, e);
        }
    }

    /** What went wrong, in one line. */
    static String oneLine(Throwable e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse(e.getClass().getSimpleName());
    }
}
