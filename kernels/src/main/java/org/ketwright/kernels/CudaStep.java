package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.List;

/**
 * A step of a plan as a card runs it: its controls apart from the matrix, and of the matrix only the entries that its
 * structure leaves.
 *
 * @param index which step of the plan
 * @param kind how it is applied
 * @param family the matrices on the bits
 * @param slot the angle that drives it, or -1
 * @param bits the bits acted on, lowest matrix bit first
 * @param controls mask of control bits
 * @param values values of the control bits
 * @param sources of a permutation, the row that moves to each row
 */
record CudaStep(int index, Kind kind, MatrixFamily family, int slot, int[] bits, long controls, long values,
        int[] sources) {
    /** Larger matrices run through memory by themselves. */
    static final int MOST_TILE_BITS = 6;

    /** How a step is applied. */
    enum Kind {
        /** Every entry. */
        DENSE(0),
        /** Entries of the diagonal. */
        DIAGONAL(1),
        /** One entry for each row. */
        PERMUTATION(2),
        /** Every entry, on more bits than a tile takes. */
        WIDE(3);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        /** What the kernels call it. */
        int number() {
            return number;
        }
    }

    private static final class Steps {
        private final List<CudaStep> list;

        Steps(List<CudaStep> list) {
            this.list = list;
        }
    }

    /** The steps of a plan that are not the identity, and of the others those that must be there. */
    static List<CudaStep> of(Plan plan) {
        return plan.schedule(CudaStep.class, Steps.class, () -> {
            List<CudaStep> out = new ArrayList<>();
            for (int i = 0; i < plan.steps().size(); i++) {
                out.add(of(i, plan.steps().get(i)));
            }
            return new Steps(List.copyOf(out));
        }).list;
    }

    private static CudaStep of(int index, Plan.Step step) {
        int[] bits = step.bits().stream().mapToInt(b -> b).toArray();
        if (bits.length > MOST_TILE_BITS) {
            return new CudaStep(index, Kind.WIDE, step.family(), step.slot(), bits, step.controls(),
                    step.controlValues(), new int[0]);
        }
        return of(index, step.family(), Structure.of(step.family()), step.slot(), bits, step.controls(),
                step.controlValues());
    }

    private static CudaStep of(int index, MatrixFamily family, Structure structure, int slot, int[] bits,
            long controls, long values) {
        return switch (structure) {
            case Structure.Controlled c -> {
                long mask = controls;
                long wanted = values;
                List<Integer> rest = new ArrayList<>();
                for (int i = 0; i < bits.length; i++) {
                    if ((c.mask() >> i & 1) == 0) {
                        rest.add(bits[i]);
                    } else {
                        mask |= 1L << bits[i];
                        wanted |= (long) (c.values() >> i & 1) << bits[i];
                    }
                }
                yield of(index, c.inner(), c.structure(), slot, rest.stream().mapToInt(b -> b).toArray(), mask,
                        wanted);
            }
            case Structure.Identity i ->
                    new CudaStep(index, Kind.DIAGONAL, MatrixFamily.fixed(family.at(0)), -1, bits, controls, values,
                            new int[0]);
            case Structure.Diagonal d ->
                    new CudaStep(index, Kind.DIAGONAL, family, slot, bits, controls, values, new int[0]);
            case Structure.Permutation p when controlled(family) instanceof Structure.Controlled c ->
                    of(index, c.inner(), c, slot, bits, controls, values);
            case Structure.Permutation p -> {
                int[] sources = new int[p.image().length];
                for (int column = 0; column < sources.length; column++) {
                    sources[p.image()[column]] = column;
                }
                // The same at every angle.
                yield new CudaStep(index, Kind.PERMUTATION, MatrixFamily.fixed(family.at(0)), -1, bits, controls,
                        values,
                        sources);
            }
            case Structure.Real r -> new CudaStep(index, Kind.DENSE, family, slot, bits, controls, values, new int[0]);
            case Structure.Dense d -> new CudaStep(index, Kind.DENSE, family, slot, bits, controls, values,
                    new int[0]);
        };
    }

    /** A step that no single one of a plan is. */
    static CudaStep of(MatrixFamily family, int slot, int... bits) {
        return of(-1, family, Structure.of(family), slot, bits, 0, 0);
    }

    /** The step with another family of matrices that have the same structure. */
    CudaStep with(MatrixFamily other, int itsSlot) {
        return new CudaStep(index, kind, other, itsSlot, bits, controls, values, sources);
    }

    /** The step with its angle put in, if that is the same for all samples. */
    CudaStep bound(Angles angles) {
        return slot < 0 || angles.column()[slot] >= 0
                ? this
                : with(MatrixFamily.fixed(family.at(angles.offset()[slot])), -1);
    }

    /** The step as one that runs through memory by itself. */
    CudaStep widened() {
        return new CudaStep(index, Kind.WIDE, family, slot, bits, controls, values, new int[0]);
    }

    /** A permutation that only acts where some of its bits have values, or the family's structure if it is none. */
    private static Structure controlled(MatrixFamily family) {
        int mask = 0;
        int wanted = 0;
        for (int bit = 0; bit < family.bits(); bit++) {
            for (int value = 0; value < 2; value++) {
                if ((mask >> bit & 1) == 0 && Entries.isIdentityWhere(family, bit, 1 - value)) {
                    mask |= 1 << bit;
                    wanted |= value << bit;
                }
            }
        }
        if (mask == 0) {
            return Structure.of(family);
        }
        MatrixFamily inner = Entries.restrict(family, mask, wanted);
        return new Structure.Controlled(mask, wanted, inner, Structure.of(inner));
    }

    boolean isIdentity() {
        return kind == Kind.DIAGONAL && Structure.of(family) instanceof Structure.Identity;
    }

    /** The step that applies a derivative of a given step of a plan: a matrix on all of its bits. */
    static CudaStep derivative(int index, Plan.Step step, Matrix matrix) {
        int[] bits = step.bits().stream().mapToInt(b -> b).toArray();
        return new CudaStep(index, bits.length > MOST_TILE_BITS ? Kind.WIDE : Kind.DENSE, MatrixFamily.fixed(matrix),
                -1, bits, step.controls(), step.controlValues(), new int[0]);
    }

    /** A matrix through memory. */
    static CudaStep wide(Matrix matrix, int... bits) {
        return new CudaStep(0, Kind.WIDE, MatrixFamily.fixed(matrix), -1, bits, 0, 0, new int[0]);
    }

    /** Rows and columns of the entries kept, in the order in which the kernels expect them. */
    int[][] entries() {
        int dimension = 1 << bits.length;
        boolean all = kind == Kind.DENSE || kind == Kind.WIDE;
        int[][] out = new int[all ? dimension * dimension : dimension][];
        for (int row = 0; row < dimension; row++) {
            switch (kind) {
                case DIAGONAL -> out[row] = new int[] {row, row};
                case PERMUTATION -> out[row] = new int[] {row, sources[row]};
                default -> {
                    for (int column = 0; column < dimension; column++) {
                        out[row * dimension + column] = new int[] {row, column};
                    }
                }
            }
        }
        return out;
    }

    /** Mask of the bits that must lie within a tile. */
    long mixed() {
        return kind == Kind.DIAGONAL ? 0 : mask();
    }

    /** Mask of the bits acted on. */
    long mask() {
        long mask = 0;
        for (int bit : bits) {
            mask |= 1L << bit;
        }
        return mask;
    }
}
