package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * The passes over memory in which a card runs the steps of a plan. A pass holds as many steps as fit the bits of one
 * tile: greedily, past waiting steps that they commute with, and the best of what comes of several beginnings. Two steps commute if on each bit that both touch both
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
     * @param isMove whether they are moves between passes, which need no tile
     */
    record Pass(long local, List<CudaStep> steps, boolean isMove) {

        boolean isWide() {
            return steps.getFirst().kind() == CudaStep.Kind.WIDE;
        }
    }

    /** From how many beginnings a pass is tried. */
    private static final int BEGINNINGS = 12;

    /** What would go into one pass, or between two. */
    private record Choice(long local, List<CudaStep> taken, List<CudaStep> left, int score) {
    }

    /**
     * Schedules steps.
     *
     * @param bits bits of the state
     * @param steps the steps
     * @param probed steps of the plan that commute with nothing on their bits, as derivatives of any form are wanted
     * @param tileBits most bits of a tile
     * @param contiguousBits lowest bits that every tile has
     * @param moves steps that may come between two passes; in a pass they do not add to the tile
     */
    static CudaSchedule of(int bits, List<CudaStep> steps, IntPredicate probed, int tileBits,
            int contiguousBits, Predicate<CudaStep> moves) {
        List<Pass> passes = new ArrayList<>();
        List<CudaStep> waiting = new ArrayList<>(steps);
        int room = Math.min(bits, tileBits);
        long lowest = (1L << Math.min(contiguousBits, room)) - 1;
        while (!waiting.isEmpty()) {
            if (waiting.getFirst().kind() == CudaStep.Kind.WIDE) {
                passes.add(new Pass(lowest, List.of(waiting.removeFirst()), false));
                continue;
            }
            Choice free = moved(waiting, probed, moves);
            if (!free.taken.isEmpty()) {
                passes.add(new Pass(0, List.copyOf(free.taken), true));
                waiting = free.left;
                continue;
            }
            Choice best = choice(waiting, probed, moves, lowest, room, bits);
            List<CudaStep> front = front(waiting, probed, moves, bits);
            for (int i = 0; i < front.size(); i += 1 + front.size() / BEGINNINGS) {
                long begun = lowest;
                for (int j = 0; j < front.size(); j++) {
                    long more = begun | mixed(front.get((i + j) % front.size()), probed);
                    begun = Long.bitCount(more) <= room ? more : begun;
                }
                Choice other = choice(waiting, probed, moves, begun, room, bits);
                best = other.score > best.score ? other : best;
            }
            passes.add(new Pass(filled(best.local, room), List.copyOf(best.taken), false));
            waiting = best.left;
        }
        return new CudaSchedule(List.copyOf(passes));
    }

    /** Takes the moves that nothing holds back. */
    private static Choice moved(List<CudaStep> waiting, IntPredicate probed, Predicate<CudaStep> moves) {
        List<CudaStep> taken = new ArrayList<>();
        List<CudaStep> left = new ArrayList<>();
        long mixedLeft = 0;
        long touchedLeft = 0;
        for (CudaStep step : waiting) {
            long mixed = mixed(step, probed);
            long touched = step.mask() | step.controls();
            if (moves.test(step) && (mixed & touchedLeft) == 0 && (touched & mixedLeft) == 0) {
                taken.add(step);
            } else {
                left.add(step);
                mixedLeft |= mixed;
                touchedLeft |= touched;
            }
        }
        return new Choice(0, taken, left, 0);
    }

    /** Takes what fits, in order, to some bits. */
    private static Choice choice(List<CudaStep> waiting, IntPredicate probed, Predicate<CudaStep> moves, long begun,
            int room, int bits) {
        List<CudaStep> taken = new ArrayList<>();
        List<CudaStep> left = new ArrayList<>();
        long local = begun;
        long mixedLeft = 0;
        long touchedLeft = 0;
        int score = 0;
        for (int i = 0; i < waiting.size(); i++) {
            if (Long.bitCount(mixedLeft) == bits) {
                left.addAll(waiting.subList(i, waiting.size()));
                break;
            }
            CudaStep step = waiting.get(i);
            long mixed = mixed(step, probed);
            long touched = step.mask() | step.controls();
            boolean moved = moves.test(step);
            boolean fits = step.kind() != CudaStep.Kind.WIDE
                    && Long.bitCount(local | mixed) <= (moved ? Long.bitCount(local) : room)
                    && (mixed & touchedLeft) == 0 && (touched & mixedLeft) == 0;
            if (fits) {
                local |= mixed;
                taken.add(step);
                score += moved ? 0 : Long.bitCount(mixed);
            } else {
                left.add(step);
                mixedLeft |= mixed;
                touchedLeft |= touched;
            }
        }
        return new Choice(local, taken, left, score);
    }

    /** Steps that no earlier one holds back, but for diagonals. */
    private static List<CudaStep> front(List<CudaStep> waiting, IntPredicate probed, Predicate<CudaStep> moves,
            int bits) {
        List<CudaStep> out = new ArrayList<>();
        long mixedBefore = 0;
        long touchedBefore = 0;
        for (CudaStep step : waiting) {
            if (Long.bitCount(mixedBefore) == bits) {
                break;
            }
            long mixed = mixed(step, probed);
            long touched = step.mask() | step.controls();
            if (mixed != 0 && !moves.test(step) && step.kind() != CudaStep.Kind.WIDE && (mixed & touchedBefore) == 0
                    && (touched & mixedBefore) == 0) {
                out.add(step);
            }
            mixedBefore |= mixed;
            touchedBefore |= touched;
        }
        return out;
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
