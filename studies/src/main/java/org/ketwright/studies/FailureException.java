package org.ketwright.studies;

import org.jspecify.annotations.Nullable;

/** An end that the user can do something about: one clear line and an exit code. */
public final class FailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final ExitCode exitCode;

    /**
     * A failure without an underlying one.
     *
     * @param exitCode how the program ends
     * @param message one line: what, which rule, what was given
     */
    public FailureException(ExitCode exitCode, String message) {
        this(exitCode, message, null);
    }

    /**
     * A failure caused by another.
     *
     * @param exitCode how the program ends
     * @param message one line: what, which rule, what was given
     * @param cause what {@code --stacktrace} shows, or null
     */
    public FailureException(ExitCode exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /**
     * How the program ends.
     *
     * @return the exit code
     */
    public ExitCode exitCode() {
        return exitCode;
    }

    /**
     * The command was used wrongly.
     *
     * @param message one line
     * @return a failure with exit code 2
     */
    public static FailureException usage(String message) {
        return new FailureException(ExitCode.USAGE, message);
    }

    /**
     * An input is bad.
     *
     * @param message one line with the path
     * @return a failure with exit code 3
     */
    public static FailureException input(String message) {
        return new FailureException(ExitCode.INPUT, message);
    }
}
