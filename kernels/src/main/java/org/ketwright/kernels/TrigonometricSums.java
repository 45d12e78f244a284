package org.ketwright.kernels;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Functions of a few columns, each a sum of products that hold for each column f one of 1, cos a_f and sin a_f, with the
 * angle a_f = scale_f x_f: trigonometric polynomials of degree 1 in each of F columns, with 3^F coefficients. See
 * {@link Backend#trigonometric}.
 */
public final class TrigonometricSums {

    /** The most columns. */
    public static final int MOST_COLUMNS = 8;

    private final double[] scale;
    private final int outputs;
    /** Of each output, filled up as {@link TrigonometricBlock} asks. */
    private final List<double[]> coefficients;

    /**
     * Functions of the same columns.
     *
     * @param scale for each of F columns, 1 to {@value #MOST_COLUMNS}, the radians per unit
     * @param coefficients for each of K outputs, at least one, 3^F numbers; digit f of an index, to base 3 and the lowest
     *        for column 0, is 0 for 1, 1 for the cosine, 2 for the sine of its angle
     * @throws IllegalArgumentException if sizes do not fit
     */
    public TrigonometricSums(double[] scale, List<double[]> coefficients) {
        if (scale.length < 1 || scale.length > MOST_COLUMNS) {
            throw new IllegalArgumentException("trigonometric sums have 1 to " + MOST_COLUMNS
                    + " columns but were given " + scale.length);
        }
        if (coefficients.isEmpty()) {
            throw new IllegalArgumentException("trigonometric sums have one output or more but were given none");
        }
        int length = length(scale.length);
        for (double[] own : coefficients) {
            if (own.length != length) {
                throw new IllegalArgumentException("each output of " + scale.length + " columns has " + length
                        + " coefficients but one was given " + own.length);
            }
        }
        this.scale = scale.clone();
        outputs = coefficients.size();
        this.coefficients = TrigonometricBlock.filled(coefficients, scale.length);
    }

    /** 3^F. */
    static int length(int columns) {
        return (int) Math.pow(3, columns);
    }

    /**
     * Number of columns.
     *
     * @return F
     */
    public int columns() {
        return scale.length;
    }

    /**
     * Number of functions.
     *
     * @return K
     */
    public int outputs() {
        return outputs;
    }

    /**
     * Radians per unit of a column.
     *
     * @param column column, 0-based
     * @return the scale of its angle
     */
    public double scale(int column) {
        return scale[Objects.checkIndex(column, scale.length)];
    }

    /**
     * The coefficients of one output.
     *
     * @param output output, 0-based
     * @return 3^F numbers, a copy
     */
    public double[] coefficients(int output) {
        return Arrays.copyOf(coefficients.get(Objects.checkIndex(output, outputs)), length(scale.length));
    }

    /** Coefficient i of output k. */
    double coefficient(int k, int i) {
        return coefficients.get(k)[i];
    }

    /** One thread's workspace. */
    TrigonometricBlock block() {
        return new TrigonometricBlock(scale, coefficients, outputs);
    }
}
