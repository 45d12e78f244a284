package org.ketwright.qml;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Which pairs of qubits the entangler of a quanvolution joins: the ansätze of RobQuNN (El Maouaki et al., arXiv
 * 2407.03875, equations 1 to 7).
 *
 * <p>
 * The paper gives linear "n+1" operations, but its product has n-1: {@link #LINEAR} is the open chain and {@link #RING}
 * closes it.
 */
public enum Entanglement {
    /** No pair at all. */
    NONE,
    /** Each qubit with the next: n-1 pairs. */
    LINEAR,
    /** The chain closed from the last qubit to the first: n pairs for n of at least 3. */
    RING,
    /** The first qubit with every other: n-1 pairs. */
    STAR,
    /** All n(n-1)/2 pairs. */
    FULL,
    /** One pair drawn at random; the rotations beside it are drawn as well. */
    RANDOM;

    /**
     * The pairs this entangler joins, in the order in which its gates are listed.
     *
     * @param qubits
     *            how many qubits there are, at least 1
     * @param random
     *            draws the pair of {@link #RANDOM}; the others do not touch it
     * @return the pairs, none twice; empty on a single qubit
     * @throws IllegalArgumentException
     *             if there is no qubit
     */
    public List<Edge> edges(int qubits, RandomGenerator random) {
        if (qubits < 1) {
            throw new IllegalArgumentException("an entangler needs at least 1 qubit but was given " + qubits);
        }
        return switch (this) {
            case NONE -> List.of();
            case LINEAR -> chain(qubits);
            case RING -> ring(qubits);
            case STAR -> star(qubits);
            case FULL -> full(qubits);
            case RANDOM -> random(qubits, random);
        };
    }

    private static List<Edge> chain(int qubits) {
        List<Edge> edges = new ArrayList<>();
        for (int q = 0; q + 1 < qubits; q++) {
            edges.add(new Edge(q, q + 1));
        }
        return List.copyOf(edges);
    }

    private static List<Edge> ring(int qubits) {
        List<Edge> edges = new ArrayList<>(chain(qubits));
        if (qubits > 2) {
            edges.add(new Edge(0, qubits - 1));
        }
        return List.copyOf(edges);
    }

    private static List<Edge> star(int qubits) {
        List<Edge> edges = new ArrayList<>();
        for (int q = 1; q < qubits; q++) {
            edges.add(new Edge(0, q));
        }
        return List.copyOf(edges);
    }

    private static List<Edge> full(int qubits) {
        List<Edge> edges = new ArrayList<>();
        for (int p = 0; p < qubits; p++) {
            for (int q = p + 1; q < qubits; q++) {
                edges.add(new Edge(p, q));
            }
        }
        return List.copyOf(edges);
    }

    private static List<Edge> random(int qubits, RandomGenerator random) {
        List<Edge> all = full(qubits);
        return all.isEmpty() ? all : List.of(all.get(random.nextInt(all.size())));
    }
}
