package org.ketwright.kernels;

/** A backend was asked for by name but cannot run on this machine. The message gives the reason and the cure. */
public final class BackendMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message which backend, what is missing, and which backends do run
     */
    public BackendMissingException(String message) {
        super(message);
    }
}
