package org.ketwright.studies.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.DoubleConsumer;
import java.util.function.LongFunction;
import org.ketwright.kernels.Amplitudes;
import org.ketwright.simulator.FinalState;

/**
 * The largest of the outcomes, and how much the others are together.
 *
 * @param entries the largest first
 * @param restCount number of other outcomes that are not zero
 * @param restSum what they sum to
 */
record Outcomes(List<Entry> entries, long restCount, double restSum) {
    private static final int MOST_IN_AN_ARRAY = 20;
    private static final int SLICE = 1 << 14;

    /**
     * An outcome.
     *
     * @param outcome bits, bit 0 is the last character
     * @param value probability or count
     */
    record Entry(String outcome, double value) {
    }

    /** The largest entries of a table. */
    static Outcomes of(Map<String, ? extends Number> table, int bits, int most) {
        Ranking ranking = new Ranking(most);
        List<String> names = new ArrayList<>(table.size());
        table.forEach((name, value) -> {
            ranking.add(names.size(), value.doubleValue());
            // Bits before the outcome belong to a register that is not asked for.
            names.add(name.substring(0, bits));
        });
        return of(ranking, number -> names.get((int) number));
    }

    /** The largest probabilities of the outcomes of a state. */
    static Outcomes of(FinalState state, int most, DoubleConsumer progress) {
        SortedMap<Integer, Integer> measured = state.measured();
        int[] qubits = measured.values().stream().distinct().sorted().mapToInt(q -> q).toArray();
        Amplitudes amplitudes = state.amplitudes();
        Ranking ranking = new Ranking(most);
        if (qubits.length == amplitudes.bits() && qubits.length > MOST_IN_AN_ARRAY) {
            rank(amplitudes, ranking, progress);
        } else {
            double[] p = amplitudes.probabilities(qubits);
            for (int i = 0; i < p.length; i++) {
                ranking.add(i, p[i]);
            }
        }
        return of(ranking, number -> name(number, measured, qubits, state.outcomeBits()));
    }

    /** The largest probabilities of measuring all qubits of a state. */
    static Outcomes ofAll(Amplitudes state, int most) {
        Ranking ranking = new Ranking(most);
        rank(state, ranking, done -> {
            // a look on the way
        });
        int bits = state.bits();
        return of(ranking, number -> {
            char[] out = new char[bits];
            for (int q = 0; q < bits; q++) {
                out[bits - 1 - q] = (number >>> q & 1) == 0 ? '0' : '1';
            }
            return new String(out);
        });
    }

    private static void rank(Amplitudes amplitudes, Ranking ranking, DoubleConsumer progress) {
        long size = 1L << amplitudes.bits();
        double[] slice = new double[2 * (int) Math.min(size, SLICE)];
        for (long from = 0; from < size; from += SLICE) {
            amplitudes.read(0, from, slice);
            for (int i = 0; i < slice.length / 2; i++) {
                ranking.add(from + i, slice[2 * i] * slice[2 * i] + slice[2 * i + 1] * slice[2 * i + 1]);
            }
            progress.accept((double) from / size);
        }
    }

    private static String name(long number, SortedMap<Integer, Integer> measured, int[] qubits, int bits) {
        char[] out = new char[bits];
        Arrays.fill(out, '0');
        measured.forEach((clbit, qubit) -> {
            if ((number >>> Arrays.binarySearch(qubits, qubit) & 1) != 0) {
                out[bits - 1 - clbit] = '1';
            }
        });
        return new String(out);
    }

    /** Probabilities for programs. */
    Map<String, Object> tree() {
        Map<String, Object> values = new LinkedHashMap<>();
        entries.forEach(e -> values.put(e.outcome(), e.value()));
        Map<String, Object> rest = new LinkedHashMap<>();
        rest.put("outcomes", restCount);
        rest.put("sum", restSum);
        return Map.of("entries", values, "rest", rest);
    }

    private static Outcomes of(Ranking ranking, LongFunction<String> name) {
        return new Outcomes(ranking.entries().stream().map(e -> new Entry(name.apply(e.number()), e.value())).toList(),
                ranking.restCount(), ranking.restSum());
    }
}
