package org.ketwright.studies.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.ketwright.classical.data.MalformedFileException;
import org.ketwright.kernels.BackendMissingException;
import org.ketwright.kernels.CudaException;
import org.ketwright.kernels.InsufficientMemoryException;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.Reasons;

/** Which exceptions end a run, and how others are told. */
final class Failures {

    private Failures() {
    }

    /** The end of the run, if every cell would fail alike; empty if the failure is one cell's own. */
    static Optional<FailureException> stopping(Throwable e) {
        return switch (e) {
            case FailureException failure -> Optional.of(failure);
            case UncheckedIOException file -> Optional.of(new FailureException(ExitCode.INPUT, line(file), file));
            case InsufficientMemoryException memory ->
                    Optional.of(new FailureException(ExitCode.RESOURCES, line(memory), memory));
            case BackendMissingException missing ->
                    Optional.of(new FailureException(ExitCode.RESOURCES, line(missing), missing));
            case CudaException card -> Optional.of(new FailureException(ExitCode.RESOURCES, line(card), card));
            default -> Optional.empty();
        };
    }

    static String line(Throwable e) {
        if (e instanceof UncheckedIOException && e.getCause() instanceof IOException cause) {
            return cause instanceof MalformedFileException
                    ? String.valueOf(cause.getMessage())
                    : Reasons.of(cause);
        }
        String message = Optional.ofNullable(e.getMessage()).orElse("").lines().findFirst().orElse("");
        String type = e.getClass().getSimpleName();
        return e instanceof IllegalArgumentException || e instanceof FailureException
                || e instanceof InsufficientMemoryException || e instanceof BackendMissingException
                || e instanceof CudaException
                        ? message
                        : message.isEmpty() ? type : type + ": " + message;
    }
}
