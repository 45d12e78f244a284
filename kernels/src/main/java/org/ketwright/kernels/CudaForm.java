package org.ketwright.kernels;

import java.util.stream.Stream;

/** What an op on registers is, as the kernels have it, and where its fields lie. */
enum CudaForm {
    /** Every entry. */
    DENSE(0),
    /** Entries of the diagonal. */
    DIAGONAL(1),
    /** One entry for each row. */
    PERMUTATION(2),
    /** The same, all entries 1. */
    PLAIN(3),
    /** A matrix on one bit whose entries are real. */
    REAL(4),
    /** Real entries of the diagonal. */
    REAL_DIAGONAL(5),
    /** A matrix on one bit with a real diagonal and imaginary entries beside it. */
    CROSSED(6);

    /** Number of fields. */
    static final int FIELDS = 9;
    static final int WORD = 0;
    static final int PICKS = 1;
    static final int CONTROLS = 3;
    static final int NUMBERS = 5;
    static final int SOURCES = 8;

    private static final int KIND_AT = 4;
    private static final int INNER_AT = 8;
    private static final int VALUES_AT = 16;

    private final int number;

    CudaForm(int number) {
        this.number = number;
    }

    /** The form in which matrices take least work. */
    static CudaForm of(MatrixFamily family, CudaForm structure, int bits, boolean isComplex) {
        if (!isComplex || structure != DIAGONAL && (structure != DENSE || bits != 1)) {
            return structure;
        }
        if (parts(family).allMatch(Matrix::isReal)) {
            return structure == DENSE ? REAL : REAL_DIAGONAL;
        }
        return structure == DENSE && parts(family).allMatch(CudaForm::isCrossed) ? CROSSED : structure;
    }

    private static Stream<Matrix> parts(MatrixFamily family) {
        return Stream.of(family.constant(), family.cosine(), family.sine());
    }

    private static boolean isCrossed(Matrix m) {
        return m.im(0, 0) == 0 && m.re(0, 1) == 0 && m.re(1, 0) == 0 && m.im(1, 1) == 0;
    }

    /** Whether the kernels read one real number for each entry. */
    boolean isReal() {
        return number >= REAL.number;
    }

    /** That number. */
    double number(Matrix matrix, int row, int column) {
        return this == CROSSED && row != column ? matrix.im(row, column) : matrix.re(row, column);
    }

    /**
     * The first field.
     *
     * @param mask the register bits acted on
     * @param inner the register bits that control it
     * @param innerValues their values
     */
    long word(long mask, long inner, long innerValues) {
        return mask | (long) number << KIND_AT | inner(inner, innerValues);
    }

    /** The part of it that says where in the registers an op acts. */
    static long inner(long inner, long innerValues) {
        return inner << INNER_AT | innerValues << VALUES_AT;
    }
}
