package org.ketwright.studies;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a Java machine like the one that runs the tests, with the same classes. */
public final class ChildProcess {

    private ChildProcess() {
    }

    /**
     * Starts a program; its standard output can be read, its standard error joins it.
     *
     * @param main class with the main method
     * @param arguments what it is given
     * @return the process
     * @throws IOException if it does not start
     */
    public static Process start(Class<?> main, String... arguments) throws IOException {
        // What a shell starts in the background inherits deafness to interrupts, and so would this.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
