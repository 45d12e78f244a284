package org.ketwright.simulator;

import java.util.List;
import org.ketwright.kernels.Matrix;
import org.ketwright.kernels.MatrixFamily;

/**
 * One of the matrices whose product is a gate, driven by one parameter of the gate or by none.
 *
 * @param family the matrices
 * @param parameter the parameter of the gate that is the angle, or -1 for a fixed matrix
 * @param on which of the gate's targets it acts on, the lowest matrix bit first
 */
record Factor(MatrixFamily family, int parameter, List<Integer> on) {

    /** A fixed matrix on the first targets. */
    static Factor fixed(Matrix matrix) {
        return new Factor(MatrixFamily.fixed(matrix), -1, first(matrix.bits()));
    }

    /** A family on the first targets. */
    static Factor driven(MatrixFamily family, int parameter) {
        return new Factor(family, parameter, first(family.bits()));
    }

    /** The Hermitian G of exp(-i t G): i times the derivative at angle 0, where the family is the identity. */
    Matrix generator() {
        return family.derivativeAt(0).times(Matrices.scalar(family.bits(), 0, 1));
    }

    private static List<Integer> first(int count) {
        return java.util.stream.IntStream.range(0, count).boxed().toList();
    }
}
