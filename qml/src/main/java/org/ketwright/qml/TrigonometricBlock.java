package org.ketwright.qml;

import java.util.Arrays;
import java.util.List;

import org.ketwright.kernels.SineCosine;

/**
 * One thread's workspace of trigonometric polynomials. Pixels are taken in pairs, an odd number filled up by one that
 * nothing depends on. Level l of the rows holds the sums over the first l + 1 pairs: one row for each product of
 * {1, cos, sin} of the pixels that are left.
 */
final class TrigonometricBlock {
    private static final int BLOCK = Blocks.SIZE;

    private final double[] scales;
    private final List<List<double[]>> groups;
    private final int features;
    private final int levels;
    private final double[] pixels;
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
     * @param scales radians per unit of each pixel
     * @param groups the coefficients of the polynomials by fours, the last group filled up with zeros; as many as an
     *            even number of pixels needs
     * @param features how many polynomials there are
     */
    TrigonometricBlock(double[] scales, List<List<double[]>> groups, int features) {
        this.scales = scales;
        this.groups = groups;
        this.features = features;
        levels = Math.ceilDiv(scales.length, 2);
        pixels = new double[2 * levels * BLOCK];
        sin = new double[pixels.length];
        cos = new double[pixels.length];
        rows = new double[levels][];
        outer = new double[levels][];
        int count = 1;
        for (int level = levels - 1; level >= 0; level--) {
            rows[level] = new double[count * BLOCK];
            outer[level] = new double[count * BLOCK];
            count *= 9;
        }
        Arrays.fill(outer[levels - 1], 1);
        weights = new double[groups.size() * TrigonometricLoops.GROUP * BLOCK];
        slopes = new double[pixels.length];
        results = new double[Math.max(features, scales.length) * BLOCK];
    }

    /** Writes the features of the samples from {@code from} on. */
    void apply(double[] allPixels, double[] allFeatures, int samples, int from) {
        encode(allPixels, samples, from);
        for (int k = 0; k < features; k++) {
            double[] numbers = groups.get(k / TrigonometricLoops.GROUP).get(k % TrigonometricLoops.GROUP);
            for (int j = 0; j < count(0); j++) {
                TrigonometricLoops.fold(numbers, 9 * j, cos, sin, pair(0), rows[0], j * BLOCK);
            }
            for (int level = 1; level < levels; level++) {
                for (int j = 0; j < count(level); j++) {
                    TrigonometricLoops.foldRows(rows[level - 1], 9 * j * BLOCK, cos, sin, pair(level), rows[level],
                            j * BLOCK);
                }
            }
            System.arraycopy(rows[levels - 1], 0, results, k * BLOCK, BLOCK);
        }
        Blocks.copyOut(results, allFeatures, features, samples, from);
    }

    /** Writes the gradients of the samples from {@code from} on. */
    void pullback(double[] allPixels, double[] cotangent, double[] gradient, int samples, int from) {
        encode(allPixels, samples, from);
        Blocks.copyIn(cotangent, weights, features, samples, from);
        Arrays.fill(slopes, 0);
        for (int level = levels - 1; level > 0; level--) {
            for (int j = 0; j < count(level); j++) {
                TrigonometricLoops.unfold(outer[level], j * BLOCK, cos, sin, pair(level), outer[level - 1],
                        9 * j * BLOCK);
            }
        }
        for (int group = 0; group < groups.size(); group++) {
            slopes(group);
        }
        for (int q = 0; q < scales.length; q++) {
            for (int s = 0; s < BLOCK; s++) {
                results[q * BLOCK + s] = scales[q] * slopes[q * BLOCK + s];
            }
        }
        Blocks.copyOut(results, gradient, scales.length, samples, from);
    }

    private void slopes(int group) {
        for (int j = 0; j < count(0); j++) {
            for (int i = 0; i < 9; i += 3) {
                TrigonometricLoops.weigh(groups.get(group), 9 * j + i, weights,
                        group * TrigonometricLoops.GROUP * BLOCK, weighted, i * BLOCK);
            }
            TrigonometricLoops.slope(weighted, 0, cos, sin, pair(0), rows[0], j * BLOCK, outer[0], slopes);
        }
        for (int level = 1; level < levels; level++) {
            for (int j = 0; j < count(level); j++) {
                TrigonometricLoops.slope(rows[level - 1], 9 * j * BLOCK, cos, sin, pair(level), rows[level], j * BLOCK,
                        outer[level], slopes);
            }
        }
    }

    private void encode(double[] allPixels, int samples, int from) {
        Blocks.copyIn(allPixels, pixels, scales.length, samples, from);
        for (int q = 0; q < scales.length; q++) {
            SineCosine.of(pixels, q * BLOCK, (q + 1) * BLOCK, scales[q], sin, cos);
        }
    }

    private int count(int level) {
        return rows[level].length / BLOCK;
    }

    private static TrigonometricLoops.Pair pair(int level) {
        return new TrigonometricLoops.Pair(2 * level * BLOCK, (2 * level + 1) * BLOCK);
    }
}
