package org.ketwright.kernels;

/** The driver of a card refused a call. The message says which call, and the driver's own name of the error. */
public final class CudaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message the call, the driver's name of the error, and what to do
     */
    public CudaException(String message) {
        super(message);
    }
}
