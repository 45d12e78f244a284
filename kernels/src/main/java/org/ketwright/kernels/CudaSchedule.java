package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The passes over memory in which a card runs the steps of a plan. A pass holds as many steps as fit the bits of one
 * tile: greedily, and past waiting steps that they commute with. Two steps commute if on each bit that both touch both
 * are diagonal; diagonals and controls need no bit of the tile.
 *
 * @param passes in order
 */
record CudaSchedule(List<Pass> passes) {

    /**
     * One pass.
     *
     * @param local mask of the bits of a tile
     * @param steps the steps in order; a single one if it is wide
     */
    record Pass(long local, List<CudaStep> steps) {

        boolean isWide() {
            return steps.getFirst().kind() == CudaStep.Kind.WIDE;
        }
    }

    /**
     * Schedules steps.
     *
     * @param bits bits of the state
     * @param steps the steps
     * @param probed steps of the plan that commute with nothing on their bits, as derivatives of any form are wanted
     */
    static CudaSchedule of(int bits, List<CudaStep> steps, IntPredicate probed, int tileBits,
            int contiguousBits) {
        List<Pass> passes = new ArrayList<>();
        List<CudaStep> waiting = new ArrayList<>(steps);
        int room = Math.min(bits, tileBits);
        long lowest = (1L << Math.min(contiguousBits, room)) - 1;
        while (!waiting.isEmpty()) {
            if (waiting.getFirst().kind() == CudaStep.Kind.WIDE) {
                passes.add(new Pass(lowest, List.of(waiting.removeFirst())));
                continue;
            }
            List<CudaStep> taken = new ArrayList<>();
            List<CudaStep> left = new ArrayList<>();
            long local = lowest;
            long mixedLeft = 0;
            long touchedLeft = 0;
            for (CudaStep step : waiting) {
                long mixed = mixed(step, probed);
                long touched = step.mask() | step.controls();
                boolean fits = step.kind() != CudaStep.Kind.WIDE && Long.bitCount(local | mixed) <= room
                        && (mixed & touchedLeft) == 0 && (touched & mixedLeft) == 0;
                if (fits) {
                    local |= mixed;
                    taken.add(step);
                } else {
                    left.add(step);
                    mixedLeft |= mixed;
                    touchedLeft |= touched;
                }
            }
            passes.add(new Pass(filled(local, room), List.copyOf(taken)));
            waiting = left;
        }
        return new CudaSchedule(List.copyOf(passes));
    }

    /** The bits that must lie within a tile; a step with derivatives of any form needs all that it knows of. */
    static long mixed(CudaStep step, IntPredicate probed) {
        return probed.test(step.index()) ? step.mask() | step.controls() : step.mixed();
    }

    /** Adds the lowest bits missing, so that tiles lie in long rows. */
    private static long filled(long local, int room) {
        long out = local;
        while (Long.bitCount(out) < room) {
            out |= Long.lowestOneBit(~out);
        }
        return out;
    }
}
