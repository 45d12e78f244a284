package org.ketwright.classical.network;

import java.util.Arrays;

/** Layers in plain loops over doubles, written from their definitions. */
final class Reference {

    private Reference() {
    }

    static double[][][] convolve(double[][][] image, float[] weight, float[] bias, int filters, int side, int stride,
            int padding) {
        int height = (image[0].length + 2 * padding - side) / stride + 1;
        int width = (image[0][0].length + 2 * padding - side) / stride + 1;
        double[][][] out = new double[filters][height][width];
        for (int f = 0; f < filters; f++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double sum = bias[f];
                    for (int c = 0; c < image.length; c++) {
                        for (int i = 0; i < side; i++) {
                            for (int j = 0; j < side; j++) {
                                int row = y * stride + i - padding;
                                int column = x * stride + j - padding;
                                if (row >= 0 && row < image[c].length && column >= 0 && column < image[c][row].length) {
                                    sum += weight[((f * image.length + c) * side + i) * side + j]
                                            * image[c][row][column];
                                }
                            }
                        }
                    }
                    out[f][y][x] = sum;
                }
            }
        }
        return out;
    }

    static double[][][] pool(double[][][] image, int side, int stride, boolean largest) {
        int height = (image[0].length - side) / stride + 1;
        int width = (image[0][0].length - side) / stride + 1;
        double[][][] out = new double[image.length][height][width];
        for (int c = 0; c < image.length; c++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double max = Double.NEGATIVE_INFINITY;
                    double sum = 0;
                    for (int i = 0; i < side * side; i++) {
                        double pixel = image[c][y * stride + i / side][x * stride + i % side];
                        max = Math.max(max, pixel);
                        sum += pixel;
                    }
                    out[c][y][x] = largest ? max : sum / (side * side);
                }
            }
        }
        return out;
    }

    static double[] flatten(double[][][] image) {
        return Arrays.stream(image).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray();
    }

    static double[] dense(double[] x, float[] weight, float[] bias) {
        double[] out = new double[bias.length];
        for (int k = 0; k < out.length; k++) {
            out[k] = bias[k];
            for (int i = 0; i < x.length; i++) {
                out[k] += weight[k * x.length + i] * x[i];
            }
        }
        return out;
    }
}
