package org.ketwright.kernels;

import java.util.Arrays;

/**
 * A small square complex matrix on k bits, 2^k by 2^k, row-major; the first listed bit of a step is the lowest bit of
 * row and column index. Immutable. It need not be unitary.
 */
public final class Matrix {
    /** The most bits a small matrix acts on. */
    public static final int MOST_BITS = 12;

    private final int bits;
    private final double[] entries;

    private Matrix(int bits, double[] entries) {
        this.bits = bits;
        this.entries = entries;
    }

    /**
     * A matrix from interleaved real and imaginary parts.
     *
     * @param bits number of bits k, 0 to {@value #MOST_BITS}
     * @param interleaved 2 * 4^k numbers, row-major, real part before imaginary part
     * @return the matrix
     * @throws IllegalArgumentException if the count does not fit or a number is not finite
     */
    public static Matrix of(int bits, double... interleaved) {
        requireSmall(bits);
        int wanted = 2 << (2 * bits);
        if (interleaved.length != wanted) {
            throw new IllegalArgumentException("a matrix on " + bits + " bits needs " + wanted
                    + " interleaved numbers but was given " + interleaved.length);
        }
        for (double v : interleaved) {
            if (!Double.isFinite(v)) {
                throw new IllegalArgumentException("matrix entries must be finite but one is " + v);
            }
        }
        return new Matrix(bits, interleaved.clone());
    }

    private static void requireSmall(int bits) {
        if (bits < 0 || bits > MOST_BITS) {
            throw new IllegalArgumentException("a small matrix acts on 0 to " + MOST_BITS + " bits but was given "
                    + bits);
        }
    }

    /**
     * A matrix with real entries.
     *
     * @param bits number of bits k
     * @param entries 4^k numbers, row-major
     * @return the matrix
     * @throws IllegalArgumentException if the count does not fit or a number is not finite
     */
    public static Matrix real(int bits, double... entries) {
        double[] interleaved = new double[2 * entries.length];
        for (int i = 0; i < entries.length; i++) {
            interleaved[2 * i] = entries[i];
        }
        return of(bits, interleaved);
    }

    /**
     * The identity.
     *
     * @param bits number of bits, 0 to {@value #MOST_BITS}
     * @return the identity matrix
     * @throws IllegalArgumentException if there are too many
     */
    public static Matrix identity(int bits) {
        requireSmall(bits);
        int dim = 1 << bits;
        double[] e = new double[2 * dim * dim];
        for (int i = 0; i < dim; i++) {
            e[2 * (i * dim + i)] = 1;
        }
        return of(bits, e);
    }

    /**
     * The matrix with every entry zero.
     *
     * @param bits number of bits, 0 to {@value #MOST_BITS}
     * @return the zero matrix
     * @throws IllegalArgumentException if there are too many
     */
    public static Matrix zero(int bits) {
        requireSmall(bits);
        return of(bits, new double[2 << (2 * bits)]);
    }

    /**
     * Number of bits k.
     *
     * @return k
     */
    public int bits() {
        return bits;
    }

    /**
     * Number of rows, 2^k.
     *
     * @return the dimension
     */
    public int dimension() {
        return 1 << bits;
    }

    /**
     * Real part of an entry.
     *
     * @param row row, 0-based
     * @param column column, 0-based
     * @return the real part
     */
    public double re(int row, int column) {
        return entries[2 * (row * dimension() + column)];
    }

    /**
     * Imaginary part of an entry.
     *
     * @param row row, 0-based
     * @param column column, 0-based
     * @return the imaginary part
     */
    public double im(int row, int column) {
        return entries[2 * (row * dimension() + column) + 1];
    }

    /**
     * All entries.
     *
     * @return a copy, row-major, interleaved
     */
    public double[] toArray() {
        return entries.clone();
    }

    /**
     * Matrix product; {@code right} acts first.
     *
     * @param right a matrix on as many bits
     * @return this times right
     * @throws IllegalArgumentException if the bits differ
     */
    public Matrix times(Matrix right) {
        if (right.bits != bits) {
            throw new IllegalArgumentException("factors must act on equally many bits but act on " + bits + " and "
                    + right.bits);
        }
        int d = dimension();
        double[] out = new double[2 * d * d];
        for (int r = 0; r < d; r++) {
            for (int k = 0; k < d; k++) {
                double ar = re(r, k);
                double ai = im(r, k);
                if (ar == 0 && ai == 0) {
                    continue;
                }
                for (int c = 0; c < d; c++) {
                    int o = 2 * (r * d + c);
                    out[o] += ar * right.re(k, c) - ai * right.im(k, c);
                    out[o + 1] += ar * right.im(k, c) + ai * right.re(k, c);
                }
            }
        }
        return new Matrix(bits, out);
    }

    /**
     * Conjugate transpose.
     *
     * @return the adjoint
     */
    public Matrix adjoint() {
        int d = dimension();
        double[] out = new double[2 * d * d];
        for (int r = 0; r < d; r++) {
            for (int c = 0; c < d; c++) {
                out[2 * (c * d + r)] = re(r, c);
                out[2 * (c * d + r) + 1] = -im(r, c);
            }
        }
        return new Matrix(bits, out);
    }

    /**
     * Transpose, without conjugation.
     *
     * @return the transpose
     */
    public Matrix transpose() {
        int d = dimension();
        double[] out = new double[2 * d * d];
        for (int r = 0; r < d; r++) {
            for (int c = 0; c < d; c++) {
                out[2 * (c * d + r)] = re(r, c);
                out[2 * (c * d + r) + 1] = im(r, c);
            }
        }
        return new Matrix(bits, out);
    }

    /**
     * Whether all imaginary parts are exactly zero.
     *
     * @return true if so
     */
    public boolean isReal() {
        for (int i = 1; i < entries.length; i += 2) {
            if (entries[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Weighted sum {@code this + scale * other}.
     *
     * @param scale real factor
     * @param other a matrix on as many bits
     * @return the sum
     * @throws IllegalArgumentException if the bits differ or the result is not finite
     */
    public Matrix plus(double scale, Matrix other) {
        if (other.bits != bits) {
            throw new IllegalArgumentException("terms must act on equally many bits but act on " + bits + " and "
                    + other.bits);
        }
        double[] out = entries.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] += scale * other.entries[i];
        }
        return of(bits, out);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Matrix m && m.bits == bits && Arrays.equals(m.entries, entries);
    }

    @Override
    public int hashCode() {
        return 31 * bits + Arrays.hashCode(entries);
    }

    @Override
    public String toString() {
        return "Matrix" + Arrays.toString(entries);
    }
}
