package org.ketwright.kernels;

import java.lang.foreign.MemorySegment;

/**
 * The loops over lanes, once for each precision. All memory is off-heap; places are byte offsets, and {@code step} is
 * the distance from a tile to the next. Complex vectors are a vector of real parts, then one of imaginary parts. A
 * 2 by 2 matrix is stored column by column: entries 00, 10, 01, 11, of which kernels for one column touch the first
 * two.
 */
interface LaneKernels {

    /** The kernels of a precision. */
    static LaneKernels of(Precision precision) {
        return precision == Precision.DOUBLE ? DoubleKernels.INSTANCE : FloatKernels.INSTANCE;
    }

    // --- numbers of each lane

    /** Real vectors {@code parts[3c] + cos * parts[3c + 1] + sin * parts[3c + 2]} for each component c. */
    void family(MemorySegment out, long at, long step, int tiles, Numbers parts, int components, Numbers cosine,
            Numbers sine, int from);

    /** The same numbers in all lanes. */
    void constant(MemorySegment out, long at, long step, int tiles, Numbers values, int components);

    /** Replaces the first columns of a 2 by 2 matrix by another 2 by 2 matrix times it. */
    void multiply(MemorySegment m, long at, long step, int tiles, int columns, MemorySegment left, long leftAt,
            long leftStep);

    /** Multiplies the rows of a 2 by 2 matrix by the diagonal entries of a family. */
    void multiplyDiagonal(MemorySegment m, long at, long step, int tiles, int columns, Numbers parts, Numbers cosine,
            Numbers sine, int from);

    /** Multiplies a 2 by 2 matrix from the left by a family of real matrices. */
    void multiplyReal(MemorySegment m, long at, long step, int tiles, int columns, Numbers parts, Numbers cosine,
            Numbers sine, int from);

    /** Multiplies a 2 by 2 matrix from the left by one that is the same in all lanes. */
    void multiplyConstant(MemorySegment m, long at, long step, int tiles, int columns, Numbers left);

    /** Conjugate transpose of a 2 by 2 matrix. */
    void adjoint(MemorySegment m, long at, long step, int tiles, MemorySegment out, long outAt, long outStep);

    // --- states

    /** 2 by 2 matrices on pairs of rows. */
    void pairs(MemorySegment state, long at, long step, int tiles, int[] rows, int count, MemorySegment m, long mAt,
            long mStep);

    /** The same, of matrices without imaginary parts. */
    void realPairs(MemorySegment state, long at, long step, int tiles, int[] rows, int count, MemorySegment m,
            long mAt, long mStep);

    /** A factor for each row, the same in all lanes: {@code table[2 row]}, {@code table[2 row + 1]}. */
    void table(MemorySegment state, long at, long step, int tiles, int rows, Numbers table);

    /** A complex factor of each lane for some rows, or its conjugate. */
    void scale(MemorySegment state, long at, long step, int tiles, int[] rows, MemorySegment factor, long factorAt,
            long factorStep, boolean conjugate);

    /** A matrix on groups of rows, the same in all lanes, row-major, interleaved. */
    void block(MemorySegment state, long at, long step, int tiles, int[] rows, int count, int size, Numbers matrix,
            boolean real, MemorySegment scratch);

    /** A matrix of each lane on groups of rows, row-major. */
    void laneBlock(MemorySegment state, long at, long step, int tiles, int[] rows, int count, int size,
            MemorySegment m, long mStep, MemorySegment scratch);

    /** Copies rows: each gets the contents of its source. */
    void gather(MemorySegment state, long at, long step, int tiles, int[] source, MemorySegment out);

    // --- starts

    /** One in row 0. */
    void one(MemorySegment state, long at, long step, int tiles);

    /** Tensor product of the rows below 2^bit, moved by {@code from} rows, with the first column of a matrix. */
    void grow(MemorySegment state, long step, int tiles, int bit, int from, int to, MemorySegment m, long mAt,
            long mStep);

    /** Real vectors from an array. */
    void fromArray(MemorySegment to, long at, long step, int tiles, Numbers from);

    /** Real vectors to an array. */
    void toArray(MemorySegment from, long at, long step, int tiles, Numbers to);

    // --- reading

    /** Sums {@code weights[row * width + k + j] |amplitude|^2} for j = 0..3. */
    void weigh(MemorySegment state, long at, long step, int tiles, int rows, Numbers weights, int width, int k,
            MemorySegment out);

    /** Adds {@code 2 Re(conj(second) weight first)} over pairs of rows to output k. */
    void cross(MemorySegment state, long at, long step, int tiles, int[] rows, Numbers weights, MemorySegment out,
            int k);

    /** {@code <bra|ket>}, real and imaginary part. */
    void dot(MemorySegment bra, MemorySegment ket, long step, int tiles, int rows, MemorySegment out);

    /** Squared magnitudes of rows, added to the outcomes they belong to. */
    void probabilities(MemorySegment state, long at, int[] outcome, MemorySegment out);

    // --- going back

    /** The co-state: rows times the weights' sum over outputs, each times its cotangent. */
    void coState(MemorySegment state, MemorySegment coState, long step, int tiles, int rows, Numbers weights,
            int width, int outputs, MemorySegment cotangent);

    /** Adds what {@link #cross} contributes to the co-state. */
    void coCross(MemorySegment state, MemorySegment coState, long step, int tiles, int[] rows, Numbers weights,
            MemorySegment cotangent, int k);

    /**
     * Moments of state and co-state over pairs of rows, added to those there if {@code more}: the anti-Hermitian part
     * of the sum of {@code state * co-state^dagger}, as Im 00, Im 11 and twice the complex entry 01.
     */
    void moments(MemorySegment state, MemorySegment coState, long step, int tiles, int[] rows, int count,
            MemorySegment moments, boolean more);

    /**
     * Multiplies the co-state by 2 by 2 matrices on pairs of rows and adds up the moments that it has with the state
     * before that, in one pass.
     */
    void undoCoPairs(MemorySegment state, MemorySegment coState, long step, int tiles, int[] rows, int count,
            MemorySegment m, long mStep, MemorySegment moments, boolean more);

    /** The same, and multiplies the state as well. */
    void undoPairs(MemorySegment state, MemorySegment coState, long step, int tiles, int[] rows, int count,
            MemorySegment m, long mStep, MemorySegment moments, boolean more);

    /** The same moments where the state is a product with the first column of a matrix at a bit. */
    void productMoments(MemorySegment prefix, MemorySegment coState, long step, int tiles, int bit, MemorySegment m,
            long mAt, long mStep, MemorySegment moments);

    /** Takes a bit off the co-state: its inner product with the first column of a matrix there. */
    void contract(MemorySegment coState, long step, int tiles, int bit, MemorySegment m, long mAt, long mStep);

    /**
     * Takes the moments N back through a diagonal matrix M: adds the derivative {@code 2 Re trace(M'
     * M^dagger N)} to a gradient, then {@code N = M^dagger N M}.
     */
    void backDiagonal(MemorySegment moments, int tiles, MemorySegment m, long mAt, long derivativeAt, long step,
            MemorySegment gradient, long gradientAt);

    /** The same for a real matrix. */
    void backReal(MemorySegment moments, int tiles, MemorySegment m, long mAt, long derivativeAt, long step,
            MemorySegment gradient, long gradientAt);

    /** Writes moments as a 2 by 2 matrix. */
    void unfold(MemorySegment moments, int tiles, MemorySegment m, long at, long step);

    /** Reads moments off a 2 by 2 matrix, of which they are the anti-Hermitian part. */
    void fold(MemorySegment m, long at, long step, int tiles, MemorySegment moments);

    /** Adds {@code 2 Re trace(product)} of two 2 by 2 matrices to a gradient. */
    void trace(MemorySegment m, long at, MemorySegment other, long otherAt, long step, int tiles,
            MemorySegment gradient, long gradientAt);

    /** {@code Im(state conj(co-state))} of each row. */
    void imaginaries(MemorySegment state, MemorySegment coState, long step, int tiles, int rows, MemorySegment out);

    /** Adds {@code -2 Im(derivative conj(factor))} times the sum of such numbers over some rows. */
    void phaseDerivative(MemorySegment imaginary, int tiles, int allRows, int[] rows, MemorySegment m, long factorAt,
            long derivativeAt, long step, MemorySegment gradient, long gradientAt);

    /** Adds twice the real part of {@code <bra|ket>} over some rows to a gradient. */
    void dotDerivative(MemorySegment bra, MemorySegment ket, long step, int tiles, int[] rows, int count,
            MemorySegment gradient, long gradientAt);
}
