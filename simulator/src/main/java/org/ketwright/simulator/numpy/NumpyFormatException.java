package org.ketwright.simulator.numpy;

import java.io.IOException;

/** A file is not the .npy or .npz file it should be. The message names the file, the place, the rule and what was found. */
public final class NumpyFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param where the file, and inside an archive the member
     * @param what the rule that is broken and what was found
     */
    public NumpyFormatException(String where, String what) {
        super(where + ": " + what);
    }
}
