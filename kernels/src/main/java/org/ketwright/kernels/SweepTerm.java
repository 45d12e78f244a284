package org.ketwright.kernels;

import org.jspecify.annotations.Nullable;

/**
 * What a step becomes in the frame of the stored indices: a phase exp(-i a Z / 2) where Z is the sign of the parity over
 * {@code parity}, a turn exp(-i a P / 2) with P real up to a factor i, which flips {@code shift}, or a dense matrix.
 * The masks follow when amplitudes are moved.
 */
final class SweepTerm {

    /**
     * Where a dense matrix acts.
     *
     * @param shifts shifts that flip each bit of the matrix
     * @param parities parities that give each bit of the matrix
     * @param controls parities of the control bits
     */
    record Dense(long[] shifts, long[] parities, long[] controls) {
    }

    private final int id;
    private long shift;
    private long parity;
    private final @Nullable Dense dense;
    /** Slot in the planner's window, and the slots of earlier terms that must come first. */
    int slot;
    long[] before = {};

    private SweepTerm(int id, long shift, long parity, @Nullable Dense dense) {
        this.id = id;
        this.shift = shift;
        this.parity = parity;
        this.dense = dense;
    }

    static SweepTerm phase(int id, long parity) {
        return new SweepTerm(id, 0, parity, null);
    }

    static SweepTerm turn(int id, long shift, long parity) {
        return new SweepTerm(id, shift, parity, null);
    }

    static SweepTerm dense(int id, Dense dense) {
        return new SweepTerm(id, 0, 0, dense);
    }

    /** Number of its value: an angle, a tangent or a matrix. */
    int id() {
        return id;
    }

    long shift() {
        return shift;
    }

    long parity() {
        return parity;
    }

    @Nullable
    Dense dense() {
        return dense;
    }

    boolean isPhase() {
        return shift == 0 && dense == null;
    }

    boolean isTurn() {
        return shift != 0;
    }

    void move(SweepMap map) {
        shift = map.shift(shift);
        parity = map.parity(parity);
        if (dense != null) {
            for (int i = 0; i < dense.shifts.length; i++) {
                dense.shifts[i] = map.shift(dense.shifts[i]);
                dense.parities[i] = map.parity(dense.parities[i]);
            }
            for (int i = 0; i < dense.controls.length; i++) {
                dense.controls[i] = map.parity(dense.controls[i]);
            }
        }
    }

    /** Whether the order of two terms does not matter; false also where it is not known. */
    static boolean commute(SweepTerm a, SweepTerm b) {
        if (a.dense == null && b.dense == null) {
            return ((Long.bitCount(a.shift & b.parity) ^ Long.bitCount(b.shift & a.parity)) & 1) == 0;
        }
        return a.dense != null ? commute(a.dense, b) : commute(java.util.Objects.requireNonNull(b.dense), a);
    }

    private static boolean commute(Dense dense, SweepTerm term) {
        for (long shift : dense.shifts) {
            if (!commute(shift, 0, term)) {
                return false;
            }
        }
        for (long parity : dense.parities) {
            if (!commute(0, parity, term)) {
                return false;
            }
        }
        for (long parity : dense.controls) {
            if (!commute(0, parity, term)) {
                return false;
            }
        }
        return true;
    }

    private static boolean commute(long shift, long parity, SweepTerm term) {
        if (term.dense == null) {
            return ((Long.bitCount(shift & term.parity) ^ Long.bitCount(term.shift & parity)) & 1) == 0;
        }
        int odd = 0;
        for (long s : term.dense.shifts) {
            odd |= Long.bitCount(s & parity);
        }
        for (long p : term.dense.parities) {
            odd |= Long.bitCount(p & shift);
        }
        for (long p : term.dense.controls) {
            odd |= Long.bitCount(p & shift);
        }
        return (odd & 1) == 0;
    }
}
