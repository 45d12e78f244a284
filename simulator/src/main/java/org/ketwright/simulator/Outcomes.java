package org.ketwright.simulator;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ketwright.kernels.Amplitudes;

/** Turns the state at the end of a branch into values of the classical bits. */
final class Outcomes {
    private static final int MOST_FINAL_QUBITS = 24;

    private Outcomes() {
    }

    /** Adds the probability of every value of the classical bits. */
    static void add(Map<String, Double> to, SortedMap<Integer, Integer> finals, Amplitudes state, boolean[] bits,
            double weight) {
        int[] qubits = finals.values().stream().distinct().sorted().mapToInt(q -> q).toArray();
        if (qubits.length > MOST_FINAL_QUBITS) {
            throw new IllegalArgumentException("an exact distribution has at most " + MOST_FINAL_QUBITS
                    + " qubits measured at the end but was asked for " + qubits.length + "; draw shots instead");
        }
        SortedMap<Integer, Integer> places = new TreeMap<>();
        finals.forEach((clbit, qubit) -> places.put(clbit, Arrays.binarySearch(qubits, qubit)));
        double[] p = qubits.length == 0 ? new double[] {1} : state.probabilities(qubits);
        for (int i = 0; i < p.length; i++) {
            if (p[i] > 0) {
                to.merge(key(places, i, bits), weight * p[i], Double::sum);
            }
        }
    }

    /** Adds one outcome for each shot, drawn from the state. */
    static void draw(Map<String, Long> to, SortedMap<Integer, Integer> finals, Amplitudes state, boolean[] bits,
            Ensemble.Shots shots, int event) {
        if (finals.isEmpty()) {
            to.merge(key(finals, 0, bits), (long) shots.numbers().length, Long::sum);
            return;
        }
        long[] indices = state.draw(0, shots.seed(), shots.numbers(), event);
        for (int first = 0; first < indices.length;) {
            int end = first;
            while (end < indices.length && indices[end] == indices[first]) {
                end++;
            }
            to.merge(key(finals, indices[first], bits), (long) end - first, Long::sum);
            first = end;
        }
    }

    /** The classical bits as text, those measured at the end taken from an index. */
    private static String key(SortedMap<Integer, Integer> finals, long index, boolean[] bits) {
        boolean[] all = bits.clone();
        finals.forEach((clbit, place) -> all[clbit] = (index >>> place & 1) != 0);
        StringBuilder out = new StringBuilder(all.length);
        for (int c = all.length - 1; c >= 0; c--) {
            out.append(all[c] ? '1' : '0');
        }
        return out.toString();
    }
}
