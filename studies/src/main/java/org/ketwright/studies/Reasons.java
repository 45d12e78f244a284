package org.ketwright.studies;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Why a file cannot be read or written, in words: exceptions of the file system often name the path alone. */
public final class Reasons {

    private Reasons() {
    }

    /**
     * What went wrong.
     *
     * @param e what was thrown
     * @return a phrase without the path, which belongs before it
     */
    public static String of(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file or folder";
            case AccessDeniedException _ -> "access is denied";
            case CharacterCodingException _ -> "it is not UTF-8 text";
            case FileSystemException file when file.getReason() != null -> file.getReason();
            default -> "Is a directory".equals(e.getMessage())
                    ? "it is a folder"
                    : e.getClass() == IOException.class && e.getMessage() != null
                            ? e.getMessage()
                            : name(e) + Optional.ofNullable(e.getMessage()).map(message -> ": " + message).orElse("");
        };
    }

    /** The name of an exception as words. */
    private static String name(IOException e) {
        return e.getClass().getSimpleName().replaceAll("Exception$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    }
}
