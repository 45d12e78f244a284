package org.ketwright.classical.data;

/** Rotation and separable filters of square gray images. */
final class CanvasFilter {

    private CanvasFilter() {
    }

    /** Turns an image about its center, bilinear, with zeros where nothing was. */
    static double[] rotate(double[] image, int side, double angle) {
        double center = (side - 1) / 2.0;
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double[] out = new double[image.length];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double fromX = center + cos * (x - center) + sin * (y - center);
                double fromY = center - sin * (x - center) + cos * (y - center);
                int left = (int) Math.floor(fromX);
                int top = (int) Math.floor(fromY);
                double right = fromX - left;
                double down = fromY - top;
                out[y * side + x] = (1 - down)
                        * ((1 - right) * at(image, side, top, left) + right * at(image, side, top, left + 1))
                        + down * ((1 - right) * at(image, side, top + 1, left)
                                + right * at(image, side, top + 1, left + 1));
            }
        }
        return out;
    }

    /** Rows of Gaussian weights, cut at four standard deviations; what lies outside the image counts as zero. */
    static double[][] blurWeights(int side, double sigma) {
        int radius = (int) Math.ceil(4 * sigma);
        double[] bell = new double[2 * radius + 1];
        double sum = 0;
        for (int i = -radius; i <= radius; i++) {
            bell[i + radius] = StrictMath.exp(-i * i / (2 * sigma * sigma));
            sum += bell[i + radius];
        }
        double[][] weights = new double[side][side];
        for (int i = 0; i < side; i++) {
            for (int j = Math.max(0, i - radius); j <= Math.min(side - 1, i + radius); j++) {
                weights[i][j] = bell[j - i + radius] / sum;
            }
        }
        return weights;
    }

    /** Triangle filter as wide as a pixel of the smaller image, normalized at the border: one row for each of its pixels. */
    static double[][] shrinkWeights(int from, int to) {
        double scale = (double) from / to;
        double[][] weights = new double[to][from];
        for (int i = 0; i < to; i++) {
            double center = (i + 0.5) * scale;
            double sum = 0;
            for (int j = 0; j < from; j++) {
                weights[i][j] = Math.max(0, 1 - Math.abs(j + 0.5 - center) / scale);
                sum += weights[i][j];
            }
            for (int j = 0; j < from; j++) {
                weights[i][j] /= sum;
            }
        }
        return weights;
    }

    /** Applies a filter, rows of weights, along both axes: W image W'. */
    static double[] apply(double[][] weights, double[] image, int side) {
        int size = weights.length;
        double[] wide = new double[size * side];
        for (int i = 0; i < size; i++) {
            for (int y = 0; y < side; y++) {
                double w = weights[i][y];
                for (int x = 0; w != 0 && x < side; x++) {
                    wide[i * side + x] += w * image[y * side + x];
                }
            }
        }
        double[] out = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double sum = 0;
                for (int x = 0; x < side; x++) {
                    sum += weights[j][x] * wide[i * side + x];
                }
                out[i * size + j] = sum;
            }
        }
        return out;
    }

    private static double at(double[] image, int side, int y, int x) {
        return x < 0 || y < 0 || x >= side || y >= side ? 0 : image[y * side + x];
    }
}
