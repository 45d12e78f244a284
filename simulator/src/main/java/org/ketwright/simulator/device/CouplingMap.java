package org.ketwright.simulator.device;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/** Which qubits of a device are coupled. Undirected; may have cycles and several separate parts. Immutable. */
public final class CouplingMap {
    private static final int FAR = -1;

    private final List<List<Integer>> neighbors;
    private final int[][] distance;

    private CouplingMap(List<List<Integer>> neighbors) {
        this.neighbors = neighbors;
        distance = new int[neighbors.size()][];
        for (int q = 0; q < distance.length; q++) {
            distance[q] = distancesFrom(q);
        }
    }

    /**
     * A map from its edges.
     *
     * @param qubits number of qubits
     * @param edges pairs of qubits, in either order or in both
     * @return the map
     * @throws IllegalArgumentException if an edge joins a qubit to itself or leaves the device
     */
    public static CouplingMap of(int qubits, List<List<Integer>> edges) {
        List<TreeSet<Integer>> sets = new ArrayList<>();
        for (int q = 0; q < qubits; q++) {
            sets.add(new TreeSet<>());
        }
        for (List<Integer> edge : edges) {
            if (edge.size() != 2 || edge.get(0).equals(edge.get(1))
                    || edge.stream().anyMatch(q -> q < 0 || q >= qubits)) {
                throw new IllegalArgumentException("a coupling joins two of the qubits 0 to " + (qubits - 1)
                        + " but was given " + edge);
            }
            sets.get(edge.get(0)).add(edge.get(1));
            sets.get(edge.get(1)).add(edge.get(0));
        }
        return new CouplingMap(sets.stream().map(List::copyOf).toList());
    }

    /**
     * Number of qubits.
     *
     * @return 1 or more
     */
    public int qubits() {
        return neighbors.size();
    }

    /**
     * The qubits coupled to one.
     *
     * @param qubit the qubit
     * @return ascending
     */
    public List<Integer> neighbors(int qubit) {
        return neighbors.get(qubit);
    }

    /**
     * Whether two qubits are coupled.
     *
     * @param a one qubit
     * @param b the other
     * @return true if a two-qubit gate can act on them
     */
    public boolean isCoupled(int a, int b) {
        return distance[a][b] == 1;
    }

    /**
     * Whether couplings lead from one qubit to another.
     *
     * @param a one qubit
     * @param b the other
     * @return true if they are in the same part
     */
    public boolean isReachable(int a, int b) {
        return distance[a][b] != FAR;
    }

    /**
     * The least number of couplings between two qubits.
     *
     * @param a one qubit
     * @param b the other
     * @return 0 for the same qubit
     * @throws IllegalArgumentException if none lead from one to the other
     */
    public int distance(int a, int b) {
        if (!isReachable(a, b)) {
            throw new IllegalArgumentException("no couplings lead from qubit " + a + " to qubit " + b);
        }
        return distance[a][b];
    }

    /**
     * The separate parts of the device, the largest first.
     *
     * @return the qubits of each part, ascending
     */
    public List<List<Integer>> parts() {
        List<List<Integer>> parts = new ArrayList<>();
        boolean[] seen = new boolean[qubits()];
        for (int q = 0; q < seen.length; q++) {
            if (!seen[q]) {
                List<Integer> part = new ArrayList<>();
                for (int other = 0; other < seen.length; other++) {
                    if (isReachable(q, other)) {
                        seen[other] = true;
                        part.add(other);
                    }
                }
                parts.add(List.copyOf(part));
            }
        }
        parts.sort((x, y) -> Integer.compare(y.size(), x.size()));
        return parts;
    }

    /** Coupled pairs, the lower qubit first. */
    List<List<Integer>> edges() {
        List<List<Integer>> edges = new ArrayList<>();
        for (int a = 0; a < qubits(); a++) {
            for (int b : neighbors.get(a)) {
                if (a < b) {
                    edges.add(List.of(a, b));
                }
            }
        }
        return edges;
    }

    private int[] distancesFrom(int start) {
        int[] out = new int[qubits()];
        Arrays.fill(out, FAR);
        out[start] = 0;
        Deque<Integer> next = new ArrayDeque<>(List.of(start));
        while (!next.isEmpty()) {
            int q = next.remove();
            for (int other : neighbors.get(q)) {
                if (out[other] == FAR) {
                    out[other] = out[q] + 1;
                    next.add(other);
                }
            }
        }
        return out;
    }
}
