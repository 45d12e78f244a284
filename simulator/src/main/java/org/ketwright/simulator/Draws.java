package org.ketwright.simulator;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.ketwright.kernels.Philox;

/** Shots drawn from a known distribution. */
final class Draws {

    private Draws() {
    }

    /** How often each outcome is drawn; shot i is the i-th number of the seed, whatever the number of shots. */
    static Map<String, Long> counts(Map<String, Double> probabilities, int shots, long seed) {
        TreeMap<String, Double> sorted = new TreeMap<>(probabilities);
        String[] outcomes = sorted.keySet().toArray(String[]::new);
        double[] cumulative = new double[outcomes.length];
        double sum = 0;
        for (int i = 0; i < outcomes.length; i++) {
            sum += sorted.getOrDefault(outcomes[i], 0.0);
            cumulative[i] = sum;
        }
        long[] counted = new long[outcomes.length];
        for (int shot = 0; shot < shots; shot++) {
            counted[place(cumulative, sum * Philox.uniform(seed, shot, 0))]++;
        }
        Map<String, Long> out = new HashMap<>();
        for (int i = 0; i < outcomes.length; i++) {
            if (counted[i] > 0) {
                out.put(outcomes[i], counted[i]);
            }
        }
        return out;
    }

    /** A seed of its own for each of some evaluations, the first of which has the seed itself. */
    static long seed(long seed, int evaluation) {
        return seed + 0x9E3779B97F4A7C15L * evaluation;
    }

    /** The first place whose cumulative probability exceeds a number. */
    static int place(double[] cumulative, double number) {
        int low = 0;
        int high = cumulative.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] > number) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
