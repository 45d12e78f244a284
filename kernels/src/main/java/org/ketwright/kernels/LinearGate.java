package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Steps of a plan that are applied as one matrix.
 *
 * @param bits the bits it acts on, ascending; the first is the lowest bit of the matrix index
 * @param steps numbers of the steps, the first acts first
 * @param pattern where the matrix may differ from zero
 * @param driven how many of the steps have angles that differ from sample to sample
 */
record LinearGate(int[] bits, List<Integer> steps, LinearPattern pattern, int driven) {
    /** What it costs to read and write a row, in units of two multiply-adds. */
    private static final double ROW_COST = 2.5;

    /** What an entry costs that is computed for each sample. */
    private static final double ENTRY_COST = 4;

    static LinearGate of(Plan plan, int index, boolean driven) {
        Plan.Step step = plan.steps().get(index);
        int[] bits = step.bits().stream().mapToInt(Integer::intValue).sorted().toArray();
        LinearPattern pattern = LinearPattern.of(step.family()).spread(bits.length, places(step.bits(), bits));
        return new LinearGate(bits, List.of(index), pattern, driven ? 1 : 0);
    }

    /** Where some bits lie among others. */
    static int[] places(List<Integer> some, int[] among) {
        return some.stream().mapToInt(bit -> Arrays.binarySearch(among, bit)).toArray();
    }

    long mask() {
        return Arrays.stream(bits).mapToLong(bit -> 1L << bit).reduce(0, (a, b) -> a | b);
    }

    /** This gate and one that acts after it as one. */
    LinearGate then(LinearGate next) {
        int[] all = IntStream.concat(Arrays.stream(bits), Arrays.stream(next.bits)).sorted().distinct().toArray();
        List<Integer> both = new ArrayList<>(steps);
        both.addAll(next.steps);
        return new LinearGate(all, List.copyOf(both),
                next.spread(all).times(spread(all)), driven + next.driven);
    }

    private LinearPattern spread(int[] all) {
        return pattern.spread(all.length, places(Arrays.stream(bits).boxed().toList(), all));
    }

    /** Time for each row of a vector on some bits. */
    double cost(int allBits) {
        double entries = 0;
        for (LinearPattern.Part part : pattern.parts(LinearPattern.all(pattern.bits()),
                LinearPattern.all(pattern.bits()))) {
            entries += (double) part.rows().length * part.columns().length;
        }
        return ROW_COST + 0.5 * entries / pattern.dimension() + ENTRY_COST * driven * entries / Math.pow(2, allBits);
    }
}
