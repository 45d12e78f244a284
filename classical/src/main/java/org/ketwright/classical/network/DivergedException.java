package org.ketwright.classical.network;

/** A training whose loss or parameters are no longer finite. */
public class DivergedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private final int epoch;

    /**
     * Says when.
     *
     * @param epoch epoch, 0-based
     * @param detail what is not finite, and the settings that led there
     */
    public DivergedException(int epoch, String detail) {
        super("training diverged in epoch " + epoch + ": " + detail);
        this.epoch = epoch;
    }

    /**
     * When.
     *
     * @return epoch, 0-based
     */
    public int epoch() {
        return epoch;
    }
}
