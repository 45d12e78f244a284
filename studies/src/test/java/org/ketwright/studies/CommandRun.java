package org.ketwright.studies;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.ketwright.studies.command.Console;
import org.ketwright.studies.command.KetwrightCommand;

/**
 * A command line that was run inside the tests.
 *
 * @param code exit code
 * @param out what it wrote as data
 * @param err what it wrote besides
 */
public record CommandRun(int code, String out, String err) {

    /**
     * Runs a command line.
     *
     * @param arguments what a user would type
     * @return how it ended
     */
    public static CommandRun of(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = KetwrightCommand.run(new Console(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), false), arguments);
        return new CommandRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /**
     * The last line besides data: what a failure says.
     *
     * @return one line
     */
    public String lastLine() {
        return err.lines().reduce("", (first, second) -> second);
    }
}
