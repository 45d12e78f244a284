package org.ketwright.kernels;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Indices drawn from amplitudes that are read in slices: one pass meets all draws in ascending order, and of a large
 * state it reads only those sections that draws fall into.
 */
final class Drawing {
    private static final int SLICE_BITS = 14;
    private static final int MOST_SECTION_BITS = 10;

    private final Amplitudes state;
    private final int sample;
    private final double[] draws;
    private final long[] out;
    private int next;

    private Drawing(Amplitudes state, int sample, double[] draws) {
        this.state = state;
        this.sample = sample;
        this.draws = draws;
        this.out = new long[draws.length];
    }

    static long[] of(Amplitudes state, int sample, long seed, long[] shots, long event) {
        Checks.range(state, sample, 0, new double[0]);
        int sectionBits = Math.clamp(state.bits() - SLICE_BITS, 0, MOST_SECTION_BITS);
        double[] sections = sections(state, sample, sectionBits);
        double total = Arrays.stream(sections).sum();
        double[] draws = Arrays.stream(shots).mapToDouble(shot -> total * Philox.uniform(seed, shot, event)).sorted()
                .toArray();
        Drawing drawing = new Drawing(state, sample, draws);
        long size = 1L << state.bits() - sectionBits;
        double start = 0;
        for (int section = 0; section < sections.length; section++) {
            double end = section == sections.length - 1 ? Double.POSITIVE_INFINITY : start + sections[section];
            drawing.section(section * size, size, start, end);
            start = end;
        }
        return drawing.out;
    }

    /** Squared magnitudes summed by the highest bits. */
    private static double[] sections(Amplitudes state, int sample, int highest) {
        double[] all = state.probabilities(IntStream.range(state.bits() - highest, state.bits()).toArray());
        return IntStream.range(0, 1 << highest).mapToDouble(value -> all[value * state.batch() + sample]).toArray();
    }

    /** Meets the draws below the running sum at the end of a section. */
    private void section(long first, long size, double start, double end) {
        int last = next;
        while (last < draws.length && draws[last] < end) {
            last++;
        }
        double[] slice = new double[next == last ? 0 : 2 * (int) Math.min(size, 1 << SLICE_BITS)];
        double sum = start;
        long possible = first;
        for (long from = first; from < first + size && next < last; from += slice.length / 2) {
            state.read(sample, from, slice);
            for (int i = 0; i < slice.length && next < last; i += 2) {
                double p = slice[i] * slice[i] + slice[i + 1] * slice[i + 1];
                if (p > 0) {
                    sum += p;
                    possible = from + i / 2;
                    while (next < last && draws[next] < sum) {
                        out[next++] = possible;
                    }
                }
            }
        }
        // Rounding may leave the sum below the last draws.
        Arrays.fill(out, next, last, possible);
        next = last;
    }
}
