package org.ketwright.kernels;

import java.util.List;
import java.util.function.LongUnaryOperator;

/** How the blocks of a pass lie in memory, and the coordinates they can be given. */
final class SweepBlock {
    private static final int REACH = 200;

    private final SweepShape shape;
    private final SweepSpan span;
    private final SweepAxes plain;
    /** Lowest bits that lie together and in the same order in memory and in the block buffer. */
    private final int together;

    SweepBlock(SweepShape shape, SweepSpan span) {
        this.shape = shape;
        this.span = span;
        long[] axes = new long[span.dimension()];
        int count = 0;
        for (long p = span.pivots(); p != 0; p &= p - 1) {
            axes[count++] = span.vector(Long.numberOfTrailingZeros(p));
        }
        plain = new SweepAxes(span, axes);
        int low = 0;
        while (low < shape.contiguousBits() && low < axes.length && axes[low] == 1L << low) {
            low++;
        }
        together = low;
    }

    /** The reduced basis: lowest bits first, the others without lanes. */
    SweepAxes plain() {
        return plain;
    }

    /** Rows as in memory, then the directions in which the terms turn, then whatever is left. */
    SweepAxes along(List<SweepTerm> terms) {
        long[] axes = new long[span.dimension()];
        SweepSpan taken = SweepSpan.ofLowest(together);
        int count = together;
        for (int i = 0; i < together; i++) {
            axes[i] = 1L << i;
        }
        for (SweepTerm term : terms) {
            if (term.isTurn() && taken.add(term.shift())) {
                axes[count++] = term.shift();
            }
        }
        fill(axes, count, taken);
        return new SweepAxes(span, axes);
    }

    /**
     * Where the buffer goes when it is written back.
     *
     * @param buffer coordinates of the buffer
     * @param from directions of the buffer
     * @param to the direction in memory that each becomes
     */
    record Return(SweepAxes buffer, SweepAxes from, SweepAxes to) {

        /** Buffer coordinates of what is written to an index of the block. */
        long source(long index) {
            return buffer.of(from.at(to.of(index)));
        }

        boolean isPlain() {
            return from == to;
        }
    }

    /**
     * A way back that puts directions needed next into the rows, where every block has them.
     *
     * @param buffer coordinates of the buffer
     * @param next terms still to come
     */
    Return back(SweepAxes buffer, List<SweepTerm> next) {
        int lanes = shape.laneBits();
        for (int i = 0; i < lanes; i++) {
            if (buffer.axis(i) != 1L << i) {
                return new Return(buffer, buffer, plain);
            }
        }
        SweepSpan taken = SweepSpan.ofLowest(lanes);
        long[] from = new long[span.dimension()];
        int count = 0;
        for (int i = 0; i < lanes; i++) {
            from[count++] = 1L << i;
        }
        boolean changes = false;
        for (int i = 0; i < Math.min(REACH, next.size()) && count < together; i++) {
            long shift = next.get(i).shift();
            if (shift != 0 && span.contains(shift) && (buffer.of(shift) & shape.lanes() - 1) == 0
                    && taken.add(shift)) {
                changes |= shift >>> together != 0;
                from[count++] = shift;
            }
        }
        if (!changes) {
            return new Return(buffer, buffer, crossesLanes(buffer) ? plain : buffer);
        }
        for (int i = 0; i < buffer.dimension(); i++) {
            if (taken.add(buffer.axis(i))) {
                from[count++] = buffer.axis(i);
            }
        }
        return new Return(buffer, new SweepAxes(span, from), plain);
    }

    /** Whether a vector that lies together with others is spread over lanes of the buffer, which no way undoes. */
    private boolean crossesLanes(SweepAxes buffer) {
        for (int bit = shape.laneBits(); bit < together; bit++) {
            if ((buffer.of(1L << bit) & shape.lanes() - 1) != 0) {
                return true;
            }
        }
        return false;
    }

    private void fill(long[] axes, int from, SweepSpan taken) {
        int count = from;
        for (int i = 0; i < plain.dimension(); i++) {
            if (taken.add(plain.axis(i))) {
                axes[count++] = plain.axis(i);
            }
        }
    }

    /** A pass whose only stroke works in memory. */
    SweepPass direct(SweepStroke stroke, int[] turns) {
        return new SweepPass(span, blocks(), new long[0], new long[0], null, null, List.of(stroke), turns,
                span.dimension());
    }

    /**
     * A pass through the block buffer.
     *
     * @param in coordinates of the buffer after gathering
     * @param back how it is written back
     * @param strokes what is done
     * @param turns ids of the turns
     */
    SweepPass buffered(SweepAxes in, Return back, List<SweepStroke> strokes, int[] turns) {
        long[] basis = new long[span.dimension() - together];
        for (int i = 0; i < basis.length; i++) {
            basis[i] = plain.axis(together + i);
        }
        SweepDraft.ascend(basis);
        long[] rows = combinations(basis);
        long[] low = new long[together - shape.laneBits()];
        for (int i = 0; i < low.length; i++) {
            low[i] = 1L << shape.laneBits() + i;
        }
        long[] inner = combinations(low);
        return new SweepPass(span, blocks(), offsets(rows), offsets(inner), ways(rows, inner, in::of),
                ways(rows, inner, back::source), strokes, turns, span.dimension());
    }

    private long blocks() {
        return (1L << shape.bits()) - 1 & ~span.pivots();
    }

    private static long[] combinations(long[] basis) {
        long[] out = new long[1 << basis.length];
        for (int i = 1; i < out.length; i++) {
            out[i] = out[i & i - 1] ^ basis[Integer.numberOfTrailingZeros(i)];
        }
        return out;
    }

    private long[] offsets(long[] indices) {
        long[] out = new long[indices.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = shape.place(indices[i]);
        }
        return out;
    }

    private SweepPass.Way ways(long[] rows, long[] inner, LongUnaryOperator local) {
        int[] places = new int[rows.length];
        byte[] flips = new byte[rows.length];
        int[] within = new int[inner.length];
        for (int i = 0; i < rows.length; i++) {
            long at = local.applyAsLong(rows[i]);
            places[i] = (int) shape.place(at);
            flips[i] = (byte) (at & shape.lanes() - 1);
        }
        for (int i = 0; i < inner.length; i++) {
            within[i] = (int) shape.place(local.applyAsLong(inner[i]));
        }
        return new SweepPass.Way(places, flips, within);
    }
}
