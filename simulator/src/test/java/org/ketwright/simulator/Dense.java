package org.ketwright.simulator;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.ketwright.kernels.Matrix;

/** Complex matrices by the definitions of linear algebra, for references that share no code with what they check. */
record Dense(double[][] re, double[][] im) {

    static Dense zero(int rows, int columns) {
        return new Dense(new double[rows][columns], new double[rows][columns]);
    }

    static Dense identity(int size) {
        return diagonal(size, i -> 1, i -> 0);
    }

    static Dense diagonal(int size, IntToDoubleFunction re, IntToDoubleFunction im) {
        Dense out = zero(size, size);
        for (int i = 0; i < size; i++) {
            out.re[i][i] = re.applyAsDouble(i);
            out.im[i][i] = im.applyAsDouble(i);
        }
        return out;
    }

    /** Rows of real numbers. */
    static Dense real(double[]... rows) {
        return new Dense(rows, new double[rows.length][rows[0].length]);
    }

    /** Rows of interleaved real and imaginary parts. */
    static Dense complex(double[]... rows) {
        Dense out = zero(rows.length, rows[0].length / 2);
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < rows[r].length / 2; c++) {
                out.re[r][c] = rows[r][2 * c];
                out.im[r][c] = rows[r][2 * c + 1];
            }
        }
        return out;
    }

    static Dense of(Matrix m) {
        Dense out = zero(m.dimension(), m.dimension());
        for (int r = 0; r < m.dimension(); r++) {
            for (int c = 0; c < m.dimension(); c++) {
                out.re[r][c] = m.re(r, c);
                out.im[r][c] = m.im(r, c);
            }
        }
        return out;
    }

    /** The column with 1 in a row and 0 elsewhere. */
    static Dense basis(int size, int row) {
        Dense out = zero(size, 1);
        out.re[row][0] = 1;
        return out;
    }

    int rows() {
        return re.length;
    }

    int columns() {
        return re[0].length;
    }

    Dense plus(Dense b) {
        Dense out = zero(rows(), columns());
        for (int r = 0; r < rows(); r++) {
            for (int c = 0; c < columns(); c++) {
                out.re[r][c] = re[r][c] + b.re[r][c];
                out.im[r][c] = im[r][c] + b.im[r][c];
            }
        }
        return out;
    }

    Dense times(double a, double b) {
        Dense out = zero(rows(), columns());
        for (int r = 0; r < rows(); r++) {
            for (int c = 0; c < columns(); c++) {
                out.re[r][c] = a * re[r][c] - b * im[r][c];
                out.im[r][c] = a * im[r][c] + b * re[r][c];
            }
        }
        return out;
    }

    Dense times(Dense b) {
        Dense out = zero(rows(), b.columns());
        for (int r = 0; r < rows(); r++) {
            for (int k = 0; k < columns(); k++) {
                if (re[r][k] == 0 && im[r][k] == 0) {
                    continue;
                }
                for (int c = 0; c < b.columns(); c++) {
                    out.re[r][c] += re[r][k] * b.re[k][c] - im[r][k] * b.im[k][c];
                    out.im[r][c] += re[r][k] * b.im[k][c] + im[r][k] * b.re[k][c];
                }
            }
        }
        return out;
    }

    Dense adjoint() {
        Dense out = zero(/* rows= */ columns(), /* columns= */ rows());
        for (int r = 0; r < rows(); r++) {
            for (int c = 0; c < columns(); c++) {
                out.re[c][r] = re[r][c];
                out.im[c][r] = -im[r][c];
            }
        }
        return out;
    }

    /** Kronecker product, this one on the higher bits. */
    Dense kron(Dense low) {
        Dense out = zero(rows() * low.rows(), columns() * low.columns());
        for (int r = 0; r < out.rows(); r++) {
            for (int c = 0; c < out.columns(); c++) {
                int hr = r / low.rows();
                int lr = r % low.rows();
                int hc = c / low.columns();
                int lc = c % low.columns();
                out.re[r][c] = re[hr][hc] * low.re[lr][lc] - im[hr][hc] * low.im[lr][lc];
                out.im[r][c] = re[hr][hc] * low.im[lr][lc] + im[hr][hc] * low.re[lr][lc];
            }
        }
        return out;
    }

    /** exp of this matrix by its power series, after halving until it is small. */
    Dense exp() {
        int halvings = 6;
        Dense small = times(Math.pow(0.5, halvings), 0);
        Dense term = identity(rows());
        Dense sum = identity(rows());
        for (int k = 1; k < 20; k++) {
            term = term.times(small).times(1.0 / k, 0);
            sum = sum.plus(term);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.times(sum);
        }
        return sum;
    }

    /**
     * This matrix on some of n qubits, the first listed qubit the lowest bit of its index: the qubits are sorted to the
     * front by a permutation matrix.
     */
    Dense on(int n, List<Integer> qubits) {
        Dense sort = zero(1 << n, 1 << n);
        for (int i = 0; i < 1 << n; i++) {
            int to = 0;
            int next = 0;
            for (int q : qubits) {
                to |= (i >> q & 1) << next++;
            }
            for (int q = 0; q < n; q++) {
                if (!qubits.contains(q)) {
                    to |= (i >> q & 1) << next++;
                }
            }
            sort.re[to][i] = 1;
        }
        Dense wide = identity(1 << n - qubits.size()).kron(this);
        return sort.adjoint().times(wide).times(sort);
    }

    /** Largest magnitude of a difference. */
    double distance(Dense b) {
        double worst = Math.abs(rows() - b.rows()) + Math.abs(columns() - b.columns());
        for (int r = 0; r < rows(); r++) {
            for (int c = 0; c < columns(); c++) {
                worst = Math.max(worst, Math.hypot(re[r][c] - b.re[r][c], im[r][c] - b.im[r][c]));
            }
        }
        return worst;
    }
}
