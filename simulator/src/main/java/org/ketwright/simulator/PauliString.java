package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A product of Pauli matrices on different qubits. Qubit q has an X where only bit q of {@code x} is set, a Z where
 * only bit q of {@code z} is set, a Y where both are, and the identity where neither is.
 *
 * @param x mask of qubits with X or Y
 * @param z mask of qubits with Z or Y
 */
public record PauliString(long x, long z) {

    /** The largest qubit number plus one. */
    public static final int MAX_QUBITS = 62;

    private static final Pattern FACTOR = Pattern.compile("([IXYZ])([0-9]{1,9})");

    /** Refuses qubits beyond {@value #MAX_QUBITS}. */
    public PauliString {
        if ((x | z) >>> MAX_QUBITS != 0) {
            throw new IllegalArgumentException("a Pauli string acts on qubits 0 to " + (MAX_QUBITS - 1)
                    + " but was given masks " + x + " and " + z);
        }
    }

    /**
     * The identity.
     *
     * @return the empty product
     */
    public static PauliString identity() {
        return new PauliString(0, 0);
    }

    /**
     * A product written as factors, such as {@code "Z0 Z1"} or {@code "X3"}; {@code "I"} is the identity.
     *
     * @param text factors in any order, separated by blanks or asterisks, each qubit once
     * @return the product
     * @throws IllegalArgumentException if the text is something else
     */
    public static PauliString parse(String text) {
        String trimmed = text.strip();
        if (trimmed.equals("I")) {
            return identity();
        }
        long x = 0;
        long z = 0;
        long seen = 0;
        for (String part : trimmed.split("[\\s*]+", -1)) {
            Matcher m = FACTOR.matcher(part);
            if (!m.matches()) {
                throw new IllegalArgumentException(
                        "a Pauli string is written as factors like \"Z0 X2\" but was given \""
                                + text + "\"");
            }
            int qubit = Integer.parseInt(m.group(2));
            if (qubit >= MAX_QUBITS) {
                throw new IllegalArgumentException(
                        "a Pauli string acts on qubits 0 to " + (MAX_QUBITS - 1) + " but was given " + qubit);
            }
            if ((seen >>> qubit & 1) != 0) {
                throw new IllegalArgumentException(
                        "each qubit of a Pauli string may occur once but " + qubit + " repeats in \"" + text + "\"");
            }
            seen |= 1L << qubit;
            char letter = m.group(1).charAt(0);
            x |= letter == 'X' || letter == 'Y' ? 1L << qubit : 0;
            z |= letter == 'Z' || letter == 'Y' ? 1L << qubit : 0;
        }
        return new PauliString(x, z);
    }

    /**
     * A product with one letter for each qubit, qubit 0 first: {@code "XIZ"} is X on qubit 0 and Z on qubit 2.
     *
     * @param letters letters I, X, Y, Z
     * @return the product
     * @throws IllegalArgumentException if another letter occurs or there are too many
     */
    public static PauliString ofLetters(String letters) {
        if (letters.length() > MAX_QUBITS) {
            throw new IllegalArgumentException(
                    "a Pauli string has at most " + MAX_QUBITS + " letters but was given " + letters.length());
        }
        long x = 0;
        long z = 0;
        for (int q = 0; q < letters.length(); q++) {
            char letter = letters.charAt(q);
            if ("IXYZ".indexOf(letter) < 0) {
                throw new IllegalArgumentException(
                        "the letters of a Pauli string are I, X, Y, Z but one is '" + letter + "'");
            }
            x |= letter == 'X' || letter == 'Y' ? 1L << q : 0;
            z |= letter == 'Z' || letter == 'Y' ? 1L << q : 0;
        }
        return new PauliString(x, z);
    }

    /**
     * How many qubits must exist.
     *
     * @return one more than the largest qubit that is not the identity, or 0
     */
    public int width() {
        return 64 - Long.numberOfLeadingZeros(x | z);
    }

    /**
     * Number of qubits that are not the identity.
     *
     * @return the weight
     */
    public int weight() {
        return Long.bitCount(x | z);
    }

    /**
     * The letter on a qubit.
     *
     * @param qubit qubit, 0 to 61
     * @return I, X, Y or Z
     */
    public char letter(int qubit) {
        return "IXZY".charAt((int) (x >>> qubit & 1 | (z >>> qubit & 1) << 1));
    }

    /**
     * Whether two products commute.
     *
     * @param other another product
     * @return true if the number of qubits on which they differ and neither is the identity is even
     */
    public boolean commutesWith(PauliString other) {
        return (Long.bitCount(x & other.z) + Long.bitCount(z & other.x)) % 2 == 0;
    }

    @Override
    public String toString() {
        List<String> factors = new ArrayList<>();
        for (int q = 0; q < width(); q++) {
            if (letter(q) != 'I') {
                factors.add(letter(q) + "" + q);
            }
        }
        return factors.isEmpty() ? "I" : String.join(" ", factors);
    }
}
