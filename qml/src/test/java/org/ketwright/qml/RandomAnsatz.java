package org.ketwright.qml;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.ketwright.kernels.Workers;
import org.ketwright.simulator.Gate;

/** Random members of the closed form's family, over everything that a member may be. */
final class RandomAnsatz {
    private RandomAnsatz() {}

    static QuanvolutionAnsatz ansatz(int qubits, SplittableRandom random) {
        List<Edge> edges = new ArrayList<>();
        List<Gate> rotations = new ArrayList<>();
        for (int q = 0; q < qubits; q++) {
            rotations.add(List.of(Gate.ROT, Gate.RX, Gate.RY, Gate.RZ).get(random.nextInt(4)));
            for (int p = 0; p < q; p++) {
                if (random.nextInt(3) > 0) {
                    edges.add(new Edge(p, q));
                }
            }
        }
        Order order = random.nextInt(4) == 0 ? Order.PRINTED : Order.ENTANGLER_FIRST;
        return new QuanvolutionAnsatz(order, random.nextDouble(0.5, 4), edges, rotations);
    }

    static ClosedFormFilter closedForm(int qubits, SplittableRandom random, Workers workers) {
        QuanvolutionAnsatz ansatz = ansatz(qubits, random);
        return ClosedFormFilter.of(ansatz, random.doubles(ansatz.parameters(), -7, 7).toArray(), workers);
    }
}
