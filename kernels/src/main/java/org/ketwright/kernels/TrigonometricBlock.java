package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One thread's workspace of trigonometric polynomials. Features are taken in pairs, an odd number filled up by one that
 * nothing depends on. Level l of the rows holds the sums over the first l + 1 pairs: one row for each product of
 * {1, cos, sin} of the features that are left.
 */
final class TrigonometricBlock {
    private static final int BLOCK = SampleBlocks.SIZE;
    private static final int GROUP = TrigonometricLoops.GROUP;

    private final double[] scale;
    private final List<double[]> coefficients;
    private final int outputs;
    private final int levels;
    private final TrigonometricLoops.Pair[] pairs;
    private final double[] features;
    private final double[] sin;
    private final double[] cos;
    private final double[][] rows;
    /** Level l: what each row of the same level weighs in the result. */
    private final double[][] outer;
    private final double[] weights;
    private final double[] weighted = new double[9 * BLOCK];
    private final double[] slopes;
    private final double[] results;

    /**
     * A workspace.
     *
     * @param scale radians per unit of each feature
     * @param coefficients of the polynomials, {@link #filled filled up}
     * @param outputs how many polynomials there are
     */
    TrigonometricBlock(double[] scale, List<double[]> coefficients, int outputs) {
        this.scale = scale;
        this.coefficients = coefficients;
        this.outputs = outputs;
        levels = Math.ceilDiv(scale.length, 2);
        pairs = new TrigonometricLoops.Pair[levels];
        Arrays.setAll(pairs, l -> new TrigonometricLoops.Pair(2 * l * BLOCK, (2 * l + 1) * BLOCK));
        features = new double[2 * levels * BLOCK];
        sin = new double[features.length];
        cos = new double[features.length];
        rows = new double[levels][];
        outer = new double[levels][];
        int count = 1;
        for (int level = levels - 1; level >= 0; level--) {
            rows[level] = new double[count * BLOCK];
            outer[level] = new double[count * BLOCK];
            count *= 9;
        }
        Arrays.fill(outer[levels - 1], 1);
        weights = new double[coefficients.size() * BLOCK];
        slopes = new double[features.length];
        results = new double[Math.max(outputs, scale.length) * BLOCK];
    }

    /** Zeros put after the coefficients: as many as an even number of features needs, and polynomials in whole groups. */
    static List<double[]> filled(List<double[]> coefficients, int features) {
        List<double[]> all = new ArrayList<>();
        int length = (int) Math.pow(3, features + features % 2);
        coefficients.forEach(own -> all.add(Arrays.copyOf(own, length)));
        while (all.size() % GROUP != 0) {
            all.add(new double[length]);
        }
        return List.copyOf(all);
    }

    /** Writes the values at the samples from {@code from} on. */
    void values(double[] allFeatures, double[] values, int samples, int from) {
        encode(allFeatures, samples, from);
        for (int k = 0; k < outputs; k++) {
            TrigonometricLoops.fold(coefficients.get(k), cos, sin, pairs[0], rows[0]);
            for (int level = 1; level < levels; level++) {
                TrigonometricLoops.foldRows(rows[level - 1], cos, sin, pairs[level], rows[level]);
            }
            System.arraycopy(rows[levels - 1], 0, results, k * BLOCK, BLOCK);
        }
        SampleBlocks.copyOut(results, values, outputs, samples, from);
    }

    /** Writes the gradients at the samples from {@code from} on. */
    void pullback(double[] allFeatures, double[] cotangent, double[] gradient, int samples, int from) {
        encode(allFeatures, samples, from);
        SampleBlocks.copyIn(cotangent, weights, outputs, samples, from);
        Arrays.fill(slopes, 0);
        for (int level = levels - 1; level > 0; level--) {
            for (int j = 0; j < count(level); j++) {
                TrigonometricLoops.unfold(outer[level], j * BLOCK, cos, sin, pairs[level], outer[level - 1],
                        9 * j * BLOCK);
            }
        }
        for (int k = 0; k < coefficients.size(); k += GROUP) {
            addSlopes(k);
        }
        for (int f = 0; f < scale.length; f++) {
            for (int s = 0; s < BLOCK; s++) {
                results[f * BLOCK + s] = scale[f] * slopes[f * BLOCK + s];
            }
        }
        SampleBlocks.copyOut(results, gradient, scale.length, samples, from);
    }

    /** What a group of polynomials adds to the slopes. */
    private void addSlopes(int first) {
        for (int j = 0; j < count(0); j++) {
            for (int i = 0; i < 9; i += 3) {
                TrigonometricLoops.weigh(coefficients, first, 9 * j + i, weights, weighted, i * BLOCK);
            }
            TrigonometricLoops.slope(weighted, 0, cos, sin, pairs[0], rows[0], j * BLOCK, outer[0], slopes);
        }
        for (int level = 1; level < levels; level++) {
            for (int j = 0; j < count(level); j++) {
                TrigonometricLoops.slope(rows[level - 1], 9 * j * BLOCK, cos, sin, pairs[level], rows[level], j * BLOCK,
                        outer[level], slopes);
            }
        }
    }

    private void encode(double[] allFeatures, int samples, int from) {
        SampleBlocks.copyIn(allFeatures, features, scale.length, samples, from);
        for (int f = 0; f < scale.length; f++) {
            SineCosine.of(features, f * BLOCK, (f + 1) * BLOCK, scale[f], sin, cos);
        }
    }

    private int count(int level) {
        return rows[level].length / BLOCK;
    }
}
