package org.ketwright.studies;

/** How the command line ends; a stable contract with scripts. */
public enum ExitCode {
    /** Everything asked for was done. */
    DONE(0),
    /** A defect of the program. */
    INTERNAL(1),
    /** The command was used wrongly. */
    USAGE(2),
    /** An input file, folder or store is bad. */
    INPUT(3),
    /** A check that was asked for did not hold. */
    CHECK(4),
    /** The study finished but some cells failed. */
    FAILED_CELLS(5),
    /** Not enough memory or disk, or a device is missing. */
    RESOURCES(6),
    /** Stopped by a signal. */
    INTERRUPTED(130);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /**
     * The number given to the operating system.
     *
     * @return 0 to 255
     */
    public int code() {
        return code;
    }
}
