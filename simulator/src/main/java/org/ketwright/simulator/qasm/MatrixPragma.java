package org.ketwright.simulator.qasm;

import java.util.ArrayList;
import java.util.List;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.qasm.Statement.Declared;
import org.ketwright.simulator.qasm.Statement.MatrixDefinition;

/**
 * Our own pragma for a gate that is known by its matrix alone:
 * {@code pragma ketwright.unitary NAME QUBITS RE IM RE IM ...}, row by row, the first qubit the lowest bit of the index.
 * Readers that do not know the pragma find the gate undefined and refuse the program, as they should.
 */
final class MatrixPragma {
    /** The first word of the pragma. */
    static final String KEYWORD = "ketwright.unitary";
    private static final int MOST_QUBITS = 8;

    private MatrixPragma() {
    }

    /** Reads the line after {@code pragma}. */
    static MatrixDefinition read(Source source, Position position, String text) throws QasmException {
        String[] words = text.split("\\s+");
        if (words.length < 3 || !words[1].matches("[a-z][a-z0-9_]{0,40}")
                || Keywords.isReserved(words[1], true) || !words[2].matches("[1-" + MOST_QUBITS + "]")) {
            throw source.error(position, "the pragma " + KEYWORD + " gives a name of lower-case letters, 1 to "
                    + MOST_QUBITS + " qubits and a matrix but was " + Source.quote(text));
        }
        int bits = Integer.parseInt(words[2]);
        int wanted = 2 << 2 * bits;
        if (words.length - 3 != wanted) {
            throw source.error(position, "a matrix on " + bits + " qubits has " + wanted + " numbers but "
                    + (words.length - 3) + " were given");
        }
        double[] numbers = new double[wanted];
        for (int i = 0; i < wanted; i++) {
            numbers[i] = number(source, position, words[3 + i]);
        }
        return new MatrixDefinition(position, new Declared(position, words[1]), Matrix.of(bits, numbers));
    }

    private static double number(Source source, Position position, String word) throws QasmException {
        try {
            double number = Double.parseDouble(word);
            if (Math.abs(number) <= 2) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below, as a number out of range is.
        }
        throw source.error(position, "an entry of a unitary matrix is a number of at most 1 in size but "
                + Source.quote(word) + " was given");
    }

    /** Writes the line. */
    static String write(String name, Matrix matrix) {
        if (matrix.bits() > MOST_QUBITS) {
            throw new IllegalArgumentException("a matrix in a program acts on at most " + MOST_QUBITS
                    + " qubits but one acts on " + matrix.bits());
        }
        List<String> words = new ArrayList<>(List.of("pragma", KEYWORD, name, Integer.toString(matrix.bits())));
        for (double entry : matrix.toArray()) {
            words.add(Double.toString(entry));
        }
        return String.join(" ", words);
    }
}
