package org.ketwright.classical.data;

import java.io.IOException;
import java.nio.file.Path;

/** A file breaks the rules of its format: says where, what, which rule, and what was found. */
public class MalformedFileException extends IOException {
    private static final long serialVersionUID = 1;

    private final String path;
    private final long offset;

    /**
     * Names the broken rule.
     *
     * @param path the file
     * @param offset position in the file, after unpacking if it is compressed
     * @param what which part of the file
     * @param rule what it must be, starting with "must"
     * @param given what it is
     */
    public MalformedFileException(Path path, long offset, String what, String rule, String given) {
        super(path + ": byte " + offset + ": " + what + " " + rule + " but " + given);
        this.path = path.toString();
        this.offset = offset;
    }

    /**
     * The file.
     *
     * @return its path as it was given
     */
    public String path() {
        return path;
    }

    /**
     * Where in the file.
     *
     * @return byte position, 0-based, after unpacking if the file is compressed
     */
    public long offset() {
        return offset;
    }
}
