package org.ketwright.simulator;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.ketwright.kernels.Matrix;

/**
 * Reads the distribution of the classical bits off the vector of a circuit that keeps them: those measured on the way
 * from bits of the index, those measured at the end from strings of Z, and what is misread after that.
 */
final class ClassicalRecord {
    private static final int MOST_BITS = 24;
    /** Probabilities below this are rounding errors. */
    private static final double IMPOSSIBLE = 1e-15;

    private final TransferLowering lowering;
    /** Classical bits that can be 1, ascending. */
    private final int[] active;
    /** Distinct qubits measured at the end. */
    private final int[] qubits;
    private final int[] kept;

    ClassicalRecord(TransferLowering lowering) {
        this.lowering = lowering;
        TreeSet<Integer> all = new TreeSet<>(lowering.kept().keySet());
        all.addAll(lowering.finals().keySet());
        lowering.misread().forEach(m -> all.addAll(m.clbits()));
        active = all.stream().mapToInt(c -> c).toArray();
        qubits = lowering.finals().values().stream().distinct().sorted().mapToInt(q -> q).toArray();
        kept = lowering.kept().keySet().stream().sorted().mapToInt(c -> c).toArray();
        if (Math.max(active.length, qubits.length + kept.length) > MOST_BITS) {
            throw new IllegalArgumentException("an exact distribution has at most " + MOST_BITS
                    + " classical bits but was asked for " + active.length + "; draw shots by "
                    + Method.TRAJECTORIES.label());
        }
    }

    /** Where to read the vector: for each value of the kept bits the string of Z on each set of final qubits. */
    long[] indices() {
        int sets = 1 << qubits.length;
        long[] out = new long[sets << kept.length];
        for (int i = 0; i < out.length; i++) {
            long classical = 0;
            for (int k = 0; k < kept.length; k++) {
                classical |= (long) (i >> qubits.length + k & 1) << lowering.kept().getOrDefault(kept[k], 0);
            }
            out[i] = classical | ZReading.index(i & sets - 1, qubits);
        }
        return out;
    }

    /** From the numbers read the probability of each value of the classical bits. */
    Map<String, Double> probabilities(double[] means) {
        double[] dense = new double[1 << active.length];
        int sets = 1 << qubits.length;
        for (int from = 0; from < means.length; from += sets) {
            double[] p = Arrays.copyOfRange(means, from, from + sets);
            ZReading.toProbabilities(p);
            for (int outcome = 0; outcome < sets; outcome++) {
                dense[value(from >> qubits.length, outcome)] += p[outcome];
            }
        }
        for (Operation.Misread m : lowering.misread()) {
            dense = misread(dense, m);
        }
        Map<String, Double> out = new HashMap<>();
        for (int i = 0; i < dense.length; i++) {
            if (dense[i] > IMPOSSIBLE) {
                out.put(key(i), dense[i]);
            }
        }
        return out;
    }

    private int value(int keptValue, int outcome) {
        int out = 0;
        for (int a = 0; a < active.length; a++) {
            Integer qubit = lowering.finals().get(active[a]);
            int at = Arrays.binarySearch(kept, active[a]);
            int bit = qubit != null
                    ? outcome >> Arrays.binarySearch(qubits, qubit) & 1
                    : at >= 0 ? keptValue >> at & 1 : 0;
            out |= bit << a;
        }
        return out;
    }

    private double[] misread(double[] dense, Operation.Misread m) {
        Matrix confusion = m.error().confusion();
        int[] places = m.clbits().stream().mapToInt(c -> Arrays.binarySearch(active, c)).toArray();
        int mask = IntStream.of(places).map(p -> 1 << p).sum();
        double[] out = new double[dense.length];
        for (int i = 0; i < dense.length; i++) {
            int truth = 0;
            for (int b = 0; b < places.length; b++) {
                truth |= (i >> places[b] & 1) << b;
            }
            for (int o = 0; o < confusion.dimension(); o++) {
                int to = i & ~mask;
                for (int b = 0; b < places.length; b++) {
                    to |= (o >> b & 1) << places[b];
                }
                out[to] += confusion.re(o, truth) * dense[i];
            }
        }
        return out;
    }

    private String key(int value) {
        char[] out = new char[lowering.clbits()];
        Arrays.fill(out, '0');
        for (int a = 0; a < active.length; a++) {
            if ((value >> a & 1) != 0) {
                out[out.length - 1 - active[a]] = '1';
            }
        }
        return new String(out);
    }
}
