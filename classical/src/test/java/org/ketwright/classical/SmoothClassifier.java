package org.ketwright.classical;

import java.util.random.RandomGenerator;

/**
 * {@code logits = A tanh(B x + c)} in plain loops over doubles: smooth, and bit-identical however a batch is split. For
 * tests of what works on any classifier.
 */
public final class SmoothClassifier implements Classifier {
    private final double[][] a;
    private final double[][] b;
    private final double[] c;

    /** Random weights. */
    public SmoothClassifier(int inputs, int hidden, int classes, long seed) {
        RandomGenerator random = new Seed(seed).generator();
        a = gaussian(classes, hidden, 2 / Math.sqrt(hidden), random);
        b = gaussian(hidden, inputs, 2 / Math.sqrt(inputs), random);
        c = gaussian(1, hidden, 0.3, random)[0];
    }

    /** Images with labels that are right for most of them. */
    public LabeledImages images(int count, int side, long seed) {
        RandomGenerator random = new Seed(seed).generator();
        float[] pixels = new float[count * side * side];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(256) / 255f;
        }
        Tensor x = Tensor.of(pixels, count, 1, side, side);
        Tensor logits = logits(x);
        long[] labels = new long[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 5 == 4 ? random.nextInt(classes()) : logits.argmax(i);
        }
        return new LabeledImages(x, labels, classes());
    }

    @Override
    public Tensor logits(Tensor x) {
        return pull(x, (first, logits) -> logits).logits();
    }

    @Override
    public Pull pull(Tensor x, LogitWeights weights) {
        int n = x.count();
        float[] z = new float[n * a.length];
        double[][] hidden = new double[n][c.length];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < c.length; j++) {
                double sum = c[j];
                for (int p = 0; p < x.sampleSize(); p++) {
                    sum += b[j][p] * x.data()[i * x.sampleSize() + p];
                }
                hidden[i][j] = Math.tanh(sum);
            }
            for (int k = 0; k < a.length; k++) {
                double sum = 0;
                for (int j = 0; j < c.length; j++) {
                    sum += a[k][j] * hidden[i][j];
                }
                z[i * a.length + k] = (float) sum;
            }
        }
        Tensor logits = Tensor.of(z, n, a.length);
        // As models may that work on parts: not all at once, and not in order.
        float[] w = new float[z.length];
        for (int from = n / 3 * 2, to = n; to > 0; to = from, from -= Math.max(1, n / 3)) {
            int first = Math.max(0, from);
            float[] some = weights.of(first, logits.slice(first, to)).data();
            System.arraycopy(some, 0, w, first * a.length, some.length);
        }
        float[] gradient = new float[x.data().length];
        for (int i = 0; i < n; i++) {
            for (int p = 0; p < x.sampleSize(); p++) {
                double sum = 0;
                for (int j = 0; j < c.length; j++) {
                    double back = 0;
                    for (int k = 0; k < a.length; k++) {
                        back += w[i * a.length + k] * a[k][j];
                    }
                    sum += back * (1 - hidden[i][j] * hidden[i][j]) * b[j][p];
                }
                gradient[i * x.sampleSize() + p] = (float) sum;
            }
        }
        return new Pull(logits, Tensor.of(gradient, x.shape()));
    }

    @Override
    public int classes() {
        return a.length;
    }

    private static double[][] gaussian(int rows, int columns, double scale, RandomGenerator random) {
        double[][] m = new double[rows][columns];
        for (double[] row : m) {
            for (int i = 0; i < columns; i++) {
                row[i] = scale * random.nextGaussian();
            }
        }
        return m;
    }
}
