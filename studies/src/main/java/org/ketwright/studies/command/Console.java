package org.ketwright.studies.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.Json;
import org.ketwright.studies.Reasons;

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
        return new Console(new DataStream(new FileOutputStream(FileDescriptor.out)),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                console != null && console.isTerminal());
    }

    /**
     * Ends the command if data did not get to where it was written.
     *
     * @throws FailureException with exit code 6 if it did not, unless the reader of a pipe left
     */
    void requireWritten() {
        IOException e = out instanceof DataStream data ? data.lost() : null;
        if (e != null) {
            throw new FailureException(ExitCode.RESOURCES,
                    "standard output: cannot be written: " + Reasons.of(e), e);
        }
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
