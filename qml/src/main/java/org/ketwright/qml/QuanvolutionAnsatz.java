package org.ketwright.qml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

import org.ketwright.classical.Seed;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.CircuitBuilder;
import org.ketwright.simulator.Gate;

/**
 * The family of circuits RobQuNN filters images with: RY encoding, ZZ gates on some pairs, one rotation on each qubit,
 * in either order (El Maouaki et al., arXiv 2407.03875, section III).
 *
 * <p>
 * Pixel q turns qubit q by {@code scale * pixel} about Y. Each edge is the paper's exp(-i phi ZZ), that is RZZ(2 phi).
 * A rotation {@link Gate#ROT} stands for the paper's Rot(alpha, beta, gamma) = RZ(alpha) RY(beta) RZ(gamma), where
 * RZ(gamma) acts first; a qubit may instead have one of RX, RY and RZ, as the random ansatz does.
 *
 * <p>
 * The parameters are, in this order, phi of each edge, then per qubit either alpha, beta, gamma or the single angle.
 *
 * @param order
 *            which block acts first
 * @param scale
 *            radians per unit of pixel
 * @param edges
 *            the pairs with a ZZ gate
 * @param rotations
 *            the rotation of each qubit: ROT, RX, RY or RZ
 */
public record QuanvolutionAnsatz(Order order, double scale, List<Edge> edges, List<Gate> rotations) {

    /**
     * Copies the lists and checks them.
     *
     * @throws IllegalArgumentException
     *             if there is no qubit, an edge leaves the register, a gate is no rotation, or the scale is not finite
     */
    public QuanvolutionAnsatz {
        edges = List.copyOf(edges);
        rotations = List.copyOf(rotations);
        if (rotations.isEmpty()) {
            throw new IllegalArgumentException("an ansatz needs at least 1 qubit but was given none");
        }
        for (Edge edge : edges) {
            if (edge.second() >= rotations.size()) {
                throw new IllegalArgumentException(
                        "an edge must lie within the " + rotations.size() + " qubits but was given " + edge);
            }
        }
        for (Gate gate : rotations) {
            if (parameters(gate) == 0) {
                throw new IllegalArgumentException("a rotation must be ROT, RX, RY or RZ but was given " + gate);
            }
        }
        if (!Double.isFinite(scale)) {
            throw new IllegalArgumentException("the pixel scale must be finite but was given " + scale);
        }
    }

    /**
     * The ansatz with a three-angle rotation on each qubit.
     *
     * @param qubits
     *            how many qubits, at least 1
     * @param order
     *            which block acts first
     * @param scale
     *            radians per unit of pixel
     * @param edges
     *            the pairs with a ZZ gate
     * @return the ansatz
     */
    public static QuanvolutionAnsatz of(int qubits, Order order, double scale, List<Edge> edges) {
        return new QuanvolutionAnsatz(order, scale, edges, Collections.nCopies(qubits, Gate.ROT));
    }

    /**
     * The ansatz of the paper with a given entanglement. Only {@link Entanglement#RANDOM} draws: its pair, and for each
     * qubit one of RX, RY and RZ.
     *
     * @param qubits
     *            how many qubits, at least 1
     * @param entanglement
     *            which pairs have a ZZ gate
     * @param order
     *            which block acts first
     * @param scale
     *            radians per unit of pixel
     * @param seed
     *            draws the layout
     * @return the ansatz
     */
    public static QuanvolutionAnsatz drawn(int qubits, Entanglement entanglement, Order order, double scale,
            Seed seed) {
        RandomGenerator random = seed.derive("layout").generator();
        List<Edge> edges = entanglement.edges(qubits, random);
        if (entanglement != Entanglement.RANDOM) {
            return of(qubits, order, scale, edges);
        }
        List<Gate> rotations = new ArrayList<>();
        for (int q = 0; q < qubits; q++) {
            rotations.add(List.of(Gate.RX, Gate.RY, Gate.RZ).get(random.nextInt(3)));
        }
        return new QuanvolutionAnsatz(order, scale, edges, rotations);
    }

    /**
     * Parameters uniform in [0, 2 pi). With one seed, ansätze have the same angles on the same qubit, and the same phi
     * on the same edge.
     *
     * @param seed
     *            draws the angles
     * @return the parameters in the order of this ansatz
     */
    public double[] draw(Seed seed) {
        double[] drawn = new double[parameters()];
        int next = 0;
        for (Edge edge : edges) {
            RandomGenerator random = seed.derive("phi").derive(edge.first()).derive(edge.second()).generator();
            drawn[next++] = 2 * Math.PI * random.nextDouble();
        }
        for (int q = 0; q < qubits(); q++) {
            RandomGenerator random = seed.derive("rotation").derive(q).generator();
            for (int k = 0; k < parameters(rotations.get(q)); k++) {
                drawn[next++] = 2 * Math.PI * random.nextDouble();
            }
        }
        return drawn;
    }

    /**
     * Parameters as {@link #draw(Seed)} gives them, but with the same phi on every edge.
     *
     * @param seed
     *            draws the other angles
     * @param phi
     *            radians; pi/4 entangles most
     * @return the parameters in the order of this ansatz
     */
    public double[] draw(Seed seed, double phi) {
        double[] drawn = draw(seed);
        Arrays.fill(drawn, 0, edges.size(), phi);
        return drawn;
    }

    /**
     * How many qubits, and so how many pixels of a window.
     *
     * @return the number of qubits
     */
    public int qubits() {
        return rotations.size();
    }

    /**
     * How many parameters the circuit has.
     *
     * @return one per edge, three per ROT, one per other rotation
     */
    public int parameters() {
        int count = edges.size();
        for (Gate gate : rotations) {
            count += parameters(gate);
        }
        return count;
    }

    /**
     * The circuit with its angles left open.
     *
     * @return a circuit whose features are the pixels and whose parameters are those of this ansatz
     */
    public Circuit circuit() {
        CircuitBuilder builder = Circuit.on(qubits());
        for (int q = 0; q < qubits(); q++) {
            builder.ry(q, Angle.feature(q, scale));
        }
        switch (order) {
            case PRINTED -> {
                rotate(builder);
                entangle(builder);
            }
            case ENTANGLER_FIRST -> {
                entangle(builder);
                rotate(builder);
            }
        }
        return builder.build();
    }

    private void entangle(CircuitBuilder builder) {
        for (int e = 0; e < edges.size(); e++) {
            Edge edge = edges.get(e);
            builder.gate(Gate.RZZ, List.of(edge.first(), edge.second()), Angle.parameter(e, 2, 0));
        }
    }

    private void rotate(CircuitBuilder builder) {
        int next = edges.size();
        for (int q = 0; q < qubits(); q++) {
            List<Angle> angles = new ArrayList<>();
            for (int k = 0; k < parameters(rotations.get(q)); k++) {
                angles.add(Angle.parameter(next++));
            }
            // Gate.ROT lists the angle that acts first, the paper the one that acts last.
            builder.gate(rotations.get(q), List.of(q), angles.reversed().toArray(Angle[]::new));
        }
    }

    static int parameters(Gate rotation) {
        return switch (rotation) {
            case ROT -> 3;
            case RX, RY, RZ -> 1;
            default -> 0;
        };
    }
}
