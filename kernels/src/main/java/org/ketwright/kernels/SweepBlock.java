package org.ketwright.kernels;

import java.util.List;

/** How the blocks of a pass lie in memory, and the coordinates they can be given. */
final class SweepBlock {
    private final SweepShape shape;
    private final SweepSpan span;
    private final SweepAxes plain;

    SweepBlock(SweepShape shape, SweepSpan span) {
        this.shape = shape;
        this.span = span;
        long[] axes = new long[span.dimension()];
        int count = 0;
        for (long p = span.pivots(); p != 0; p &= p - 1) {
            axes[count++] = span.vector(Long.numberOfTrailingZeros(p));
        }
        plain = new SweepAxes(span, axes);
    }

    /** The reduced basis: lowest bits first, the others without lanes. */
    SweepAxes plain() {
        return plain;
    }

    /** Lanes as in memory, then the directions in which the terms turn, then whatever is left. */
    SweepAxes along(List<SweepTerm> terms) {
        long[] axes = new long[span.dimension()];
        SweepSpan taken = SweepSpan.ofLowest(shape.laneBits());
        int count = lanes(axes);
        for (SweepTerm term : terms) {
            if (term.isTurn() && taken.add(term.shift())) {
                axes[count++] = term.shift();
            }
        }
        fill(axes, count, taken);
        return new SweepAxes(span, axes);
    }

    /** The given coordinates if their lanes are those of memory, else others that are. */
    SweepAxes backTo(SweepAxes axes) {
        boolean same = true;
        for (int i = 0; i < shape.laneBits(); i++) {
            same &= axes.axis(i) == 1L << i;
        }
        return same ? axes : plain;
    }

    private int lanes(long[] axes) {
        for (int i = 0; i < shape.laneBits(); i++) {
            axes[i] = 1L << i;
        }
        return shape.laneBits();
    }

    private void fill(long[] axes, int from, SweepSpan taken) {
        int count = from;
        for (int i = 0; i < plain.dimension(); i++) {
            if (taken.add(plain.axis(i))) {
                axes[count++] = plain.axis(i);
            }
        }
    }

    /**
     * The pass.
     *
     * @param in coordinates of the buffer after gathering
     * @param out coordinates by which the buffer is scattered
     * @param strokes what is done
     * @param turns ids of the turns
     * @param direct whether there is no buffer
     */
    SweepPass pass(SweepAxes in, SweepAxes out, List<SweepStroke> strokes, int[] turns, boolean direct) {
        long blocks = (1L << shape.bits()) - 1 & ~span.pivots();
        if (direct) {
            return new SweepPass(span, blocks, new long[0], 0, new int[0], new byte[0], new int[0], new byte[0], true,
                    strokes, turns, span.dimension());
        }
        int together = 0;
        while (together < span.dimension() && plain.axis(together) == 1L << together) {
            together++;
        }
        long[] basis = new long[span.dimension() - together];
        for (int i = 0; i < basis.length; i++) {
            basis[i] = plain.axis(together + i);
        }
        SweepDraft.ascend(basis);
        long[] rows = new long[1 << basis.length];
        for (int i = 1; i < rows.length; i++) {
            rows[i] = rows[i & i - 1] ^ basis[Integer.numberOfTrailingZeros(i)];
        }
        int perRow = 1 << together - shape.laneBits();
        long[] starts = new long[rows.length * perRow];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = rows[i / perRow] ^ (long) (i % perRow) << shape.laneBits();
        }
        for (int i = 0; i < rows.length; i++) {
            rows[i] = shape.place(rows[i]);
        }
        return new SweepPass(span, blocks, rows, perRow, places(starts, in), flips(starts, in), places(starts, out),
                flips(starts, out), false, strokes, turns, span.dimension());
    }

    private int[] places(long[] starts, SweepAxes axes) {
        int[] places = new int[starts.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = (int) (axes.of(starts[i]) >>> shape.laneBits()) * shape.pair();
        }
        return places;
    }

    private byte[] flips(long[] starts, SweepAxes axes) {
        byte[] flips = new byte[starts.length];
        int any = 0;
        for (int i = 0; i < flips.length; i++) {
            int flip = (int) axes.of(starts[i]) & shape.lanes() - 1;
            flips[i] = (byte) flip;
            any |= flip;
        }
        return any == 0 ? new byte[0] : flips;
    }
}
