package org.ketwright.qml.lipschitz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.jspecify.annotations.Nullable;

/**
 * The least r for which some y of positive numbers makes {@code r E + sum y_i U_i K_i U_i' - C} positive semidefinite,
 * where E is the identity on the leading indices. Solved by the barrier method (Boyd and Vandenberghe 2004, section 11):
 * Newton steps on {@code t r - log det - sum log y} while t grows. All iterates satisfy the inequality, so whatever r is
 * found is a valid one; the least is missed by a relative 1e-10 or so.
 */
final class MatrixInequality {
    private static final double GROWTH = 8;
    private static final double GAP = 1e-10;
    private static final int MOST_STEPS = 60;

    /**
     * A symmetric matrix of low rank, times a variable.
     *
     * @param variable
     *            which
     * @param columns
     *            U, column by column
     * @param inner
     *            K
     */
    private record Term(int variable, double[][] columns, double[][] inner) {}

    private final int size;
    private final int leading;
    private final DMatrixRMaj constant;
    private final List<Term> terms = new ArrayList<>();

    MatrixInequality(int size, int leading, DMatrixRMaj constant) {
        this.size = size;
        this.leading = leading;
        this.constant = constant;
    }

    /** Adds U K U', times a variable. */
    void add(int variable, double[][] columns, double[][] inner) {
        terms.add(new Term(variable, columns, inner));
    }

    /**
     * Solves.
     *
     * @param start
     *            variables that satisfy the inequality with a large enough r
     * @return the least r
     */
    double minimize(double... start) {
        double[] at = Arrays.copyOf(start, start.length + 1);
        at[start.length] = 1;
        while (barrier(0, at) == Double.POSITIVE_INFINITY) {
            at[start.length] *= 2;
            if (Double.isInfinite(at[start.length])) {
                throw new IllegalStateException("no start satisfies the matrix inequality");
            }
        }
        // Away from the boundary, where the barrier has no usable derivatives.
        at[start.length] *= 2;
        double measure = size + start.length;
        for (double t = measure / at[start.length]; measure / t > GAP * at[start.length]; t *= GROWTH) {
            center(t, at);
        }
        return at[start.length];
    }

    /** Newton's method at one t. */
    private void center(double t, double[] at) {
        for (int step = 0; step < MOST_STEPS; step++) {
            Model model = new Model(t, at);
            double[] direction = model.direction();
            double decrement = -dot(model.gradient, direction);
            if (!(decrement > 1e-9)) {
                return;
            }
            double before = barrier(t, at);
            double length = 1;
            double[] next = moved(at, direction, length);
            // Near the end the barrier is known to fewer digits than it changes by.
            while (!(barrier(t, next) <= before - 0.1 * length * decrement + 1e-12 * Math.abs(before))) {
                length /= 2;
                if (length < 1e-9) {
                    return;
                }
                next = moved(at, direction, length);
            }
            System.arraycopy(next, 0, at, 0, at.length);
        }
    }

    private static double[] moved(double[] at, double[] direction, double length) {
        double[] out = at.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] += length * direction[i];
        }
        return out;
    }

    /** Infinite where the inequality is violated. */
    private double barrier(double t, double... at) {
        double value = t * at[at.length - 1];
        for (int i = 0; i + 1 < at.length; i++) {
            if (!(at[i] > 0)) {
                return Double.POSITIVE_INFINITY;
            }
            value -= Math.log(at[i]);
        }
        LinearSolverDense<DMatrixRMaj> cholesky = factored(at);
        if (cholesky == null) {
            return Double.POSITIVE_INFINITY;
        }
        CholeskyDecomposition_F64<DMatrixRMaj> decomposition = cholesky.getDecomposition();
        DMatrixRMaj triangle = decomposition.getT(null);
        for (int i = 0; i < size; i++) {
            value -= 2 * Math.log(triangle.get(i, i));
        }
        return value;
    }

    private @Nullable LinearSolverDense<DMatrixRMaj> factored(double... at) {
        DMatrixRMaj matrix = constant.copy();
        CommonOps_DDRM.scale(-1, matrix);
        for (int i = 0; i < leading; i++) {
            matrix.add(i, i, at[at.length - 1]);
        }
        for (Term term : terms) {
            for (int a = 0; a < term.columns.length; a++) {
                for (int b = 0; b < term.columns.length; b++) {
                    addOuter(matrix, at[term.variable] * term.inner[a][b], term.columns[a], term.columns[b]);
                }
            }
        }
        LinearSolverDense<DMatrixRMaj> cholesky = LinearSolverFactory_DDRM.chol(size);
        return cholesky.setA(matrix) ? cholesky : null;
    }

    private void addOuter(DMatrixRMaj matrix, double factor, double[] a, double[] b) {
        if (factor == 0) {
            return;
        }
        for (int i = 0; i < size; i++) {
            double f = factor * a[i];
            for (int j = 0; f != 0 && j < size; j++) {
                matrix.data[i * size + j] += f * b[j];
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Gradient and second derivatives of the barrier at one point; the last variable is r. */
    private final class Model {
        private final double[] gradient;
        private final DMatrixRMaj hessian;

        Model(double t, double... at) {
            int last = at.length - 1;
            LinearSolverDense<DMatrixRMaj> cholesky = factored(at);
            if (cholesky == null) {
                throw new IllegalStateException("a point of the barrier method violates the matrix inequality");
            }
            DMatrixRMaj inverse = new DMatrixRMaj(size, size);
            cholesky.invert(inverse);
            gradient = new double[at.length];
            hessian = new DMatrixRMaj(at.length, at.length);
            gradient[last] = t;
            for (int i = 0; i < leading; i++) {
                gradient[last] -= inverse.get(i, i);
                for (int j = 0; j < leading; j++) {
                    hessian.add(last, last, inverse.get(i, j) * inverse.get(i, j));
                }
            }
            for (int i = 0; i < last; i++) {
                gradient[i] -= 1 / at[i];
                hessian.add(i, i, 1 / (at[i] * at[i]));
            }
            addTerms(inverse);
        }

        /** With G the inverse: the gradient is -tr(K U'GU), the second derivatives tr(K_i U_i'G U_j K_j U_j'G U_i). */
        private void addTerms(DMatrixRMaj inverse) {
            int last = gradient.length - 1;
            DMatrixRMaj u = columns();
            DMatrixRMaj gu = new DMatrixRMaj(size, u.numCols);
            CommonOps_DDRM.mult(inverse, u, gu);
            DMatrixRMaj ugu = new DMatrixRMaj(u.numCols, u.numCols);
            CommonOps_DDRM.multTransA(u, gu, ugu);
            DMatrixRMaj lead = CommonOps_DDRM.extract(gu, 0, leading, 0, gu.numCols);
            DMatrixRMaj across = new DMatrixRMaj(u.numCols, u.numCols);
            CommonOps_DDRM.multTransA(lead, lead, across);
            int atI = 0;
            for (Term i : terms) {
                double slope = weigh(i.inner, ugu, atI);
                double mixed = weigh(i.inner, across, atI);
                gradient[i.variable] -= slope;
                hessian.add(i.variable, last, mixed);
                hessian.add(last, i.variable, mixed);
                int atJ = 0;
                for (Term j : terms) {
                    hessian.add(i.variable, j.variable, second(i.inner, atI, j.inner, atJ, ugu));
                    atJ += j.inner.length;
                }
                atI += i.inner.length;
            }
        }

        private DMatrixRMaj columns() {
            int count = terms.stream().mapToInt(term -> term.inner.length).sum();
            DMatrixRMaj u = new DMatrixRMaj(size, count);
            int column = 0;
            for (Term term : terms) {
                for (double[] each : term.columns) {
                    for (int i = 0; i < size; i++) {
                        u.set(i, column, each[i]);
                    }
                    column++;
                }
            }
            return u;
        }

        private static double weigh(double[][] inner, DMatrixRMaj products, int at) {
            double sum = 0;
            for (int a = 0; a < inner.length; a++) {
                for (int b = 0; b < inner.length; b++) {
                    sum += inner[a][b] * products.get(at + a, at + b);
                }
            }
            return sum;
        }

        private static double second(double[][] left, int atLeft, double[][] right, int atRight,
                DMatrixRMaj products) {
            double sum = 0;
            for (int a = 0; a < left.length; a++) {
                for (int b = 0; b < right.length; b++) {
                    // (K_i S K_j)[a][b] times S[a][b], with S the block of products.
                    double inner = 0;
                    for (int c = 0; c < left.length; c++) {
                        for (int d = 0; d < right.length; d++) {
                            inner += left[a][c] * products.get(atLeft + c, atRight + d) * right[d][b];
                        }
                    }
                    sum += inner * products.get(atLeft + a, atRight + b);
                }
            }
            return sum;
        }

        double[] direction() {
            DMatrixRMaj right = new DMatrixRMaj(gradient.length, 1, true, gradient.clone());
            CommonOps_DDRM.scale(-1, right);
            DMatrixRMaj out = new DMatrixRMaj(gradient.length, 1);
            LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(gradient.length);
            if (!solver.setA(hessian.copy())) {
                // Rounding has eaten the curvature: the end of what these digits allow.
                return new double[gradient.length];
            }
            solver.solve(right, out);
            return out.data;
        }
    }
}
