package org.ketwright.qml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ketwright.classical.Tensor;

class QuanvolutionTest {

    /** Sums of cubes with distinct weights: every pixel and every feature is told from every other. */
    private record Cubes(int pixels, int features) implements WindowFilter {

        double weight(int k, int p) {
            return 1 + 0.37 * k - 0.11 * p + 0.05 * k * p;
        }

        @Override
        public String method() {
            return "cubes";
        }

        @Override
        public double[] apply(double[] values, int samples) {
            double[] out = new double[features * samples];
            for (int k = 0; k < features; k++) {
                for (int p = 0; p < pixels; p++) {
                    for (int s = 0; s < samples; s++) {
                        out[k * samples + s] += weight(k, p) * Math.pow(values[p * samples + s], 3);
                    }
                }
            }
            return out;
        }

        @Override
        public double[] pullback(double[] values, double[] cotangent, int samples) {
            double[] out = new double[pixels * samples];
            for (int k = 0; k < features; k++) {
                for (int p = 0; p < pixels; p++) {
                    for (int s = 0; s < samples; s++) {
                        out[p * samples + s] += 3 * weight(k, p) * Math.pow(values[p * samples + s], 2)
                                * cotangent[k * samples + s];
                    }
                }
            }
            return out;
        }
    }

    /** Planes, height, width, window, stride: windows that tile, overlap, leave gaps, and do not reach the edge. */
    @ParameterizedTest
    @CsvSource({"1,28,28,2,2,2", "1,5,7,2,3,1", "3,6,5,3,2,2", "2,9,9,2,2,3", "1,3,3,3,3,1", "3,4,4,1,1,1"})
    void layoutAndGradientFollowTheWindows(int planes, int height, int width, int wh, int ww, int stride) {
        WindowGrid grid = new WindowGrid(planes, height, width, wh, ww, stride);
        Cubes cubes = new Cubes(wh * ww, 3);
        Quanvolution layer = new Quanvolution(cubes, grid);
        int count = 3;
        SplittableRandom random = new SplittableRandom(height);
        double[] images = random.doubles((long) count * planes * height * width).toArray();
        double[] cotangent = random.doubles((long) count * layer.features(), -1, 1).toArray();
        double[] features = layer.features(images, count);
        double[] gradient = new double[images.length];
        for (int n = 0; n < count; n++) {
            for (int i = 0; i < grid.rows(); i++) {
                for (int j = 0; j < grid.columns(); j++) {
                    for (int c = 0; c < planes; c++) {
                        for (int k = 0; k < 3; k++) {
                            int at = n * layer.features() + ((i * grid.columns() + j) * planes + c) * 3 + k;
                            double sum = 0;
                            for (int p = 0; p < wh * ww; p++) {
                                int pixel = ((n * planes + c) * height + i * stride + p / ww) * width + j * stride
                                        + p % ww;
                                sum += cubes.weight(k, p) * Math.pow(images[pixel], 3);
                                gradient[pixel] += 3 * cubes.weight(k, p) * Math.pow(images[pixel], 2) * cotangent[at];
                            }
                            assertEquals(sum, features[at], 1e-12);
                        }
                    }
                }
            }
        }
        assertArrayEquals(gradient, layer.pullback(images, cotangent, count), 1e-12);
    }

    @Test
    void tensorsAgreeWithDoublesAcrossChunks() {
        Quanvolution layer = new Quanvolution(new Cubes(4, 4), WindowGrid.mnist());
        int count = 200;
        float[] pixels = randomFloats(count * 784, 5);
        float[] weights = randomFloats(count * 784, 6);
        Tensor images = Tensor.of(pixels, count, 1, 28, 28);
        Tensor features = layer.features(images);
        assertArrayEquals(new int[] {count, 784}, features.shape());
        assertArrayEquals(floats(layer.features(doubles(pixels), count)), features.data());
        Tensor gradient = layer.pullback(images, Tensor.of(weights, count, 784));
        assertArrayEquals(new int[] {count, 1, 28, 28}, gradient.shape());
        assertArrayEquals(floats(layer.pullback(doubles(pixels), doubles(weights), count)), gradient.data());
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThrows(IllegalArgumentException.class, () -> new WindowGrid(1, 3, 3, 4, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new WindowGrid(1, 3, 3, 2, 2, 0));
        assertThrows(IllegalArgumentException.class, () -> new Quanvolution(new Cubes(3, 1), WindowGrid.mnist()));
        Quanvolution layer = new Quanvolution(new Cubes(4, 4), WindowGrid.mnist());
        Exception e = assertThrows(IllegalArgumentException.class, () -> layer.features(Tensor.zeros(2, 1, 28, 27)));
        assertEquals("images must have the shape N x [1, 28, 28] but have [2, 1, 28, 27]", e.getMessage());
        assertThrows(IllegalArgumentException.class,
                () -> layer.pullback(Tensor.zeros(2, 1, 28, 28), Tensor.zeros(1, 784)));
        assertThrows(IllegalArgumentException.class, () -> layer.features(new double[783], 1));
    }

    static float[] randomFloats(int count, long seed) {
        return floats(new SplittableRandom(seed).doubles(count).toArray());
    }

    static float[] floats(double[] values) {
        float[] out = new float[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) values[i];
        }
        return out;
    }

    static double[] doubles(float[] values) {
        double[] out = new double[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[i];
        }
        return out;
    }
}
