package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Terms that turn along one direction at most, as one loop in memory: whatever they are and in whatever order they come,
 * each amplitude becomes a blend of itself and of one partner. The coefficients depend on a few signs of its index alone.
 */
final class SweepBlend {
    /** The coefficients of so many signs fit the first-level cache with room to spare. */
    private static final int MOST_SIGNS = 5;
    /** Two streams through memory that change places after so many bytes are slower than one that touches both first. */
    private static final long NEAREST = 512;
    private static final long FARTHEST = 1 << 14;
    /** Least bytes of each stream that are touched at a time. */
    private static final long RUN = 1 << 10;

    private SweepBlend() {
    }

    /** The one direction of turns and matrices, 0 if there are none of these, or -1 if there are several. */
    static long direction(List<SweepTerm> terms) {
        long direction = 0;
        for (SweepTerm term : terms) {
            SweepTerm.Dense dense = term.dense();
            if (dense != null && dense.shifts().length != 1) {
                return -1;
            }
            long shift = dense == null ? term.shift() : dense.shifts()[0];
            if (shift != 0 && direction != 0 && shift != direction) {
                return -1;
            }
            direction |= shift;
        }
        return direction;
    }

    /**
     * The stroke.
     *
     * @param terms all in one direction, in order
     * @param direction their direction
     * @param span differences of indices in a block: the lowest bits, and the direction
     * @param shape sizes
     * @param tables gives room for coefficients
     * @return the stroke, or null if it depends on too many signs
     */
    static SweepStroke.@Nullable Blend stroke(List<SweepTerm> terms, long direction, SweepSpan span, SweepShape shape,
            SweepTables.Layout tables) {
        SweepSpan signs = new SweepSpan();
        for (SweepTerm term : terms) {
            SweepTerm.Dense dense = term.dense();
            for (long parity : dense == null ? new long[] {term.parity()} : dense.parities()) {
                signs.add(parity);
            }
            for (long parity : dense == null ? new long[0] : dense.controls()) {
                signs.add(parity);
            }
        }
        if (signs.dimension() > MOST_SIGNS) {
            return null;
        }
        List<SweepStroke.Blend.Part> parts = new ArrayList<>();
        for (SweepTerm term : terms) {
            SweepTerm.Dense dense = term.dense();
            parts.add(dense == null
                    ? new SweepStroke.Blend.Part(term.id(), term.isTurn()
                            ? SweepStroke.Blend.Act.TURN
                            : SweepStroke.Blend.Act.PHASE, combination(term.parity(), signs), new int[0])
                    : new SweepStroke.Blend.Part(term.id(), SweepStroke.Blend.Act.MATRIX,
                            combination(dense.parities()[0], signs), combinations(dense.controls(), signs)));
        }
        long[] basis = new long[signs.dimension()];
        int count = 0;
        for (long p = signs.pivots(); p != 0; p &= p - 1) {
            basis[count++] = signs.vector(Long.numberOfTrailingZeros(p));
        }
        long vector = direction >>> shape.laneBits();
        int bits = span.dimension() - shape.laneBits() - (vector == 0 ? 0 : 1);
        int gap = Long.SIZE - 1 - Long.numberOfLeadingZeros(vector);
        int above = vector == 0 || gap > bits ? 0 : -(1 << gap);
        byte[] marks = new byte[1 << bits];
        for (int pair = 0; pair < marks.length; pair++) {
            marks[pair] = (byte) signs((long) (pair + (pair & above)) << shape.laneBits(), basis);
        }
        return new SweepStroke.Blend(List.copyOf(parts), basis, signs(direction, basis),
                signs(vector << shape.laneBits(), basis), marks, above,
                above == 0 ? 0 : run(1 << gap, marks.length, shape), shape.place(direction), (int) direction & shape
                        .lanes() - 1, tables.blend(1 << basis.length));
    }

    /** First pairs after which memory is read ahead when partners are {@code distance} pairs away; 0 for never. */
    private static int run(int distance, int pairs, SweepShape shape) {
        long bytes = (long) distance * shape.pair();
        return bytes < NEAREST || bytes > FARTHEST ? 0 : (int) Math.min(pairs, Math.max(bytes, RUN) / shape.pair());
    }

    /** The combination of basis vectors that a mask is: the basis is reduced, so its pivot bits tell. */
    private static int combination(long mask, SweepSpan signs) {
        return (int) Long.compress(mask, signs.pivots());
    }

    private static int[] combinations(long[] masks, SweepSpan signs) {
        int[] out = new int[masks.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = combination(masks[i], signs);
        }
        return out;
    }

    /** The parities of an index, a bit for each. */
    static int signs(long index, long[] parities) {
        int out = 0;
        for (int i = 0; i < parities.length; i++) {
            out |= SweepSpan.parity(parities[i] & index) << i;
        }
        return out;
    }

    /**
     * The coefficients at an index with these signs.
     *
     * @param blend the stroke
     * @param signs one combination of signs
     * @param values the numbers of this run
     * @return that of the amplitude itself and that of its partner, real and imaginary part in turn
     */
    static double[] coefficients(SweepStroke.Blend blend, int signs, SweepValues values) {
        double[] product = {1, 0, 0, 0, 0, 0, 1, 0};
        for (SweepStroke.Blend.Part part : blend.parts()) {
            product = SweepEuler.times(matrix(part, signs, signs ^ blend.turned(), values), product);
        }
        return new double[] {product[0], product[1], product[2], product[3]};
    }

    /** What a part does to an amplitude and its partner. */
    private static double[] matrix(SweepStroke.Blend.Part part, int own, int other, SweepValues values) {
        int row = SweepSpan.parity(part.pattern() & own);
        int partner = SweepSpan.parity(part.pattern() & other);
        return switch (part.act()) {
            case PHASE -> {
                double cosine = Math.cos(values.number(part.term()) / 2);
                double sine = Math.sin(values.number(part.term()) / 2);
                yield new double[] {cosine, row == 0 ? -sine : sine, 0, 0, 0, 0, cosine, partner == 0 ? -sine : sine};
            }
            case TURN -> {
                double t = values.number(part.term());
                double cosine = 1 / Math.sqrt(1 + t * t);
                yield new double[] {cosine, 0, (row == 0 ? -t : t) * cosine, 0, (partner == 0 ? -t : t) * cosine, 0,
                        cosine, 0};
            }
            case MATRIX -> {
                SweepValues.DenseValue value = values.matrix(part.term());
                int condition = 0;
                for (int i = 0; i < part.controls().length; i++) {
                    condition |= SweepSpan.parity(part.controls()[i] & own) << i;
                }
                if (condition != value.controls()) {
                    yield new double[] {1, 0, 0, 0, 0, 0, 1, 0};
                }
                double[] m = value.entries();
                int first = row ^ value.flips();
                int at = 2 * (2 * first + first);
                int off = 2 * (2 * first + 1 - first);
                int back = 2 * (2 * (1 - first) + first);
                int last = 2 * (2 * (1 - first) + 1 - first);
                yield new double[] {m[at], m[at + 1], m[off], m[off + 1], m[back], m[back + 1], m[last], m[last + 1]};
            }
        };
    }
}
