package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Diagonal steps whose numbers are known, taken together: their product is one table over the bits of all of them.
 *
 * @param bits mask of the bits
 * @param steps the steps
 */
record CudaDiagonals(long bits, List<CudaStep> steps) {
    /** Most bits of a table. */
    private static final int MOST_BITS = 9;

    private static long touched(CudaStep step) {
        return step.mask() | step.controls();
    }

    /**
     * What is done for the steps of a round: diagonals wait until a step comes that they do not commute with, and then
     * act together.
     *
     * @param registers mask of the register bits
     */
    static List<CudaTask> together(List<CudaStep> steps, Angles angles, long registers) {
        List<CudaTask> tasks = new ArrayList<>();
        List<CudaStep> waiting = new ArrayList<>();
        for (CudaStep step : steps) {
            if (isKnown(step, angles)) {
                waiting.add(step);
                continue;
            }
            List<CudaStep> due = new ArrayList<>(waiting.stream()
                    .filter(diagonal -> (touched(diagonal) & step.mixed()) != 0).toList());
            waiting.removeAll(due);
            packed(due, waiting, registers).forEach(some -> tasks.add(some.task()));
            tasks.add(CudaTask.act(step, CudaTask.On.BOTH));
        }
        packed(waiting, new ArrayList<>(), registers).forEach(some -> tasks.add(some.task()));
        return tasks;
    }

    private static boolean isKnown(CudaStep step, Angles angles) {
        return step.kind() == CudaStep.Kind.DIAGONAL && (step.slot() < 0 || angles.column()[step.slot()] < 0);
    }

    /** Few tables for some steps; of others those go along that fit. */
    private static List<CudaDiagonals> packed(List<CudaStep> steps, List<CudaStep> others, long registers) {
        List<CudaDiagonals> out = new ArrayList<>();
        // Neighbors share many bits when those come together that have the same lowest bit.
        for (CudaStep step : steps.stream()
                .sorted(Comparator.comparingInt(step -> -Long.numberOfTrailingZeros(touched(step)))).toList()) {
            int best = -1;
            int least = Integer.MAX_VALUE;
            for (int i = 0; i < out.size(); i++) {
                long both = out.get(i).bits | touched(step);
                int growth = Long.bitCount(both) - Long.bitCount(out.get(i).bits);
                if (growth < least && Long.bitCount(both) <= MOST_BITS
                        && Long.bitCount(both & ~registers) <= CudaRuns.MOST_PICKED) {
                    best = i;
                    least = growth;
                }
            }
            if (best < 0) {
                out.add(new CudaDiagonals(touched(step), List.of(step)));
            } else {
                out.set(best, out.get(best).with(step));
            }
        }
        for (CudaStep other : List.copyOf(others)) {
            for (int i = 0; i < out.size(); i++) {
                if (out.get(i).steps.size() > 1 && (touched(other) & ~out.get(i).bits) == 0) {
                    out.set(i, out.get(i).with(other));
                    others.remove(other);
                    break;
                }
            }
        }
        return out;
    }

    private CudaDiagonals with(CudaStep step) {
        List<CudaStep> all = new ArrayList<>(steps);
        all.add(step);
        return new CudaDiagonals(bits | touched(step), all);
    }

    private CudaTask task() {
        return steps.size() == 1 ? CudaTask.act(steps.getFirst(), CudaTask.On.BOTH) : CudaTask.act(this);
    }

    /**
     * The table.
     *
     * @param order the bits, that of the lowest bit of an entry's number first
     * @return real and imaginary parts in turn
     */
    double[] table(int[] order, Angles angles) {
        double[] out = new double[2 << order.length];
        for (int e = 0; e < out.length; e += 2) {
            out[e] = 1;
        }
        for (CudaStep step : steps) {
            Matrix matrix = step.family().at(step.slot() < 0 ? 0 : angles.offset()[step.slot()]);
            int[] places = new int[step.bits().length];
            long controls = 0;
            long values = 0;
            for (int i = 0; i < order.length; i++) {
                for (int k = 0; k < places.length; k++) {
                    places[k] = step.bits()[k] == order[i] ? i : places[k];
                }
                controls |= (step.controls() >>> order[i] & 1) << i;
                values |= (step.values() >>> order[i] & 1) << i;
            }
            for (int e = 0; e < 1 << order.length; e++) {
                if ((e & controls) == values) {
                    int row = 0;
                    for (int k = 0; k < places.length; k++) {
                        row |= (e >> places[k] & 1) << k;
                    }
                    double re = matrix.re(row, row);
                    double im = matrix.im(row, row);
                    double x = out[2 * e];
                    out[2 * e] = x * re - out[2 * e + 1] * im;
                    out[2 * e + 1] = x * im + out[2 * e + 1] * re;
                }
            }
        }
        return out;
    }
}
