package org.ketwright.qml;

/**
 * An unordered pair of qubits that an entangler joins.
 *
 * @param first
 *            the lower qubit, at least 0
 * @param second
 *            the higher qubit
 */
public record Edge(int first, int second) {

    /**
     * Checks the pair.
     *
     * @throws IllegalArgumentException
     *             if the qubits are negative, equal or not in ascending order
     */
    public Edge {
        if (first < 0 || second <= first) {
            throw new IllegalArgumentException(
                    "an edge joins two qubits in ascending order but was given (" + first + ", " + second + ")");
        }
    }
}
