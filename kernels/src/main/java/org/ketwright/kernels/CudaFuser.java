package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes steps together to fewer where that costs less: products of matrices on the same bits or on some of them, one of
 * which an angle may drive, and diagonals on any few bits. A step may pass others on its way if on each bit that both
 * touch both are diagonal.
 */
final class CudaFuser {
    /** How far back a step looks for one to join. */
    private static final int REACH = 64;
    /** What it costs to begin a step, in multiplications for each amplitude. */
    private static final double BEGIN_COST = 2;

    private final int mostBits;
    private final int mostDiagonalBits;
    private final boolean mixes;
    private final Predicate<CudaStep> stays;
    private final Predicate<CudaStep> blocks;
    private final List<CudaStep> done = new ArrayList<>();

    private CudaFuser(int mostBits, int mostDiagonalBits, boolean mixes, Predicate<CudaStep> stays,
            Predicate<CudaStep> blocks) {
        this.mostBits = mostBits;
        this.mixes = mixes;
        this.mostDiagonalBits = mostDiagonalBits;
        this.stays = stays;
        this.blocks = blocks;
    }

    /**
     * Fewer steps that do the same.
     *
     * @param steps the steps
     * @param mostBits most bits of a product that is not diagonal
     * @param mostDiagonalBits most bits of a diagonal that no single step has
     * @param mixes whether products may mix bits that their factors do not; then more must be in registers at a time
     * @param stays steps that must stay as they are
     * @param blocks steps of which derivatives of any form are wanted, so that they commute with nothing on their bits
     */
    static List<CudaStep> fused(List<CudaStep> steps, int mostBits, int mostDiagonalBits, boolean mixes,
            Predicate<CudaStep> stays, Predicate<CudaStep> blocks) {
        CudaFuser fuser = new CudaFuser(mostBits, mostDiagonalBits, mixes, stays, blocks);
        for (CudaStep step : steps) {
            for (CudaStep next = step; next != null;) {
                next = fuser.join(next);
            }
        }
        return List.copyOf(fuser.done);
    }

    /** Puts a step behind the others or into one of them; what is then to be added again comes back. */
    private @Nullable CudaStep join(CudaStep step) {
        // What lies between the step and the one that it may join.
        long mixed = 0;
        long touched = 0;
        for (int i = done.size() - 1; !stays.test(step) && i >= Math.max(0, done.size() - REACH); i--) {
            CudaStep earlier = done.get(i);
            boolean backward = passes(step, mixed, touched);
            if (!stays.test(earlier) && (backward || passes(earlier, mixed, touched))) {
                CudaStep both = merged(earlier, step);
                if (both != null && backward) {
                    done.set(i, both);
                    return null;
                }
                if (both != null) {
                    done.remove(i);
                    return both;
                }
            }
            mixed |= mixed(earlier);
            touched |= touched(earlier);
        }
        done.add(step);
        return null;
    }

    private static long touched(CudaStep step) {
        return step.mask() | step.controls();
    }

    private long mixed(CudaStep step) {
        return blocks.test(step) ? touched(step) : step.mixed();
    }

    /** Whether a step commutes with others of which the bits are known. */
    private boolean passes(CudaStep step, long mixed, long touched) {
        return (mixed(step) & touched) == 0 && (touched(step) & mixed) == 0;
    }

    private static double cost(CudaStep step) {
        return BEGIN_COST + (step.kind() == CudaStep.Kind.DENSE ? 1 << step.bits().length : 1);
    }

    private @Nullable CudaStep merged(CudaStep first, CudaStep second) {
        if (first.kind() == CudaStep.Kind.WIDE || second.kind() == CudaStep.Kind.WIDE
                || first.slot() >= 0 && second.slot() >= 0) {
            return null;
        }
        boolean diagonal = first.kind() == CudaStep.Kind.DIAGONAL && second.kind() == CudaStep.Kind.DIAGONAL;
        long union = diagonal ? touched(first) | touched(second) : first.mask() | second.mask();
        int count = Long.bitCount(union);
        if (diagonal
                ? count > Math.max(mostDiagonalBits, Math.max(first.bits().length, second.bits().length))
                : (first.controls() | second.controls()) != 0 || count > mostBits
                        || union != first.mask() && union != second.mask()
                        || !mixes && (union & ~(first.mixed() | second.mixed())) != 0) {
            return null;
        }
        int[] bits = IntStream.range(0, Long.SIZE).filter(b -> (union >>> b & 1) != 0).toArray();
        MatrixFamily earlier = spread(first, bits);
        MatrixFamily later = spread(second, bits);
        MatrixFamily product = second.slot() >= 0
                ? new MatrixFamily(later.constant().times(earlier.constant()),
                        later.cosine().times(earlier.constant()), later.sine().times(earlier.constant()),
                        later.frequency())
                : new MatrixFamily(later.constant().times(earlier.constant()),
                        later.constant().times(earlier.cosine()), later.constant().times(earlier.sine()),
                        earlier.frequency());
        CudaStep both = CudaStep.of(product, Math.max(first.slot(), second.slot()), bits);
        return cost(both) <= cost(first) + cost(second) ? both : null;
    }

    /** The family of a step as one on more bits, ascending; controls are among them. */
    private static MatrixFamily spread(CudaStep step, int[] bits) {
        MatrixFamily family = step.family();
        int own = 0;
        int[] places = new int[step.bits().length];
        for (int i = 0; i < places.length; i++) {
            places[i] = Arrays.binarySearch(bits, step.bits()[i]);
            own |= 1 << places[i];
        }
        int controls = 0;
        int values = 0;
        for (int i = 0; i < bits.length; i++) {
            controls |= (int) (step.controls() >>> bits[i] & 1) << i;
            values |= (int) (step.values() >>> bits[i] & 1) << i;
        }
        return new MatrixFamily(spread(family.constant(), places, own, controls, values, bits.length, true),
                spread(family.cosine(), places, own, controls, values, bits.length, false),
                spread(family.sine(), places, own, controls, values, bits.length, false), family.frequency());
    }

    private static Matrix spread(Matrix matrix, int[] places, int own, int controls, int values, int bits,
            boolean identityElsewhere) {
        int dimension = 1 << bits;
        double[] out = new double[2 * dimension * dimension];
        for (int row = 0; row < dimension; row++) {
            if ((row & controls) != values) {
                out[2 * (row * dimension + row)] = identityElsewhere ? 1 : 0;
                continue;
            }
            for (int inner = 0; inner < matrix.dimension(); inner++) {
                int column = row & ~own;
                for (int k = 0; k < places.length; k++) {
                    column |= (inner >> k & 1) << places[k];
                }
                int at = 2 * (row * dimension + column);
                out[at] = matrix.re(pack(row, places), inner);
                out[at + 1] = matrix.im(pack(row, places), inner);
            }
        }
        return Matrix.of(bits, out);
    }

    private static int pack(int row, int[] places) {
        int out = 0;
        for (int k = 0; k < places.length; k++) {
            out |= (row >> places[k] & 1) << k;
        }
        return out;
    }
}
