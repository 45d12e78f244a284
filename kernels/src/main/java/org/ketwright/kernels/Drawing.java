package org.ketwright.kernels;

import java.util.Arrays;

/** Indices drawn from amplitudes that are read in slices: one pass meets all draws in ascending order. */
final class Drawing {
    private static final int SLICE = 1 << 14;

    private Drawing() {
    }

    static long[] of(Amplitudes state, int sample, long seed, long[] shots, long event) {
        Checks.range(state, sample, 0, new double[0]);
        double total = 0;
        for (int value = 0; value < 2; value++) {
            total += state.probabilities(0)[value * state.batch() + sample];
        }
        double scale = total;
        double[] draws = Arrays.stream(shots).mapToDouble(shot -> scale * Philox.uniform(seed, shot, event)).sorted()
                .toArray();
        long[] out = new long[draws.length];
        long size = 1L << state.bits();
        double[] slice = new double[2 * (int) Math.min(size, SLICE)];
        double sum = 0;
        long possible = 0;
        int next = 0;
        for (long from = 0; from < size && next < draws.length; from += slice.length / 2) {
            state.read(sample, from, slice);
            for (int i = 0; i < slice.length && next < draws.length; i += 2) {
                double p = slice[i] * slice[i] + slice[i + 1] * slice[i + 1];
                if (p > 0) {
                    sum += p;
                    possible = from + i / 2;
                    while (next < draws.length && draws[next] < sum) {
                        out[next++] = possible;
                    }
                }
            }
        }
        // Rounding may leave the sum below the last draws.
        Arrays.fill(out, next, out.length, possible);
        return out;
    }
}
