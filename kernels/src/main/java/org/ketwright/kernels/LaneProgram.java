package org.ketwright.kernels;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A plan made ready for tiles of lanes: what is done to the rows, in order.
 *
 * @param bits index bits n
 * @param start for each bit, the run of matrices on |0> whose vectors' product is the start; null for |0> itself;
 *        the whole array is null where the start amplitudes are given
 * @param ops what follows
 * @param row row of each index at the end
 * @param spare workspaces not in use, for each precision
 */
record LaneProgram(int bits, LaneOp.@Nullable Pairs @Nullable [] start, List<LaneOp> ops, int[] row,
        Map<Precision, Queue<LaneTile>> spare) {

    /** How a program begins and ends. */
    enum Kind {
        /** Starts in index 0. */
        FROM_ZERO,
        /** Starts in given amplitudes. */
        FROM_GIVEN,
        /** Starts in given amplitudes, and each index ends in the row of its number. */
        IN_PLACE
    }

    private record Key(Kind kind) {
    }

    /** The program of a plan, made on first use. */
    static LaneProgram of(Plan plan, Kind kind) {
        return plan.schedule(new Key(kind), LaneProgram.class, () -> new LaneCompiler(plan).compile(kind));
    }

    static LaneProgram of(int bits, LaneOp.@Nullable Pairs @Nullable [] start, List<LaneOp> ops, int[] row) {
        return new LaneProgram(bits, start, List.copyOf(ops), row,
                Map.of(Precision.SINGLE, new ConcurrentLinkedQueue<>(), Precision.DOUBLE,
                        new ConcurrentLinkedQueue<>()));
    }

    Queue<LaneTile> spare(Precision precision) {
        return Objects.requireNonNull(spare.get(precision));
    }

    int rows() {
        return 1 << bits;
    }
}
