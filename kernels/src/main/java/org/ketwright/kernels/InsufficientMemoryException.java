package org.ketwright.kernels;

import java.util.Locale;
import java.util.function.UnaryOperator;

/** Memory that was asked for is not there. The message says what is needed, what is available and what would fit. */
public final class InsufficientMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String asQubits;

    /**
     * Makes one.
     *
     * @param message needed, available, the largest size that fits
     */
    public InsufficientMemoryException(String message) {
        this(message, message);
    }

    private InsufficientMemoryException(String message, String asQubits) {
        super(message);
        this.asQubits = asQubits;
    }

    /**
     * A size that does not fit.
     *
     * @param bits index bits asked for
     * @param needed bytes
     * @param where kind of memory
     * @param available bytes
     * @param fits most bits that fit, 0 for none
     */
    static InsufficientMemoryException of(int bits, double needed, String where, double available, int fits) {
        UnaryOperator<String> message = unit -> String.format(Locale.ROOT,
                "%d %ss need %.2f GiB of %s but %.2f GiB are available; %s", bits, unit, needed / (1 << 30), where,
                available / (1 << 30), fits == 0
                        ? "not even 1 " + unit + " fits"
                        : "the most that fits is " + fits + " " + unit + "s");
        return new InsufficientMemoryException(message.apply("bit"), message.apply("qubit"));
    }

    /**
     * The message for whoever asked for qubits of a state vector, each of which is one bit.
     *
     * @return needed, available, the largest size that fits
     */
    public String inQubits() {
        return asQubits;
    }
}
