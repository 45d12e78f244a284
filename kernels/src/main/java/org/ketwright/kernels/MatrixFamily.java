package org.ketwright.kernels;

/**
 * Matrices that depend on one angle t as {@code constant + cos(frequency t) cosine + sin(frequency t) sine}. Every
 * rotation exp(-i t P / 2) has this form, and so has its transfer matrix on a density matrix in the Pauli basis; the
 * form is what lets an engine compute one sine and cosine for each sample and no matrix.
 *
 * @param constant the part that does not depend on the angle
 * @param cosine coefficient of the cosine
 * @param sine coefficient of the sine
 * @param frequency factor of the angle inside cosine and sine; 0.5 for exp(-i t P / 2)
 */
public record MatrixFamily(Matrix constant, Matrix cosine, Matrix sine, double frequency) {

    /** Checks that the three parts act on equally many bits. */
    public MatrixFamily {
        if (constant.bits() != cosine.bits() || constant.bits() != sine.bits()) {
            throw new IllegalArgumentException("the parts of a matrix family must act on equally many bits but act on "
                    + constant.bits() + ", " + cosine.bits() + " and " + sine.bits());
        }
        if (!Double.isFinite(frequency)) {
            throw new IllegalArgumentException("frequency must be finite but was " + frequency);
        }
    }

    /**
     * The family that is one matrix for every angle.
     *
     * @param matrix the matrix
     * @return the family
     */
    public static MatrixFamily fixed(Matrix matrix) {
        Matrix zero = Matrix.zero(matrix.bits());
        return new MatrixFamily(matrix, zero, zero, 0);
    }

    /** The family of the adjoint matrices. */
    MatrixFamily adjoint() {
        return new MatrixFamily(constant.adjoint(), cosine.adjoint(), sine.adjoint(), frequency);
    }

    /** The family of the derivatives with respect to the angle. */
    MatrixFamily derivative() {
        Matrix zero = Matrix.zero(bits());
        return new MatrixFamily(zero, zero.plus(frequency, sine), zero.plus(-frequency, cosine), frequency);
    }

    /**
     * Number of bits acted on.
     *
     * @return k
     */
    public int bits() {
        return constant.bits();
    }

    /**
     * The family of the transposed matrices.
     *
     * @return the transposes, without conjugation
     */
    public MatrixFamily transposed() {
        return new MatrixFamily(constant.transpose(), cosine.transpose(), sine.transpose(), frequency);
    }

    /**
     * The matrix at an angle.
     *
     * @param angle radians
     * @return the matrix
     */
    public Matrix at(double angle) {
        double t = frequency * angle;
        return constant.plus(Math.cos(t), cosine).plus(Math.sin(t), sine);
    }

    /**
     * The derivative with respect to the angle, at an angle.
     *
     * @param angle radians
     * @return d/dt of {@link #at}
     */
    public Matrix derivativeAt(double angle) {
        double t = frequency * angle;
        Matrix zero = Matrix.zero(bits());
        return zero.plus(-frequency * Math.sin(t), cosine).plus(frequency * Math.cos(t), sine);
    }
}
