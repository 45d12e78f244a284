package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Operation;

/** The search for the layout of least error. Costs are minus the logarithm of fidelities. */
final class Placement {
    private static final int MOST_STARTS = 24;
    private static final int MOST_SWEEPS = 50;
    /** What a gate costs of which nothing was measured. */
    private static final double UNKNOWN = 0.02;
    /** A swap is three gates. */
    private static final int SWAP = 3;

    private final Circuit circuit;
    private final Calibration device;
    private final List<Integer> part;
    private final int[][] together;
    private final int[] alone;
    private final boolean[] isMeasured;
    private final double[][] swapping;
    private final double[][] linking;

    Placement(Circuit circuit, Calibration device) {
        this.circuit = circuit;
        this.device = device;
        int n = circuit.qubits();
        part = device.coupling().parts().getFirst();
        if (n > part.size()) {
            throw new IllegalArgumentException("the circuit has " + n + " qubits but the largest connected part of "
                    + device + " has " + part.size());
        }
        together = new int[n][n];
        alone = new int[n];
        isMeasured = new boolean[n];
        count(circuit.operations());
        int width = device.qubits().size();
        swapping = new double[width][width];
        linking = new double[width][width];
        weigh();
    }

    Layout best() {
        int[] best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int start : starts()) {
            int[] place = improved(greedy(start));
            double cost = cost(place);
            if (best == null || cost < least - 1e-12) {
                best = place;
                least = cost;
            }
        }
        if (best == null) {
            throw new IllegalStateException("a device has at least one qubit");
        }
        return new Layout(Arrays.stream(best).boxed().toList());
    }

    private void count(List<Operation> operations) {
        for (Operation o : operations) {
            switch (o) {
                case Operation.Conditional c -> {
                    count(c.then());
                    count(c.otherwise());
                }
                case Operation.Measure m -> isMeasured[m.qubit()] = true;
                case Operation.Apply a -> gate(a.qubitsTouched());
                case Operation.Unitary u -> gate(u.qubitsTouched());
                default -> {}
            }
        }
    }

    private void gate(Set<Integer> qubits) {
        List<Integer> on = List.copyOf(qubits);
        if (on.size() == 1) {
            alone[on.getFirst()]++;
        }
        for (int i = 0; i < on.size(); i++) {
            for (int j = 0; j < i; j++) {
                together[on.get(i)][on.get(j)]++;
                together[on.get(j)][on.get(i)]++;
            }
        }
    }

    /** Cheapest paths of swaps, and the gate at their end. */
    private void weigh() {
        for (double[] row : swapping) {
            Arrays.fill(row, Double.POSITIVE_INFINITY);
        }
        double[][] gate = new double[swapping.length][swapping.length];
        for (List<Integer> edge : device.coupling().edges()) {
            int a = edge.get(0);
            int b = edge.get(1);
            Double error = device.entangler(a, b).map(GateCalibration::error).orElse(null);
            gate[a][b] = error == null ? UNKNOWN : -Math.log1p(-error) + 1e-9;
            gate[b][a] = gate[a][b];
            swapping[a][b] = SWAP * gate[a][b];
            swapping[b][a] = swapping[a][b];
        }
        for (int k : part) {
            swapping[k][k] = 0;
            for (int i : part) {
                for (int j : part) {
                    swapping[i][j] = Math.min(swapping[i][j], swapping[i][k] + swapping[k][j]);
                }
            }
        }
        for (int i : part) {
            for (int j : part) {
                linking[i][j] = device.coupling().neighbors(j).stream()
                        .mapToDouble(v -> swapping[i][v] + gate[v][j]).min().orElse(Double.POSITIVE_INFINITY);
            }
        }
    }

    private double single(int qubit, int at) {
        Double error = device.usable("sx", List.of(at)).map(GateCalibration::error).orElse(null);
        double gates = alone[qubit] * (error == null ? UNKNOWN : error);
        return gates + (isMeasured[qubit] ? device.qubits().get(at).readoutError() : 0);
    }

    private double costOf(int qubit, int[] place) {
        double sum = single(qubit, place[qubit]);
        for (int other = 0; other < place.length; other++) {
            if (together[qubit][other] > 0 && place[other] >= 0) {
                sum += together[qubit][other] * Math.min(linking[place[qubit]][place[other]],
                        linking[place[other]][place[qubit]]);
            }
        }
        return sum;
    }

    private double cost(int[] place) {
        double sum = 0;
        for (int q = 0; q < place.length; q++) {
            sum += costOf(q, place) + single(q, place[q]);
        }
        return sum / 2;
    }

    /** Qubits with the best surroundings. */
    private List<Integer> starts() {
        return part.stream().sorted(Comparator.comparingDouble(q -> part.stream()
                .mapToDouble(p -> linking[q][p] + device.qubits().get(p).readoutError()).sorted()
                .limit(circuit.qubits()).sum()))
                .limit(MOST_STARTS).toList();
    }

    /** Places the qubit most bound to those already placed, each where it costs least. */
    private int[] greedy(int start) {
        int n = circuit.qubits();
        int[] place = new int[n];
        Arrays.fill(place, -1);
        List<Integer> free = new ArrayList<>(part);
        for (int step = 0; step < n; step++) {
            int next = -1;
            int most = -1;
            for (int q = 0; q < n; q++) {
                int bound = 0;
                for (int other = 0; other < n; other++) {
                    bound += step == 0 || place[other] >= 0 ? together[q][other] : 0;
                }
                if (place[q] < 0 && bound > most) {
                    next = q;
                    most = bound;
                }
            }
            int where = start;
            if (step > 0) {
                double least = Double.POSITIVE_INFINITY;
                for (int p : free) {
                    place[next] = p;
                    // Close to the start where nothing binds the qubit, so that the region stays connected.
                    double cost = costOf(next, place) + 1e-6 * swapping[start][p];
                    if (cost < least) {
                        least = cost;
                        where = p;
                    }
                }
            }
            place[next] = where;
            free.removeAll(List.of(where));
        }
        return place;
    }

    private int[] improved(int[] start) {
        int[] place = start;
        double least = cost(place);
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            boolean isBetter = false;
            for (int q = 0; q < place.length; q++) {
                for (int p : part) {
                    int[] moved = place.clone();
                    for (int other = 0; other < moved.length; other++) {
                        if (moved[other] == p) {
                            moved[other] = place[q];
                        }
                    }
                    moved[q] = p;
                    double cost = cost(moved);
                    if (cost < least - 1e-12) {
                        place = moved;
                        least = cost;
                        isBetter = true;
                    }
                }
            }
            if (!isBetter) {
                break;
            }
        }
        return place;
    }
}
