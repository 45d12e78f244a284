package org.ketwright.qml.lipschitz;

import java.util.ArrayList;
import java.util.List;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * Lipschitz bounds of feed-forward nets by semidefinite programming (Fazlyab et al. 2019, theorems 1 and 2). Activations
 * are known by their slopes alone, [low, high]; each neuron has a multiplier, which scales its row and its column: for
 * slopes in [-1, 1] and one hidden layer the bound is the least {@code |W1 / D| |D W0|} over diagonal D.
 */
final class LipSdp {

    private LipSdp() {}

    /**
     * One multiplier for each neuron.
     *
     * @param weights
     *            matrices of the layers, first to last, two or more
     * @param low
     *            smallest slope of the activation
     * @param high
     *            largest slope
     * @return bound of the Euclidean length of the outputs per length of the inputs
     */
    static double neurons(List<DMatrixRMaj> weights, double low, double high) {
        return bound(weights, low, high, false);
    }

    /** One multiplier for each hidden layer: looser, but faster. */
    static double layers(List<DMatrixRMaj> weights, double low, double high) {
        return bound(weights, low, high, true);
    }

    private static double bound(List<DMatrixRMaj> weights, double low, double high, boolean perLayer) {
        Scaled scaled = Scaled.of(weights);
        List<DMatrixRMaj> w = scaled.weights;
        int[] at = offsets(w);
        int size = at[at.length - 1];
        MatrixInequality problem = new MatrixInequality(size, w.getFirst().numCols, outputs(w.getLast(), size));
        int variable = -1;
        List<Double> start = new ArrayList<>();
        for (int layer = 1; layer < w.size(); layer++) {
            DMatrixRMaj into = w.get(layer - 1);
            for (int neuron = 0; neuron < into.numRows; neuron++) {
                if (!perLayer || neuron == 0) {
                    variable++;
                    // Later layers lean on earlier ones, which must be the heavier.
                    start.add(Math.pow(8 * Math.max(1, Math.max(low * low, high * high)), w.size() - layer));
                }
                double[][] columns = {row(into, neuron, at[layer - 1], size), unit(at[layer] + neuron, size)};
                problem.add(variable, columns,
                        new double[][] {{2 * low * high, -low - high}, {-low - high, 2}});
            }
        }
        return scaled.factor * Math.sqrt(problem.minimize(start.stream().mapToDouble(d -> d).toArray()));
    }

    /**
     * For nets of sines and cosines of the same numbers: the pair (sin z, cos z) moves on a circle, as far as z does, so
     * that one multiplier serves both and counts the row of z once.
     *
     * @param w
     *            frequencies, a row for each z
     * @param out
     *            amplitudes of all sines, then of all cosines
     * @return bound of the Euclidean length of the outputs per length of the inputs
     */
    static double sinesAndCosines(DMatrixRMaj w, DMatrixRMaj out) {
        Scaled scaled = Scaled.of(List.of(w, out));
        DMatrixRMaj rows = scaled.weights.getFirst();
        int inputs = rows.numCols;
        int size = inputs + 2 * rows.numRows;
        MatrixInequality problem = new MatrixInequality(size, inputs, outputs(scaled.weights.getLast(), size));
        double[] start = new double[rows.numRows];
        for (int z = 0; z < rows.numRows; z++) {
            double[][] columns = {row(rows, z, 0, size), unit(inputs + z, size),
                    unit(inputs + rows.numRows + z, size)};
            problem.add(z, columns, new double[][] {{-1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
            start[z] = 2;
        }
        return scaled.factor * Math.sqrt(problem.minimize(start));
    }

    /** Where the blocks of inputs and hidden layers begin, and where they end. */
    private static int[] offsets(List<DMatrixRMaj> weights) {
        int[] at = new int[weights.size() + 1];
        for (int i = 0; i < weights.size(); i++) {
            at[i + 1] = at[i] + weights.get(i).numCols;
        }
        return at;
    }

    /** The square of the last matrix, where the last hidden layer lies. */
    private static DMatrixRMaj outputs(DMatrixRMaj last, int size) {
        DMatrixRMaj square = new DMatrixRMaj(last.numCols, last.numCols);
        CommonOps_DDRM.multTransA(last, last, square);
        DMatrixRMaj out = new DMatrixRMaj(size, size);
        CommonOps_DDRM.insert(square, out, size - last.numCols, size - last.numCols);
        return out;
    }

    private static double[] row(DMatrixRMaj matrix, int row, int at, int size) {
        double[] out = new double[size];
        System.arraycopy(matrix.data, row * matrix.numCols, out, at, matrix.numCols);
        return out;
    }

    private static double[] unit(int index, int size) {
        double[] out = new double[size];
        out[index] = 1;
        return out;
    }

    /**
     * The same problem with spectral norms of one and no more inputs than first neurons.
     *
     * @param weights
     *            matrices of the layers
     * @param factor
     *            what a bound is multiplied by
     */
    private record Scaled(List<DMatrixRMaj> weights, double factor) {

        static Scaled of(List<DMatrixRMaj> weights) {
            List<DMatrixRMaj> out = new ArrayList<>();
            double factor = 1;
            for (DMatrixRMaj w : weights) {
                DMatrixRMaj copy = out.isEmpty() ? narrow(w) : w.copy();
                double norm = NormOps_DDRM.inducedP2(copy);
                CommonOps_DDRM.scale(norm == 0 ? 1 : 1 / norm, copy);
                factor *= norm;
                out.add(copy);
            }
            return new Scaled(out, factor);
        }

        /** A rotation of the inputs leaves the bound as it is, and all but the first of them without effect. */
        private static DMatrixRMaj narrow(DMatrixRMaj w) {
            if (w.numCols <= w.numRows) {
                return w.copy();
            }
            var qr = DecompositionFactory_DDRM.qr(w.numCols, w.numRows);
            DMatrixRMaj transposed = CommonOps_DDRM.transpose(w, null);
            if (!qr.decompose(transposed)) {
                throw new IllegalStateException("a matrix of weights has no QR decomposition");
            }
            return CommonOps_DDRM.transpose(qr.getR(null, true), null);
        }
    }
}
