package org.ketwright.simulator.qasm;

import java.io.IOException;

/** A program that is malformed, out of bounds or uses what is not supported, with the place where it went wrong. */
public final class QasmException extends IOException {
    private static final long serialVersionUID = 1;

    private final String path;
    private final int line;
    private final int column;
    private final String problem;

    QasmException(String path, Position position, String problem) {
        super(path + ":" + position.line() + ":" + position.column() + ": " + problem);
        this.path = path;
        this.line = position.line();
        this.column = position.column();
        this.problem = problem;
    }

    /**
     * The file, or what the caller called the text.
     *
     * @return the path as given
     */
    public String path() {
        return path;
    }

    /**
     * The line where the program went wrong.
     *
     * @return the line, the first is 1
     */
    public int line() {
        return line;
    }

    /**
     * The column where the program went wrong.
     *
     * @return the column in characters, the first is 1
     */
    public int column() {
        return column;
    }

    /**
     * What is wrong, which rule says so and what was given, without the place.
     *
     * @return one line
     */
    public String problem() {
        return problem;
    }
}
