package org.ketwright.simulator;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ketwright.kernels.Amplitudes;

/** Turns the state at the end of a branch into values of the classical bits. */
final class Outcomes {
    private static final int MOST_FINAL_QUBITS = 24;
    private static final int CHUNK = 1 << 14;

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
        double total = Arrays.stream(state.probabilities(0)).sum();
        double[] draws = Arrays.stream(shots.numbers()).mapToDouble(s -> total * shots.draw(s, event)).sorted()
                .toArray();
        // One pass over the amplitudes meets all draws in ascending order.
        long size = 1L << state.bits();
        int length = (int) Math.min(size, CHUNK);
        double[] chunk = new double[2 * length];
        double sum = 0;
        long possible = 0;
        int next = 0;
        for (long from = 0; from < size && next < draws.length; from += length) {
            state.read(0, from, chunk);
            for (int i = 0; i < length && next < draws.length; i++) {
                double p = chunk[2 * i] * chunk[2 * i] + chunk[2 * i + 1] * chunk[2 * i + 1];
                if (p == 0) {
                    continue;
                }
                sum += p;
                possible = from + i;
                int before = next;
                while (next < draws.length && draws[next] < sum) {
                    next++;
                }
                if (next > before) {
                    to.merge(key(finals, possible, bits), (long) next - before, Long::sum);
                }
            }
        }
        if (next < draws.length) {
            // Rounding left the sum below the last draws.
            to.merge(key(finals, possible, bits), (long) draws.length - next, Long::sum);
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
