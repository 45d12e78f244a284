package org.ketwright.simulator.device;

import java.io.IOException;

/** A file is not the calibration or noise file it should be. The message names the file, the place and the rule. */
public final class DeviceFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param file the file
     * @param what the place in it, the rule that is broken and what was found
     */
    public DeviceFormatException(String file, String what) {
        super(file + ": " + what);
    }
}
