package org.ketwright.studies.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.ketwright.studies.Json;

/**
 * Where commands write: data to one stream, everything else to the other.
 *
 * @param out data
 * @param err progress, warnings and errors
 * @param isTerminal whether both streams are a terminal
 */
public record Console(PrintStream out, PrintStream err, boolean isTerminal) {

    /**
     * The console of this process.
     *
     * @return standard output and standard error
     */
    // Since Java 25 there is again no console where there is no terminal.
    @SuppressWarnings("SystemConsoleNull")
    public static Console system() {
        java.io.Console console = System.console();
        return new Console(utf8(FileDescriptor.out), utf8(FileDescriptor.err), console != null && console.isTerminal());
    }

    private static PrintStream utf8(FileDescriptor stream) {
        return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }

    /** Whether the user wants colors. */
    boolean isColored() {
        String no = System.getenv("NO_COLOR");
        return isTerminal && (no == null || no.isEmpty());
    }

    /** Writes a value as JSON for programs. */
    void json(Object value) {
        out.print(Json.pretty(Json.tree(value)));
    }
}
