package org.ketwright.studies.robqunn;

import java.util.Map;
import java.util.SequencedMap;
import org.ketwright.classical.Tensor;

/**
 * Scales features to mean 0 and variance 1 for the training of a dense layer, and folds the scaling into the layer
 * afterwards, so that the network itself needs none.
 *
 * @param kinds
 *            how many kinds of features there are, each scaled as one
 * @param run
 *            features of a kind that follow one another
 * @param mean
 *            mean of each kind
 * @param deviation
 *            standard deviation of each kind, 1 where it does not vary
 */
record Standardization(int kinds, int run, double[] mean, double[] deviation) {

    /** The scaling of given features, N x size. */
    static Standardization of(Tensor features, int kinds, int run) {
        double[] sum = new double[kinds];
        double[] squares = new double[kinds];
        float[] data = features.data();
        for (int i = 0; i < data.length; i++) {
            int kind = i % features.sampleSize() / run % kinds;
            sum[kind] += data[i];
            squares[kind] += (double) data[i] * data[i];
        }
        double each = (double) data.length / kinds;
        double[] deviation = new double[kinds];
        for (int k = 0; k < kinds; k++) {
            sum[k] /= each;
            double variance = squares[k] / each - sum[k] * sum[k];
            deviation[k] = variance > 1e-12 ? Math.sqrt(variance) : 1;
        }
        return new Standardization(kinds, run, sum, deviation);
    }

    Tensor apply(Tensor features) {
        float[] scaled = new float[features.data().length];
        for (int i = 0; i < scaled.length; i++) {
            int kind = kind(i % features.sampleSize());
            scaled[i] = (float) ((features.data()[i] - mean[kind]) / deviation[kind]);
        }
        return Tensor.of(scaled, features.shape());
    }

    /** The dense layer that gives on plain features what the given one gives on scaled ones. */
    Map<String, Tensor> fold(SequencedMap<String, Tensor> dense) {
        Tensor weight = dense.firstEntry().getValue();
        Tensor bias = dense.lastEntry().getValue();
        int size = weight.sampleSize();
        float[] w = new float[weight.data().length];
        double[] b = new double[bias.data().length];
        for (int i = 0; i < w.length; i++) {
            int kind = kind(i % size);
            double folded = weight.data()[i] / deviation[kind];
            w[i] = (float) folded;
            b[i / size] -= folded * mean[kind];
        }
        float[] shifted = new float[b.length];
        for (int i = 0; i < b.length; i++) {
            shifted[i] = (float) (bias.data()[i] + b[i]);
        }
        return Map.of(dense.firstEntry().getKey(), Tensor.of(w, weight.shape()), dense.lastEntry().getKey(),
                Tensor.of(shifted, bias.shape()));
    }

    private int kind(int feature) {
        return feature / run % kinds;
    }
}
