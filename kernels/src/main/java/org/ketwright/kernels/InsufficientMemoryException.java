package org.ketwright.kernels;

/** Memory that was asked for is not there. The message says what is needed, what is available and what would fit. */
public final class InsufficientMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message needed, available, the largest size that fits
     */
    public InsufficientMemoryException(String message) {
        super(message);
    }
}
