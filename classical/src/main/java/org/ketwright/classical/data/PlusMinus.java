package org.ketwright.classical.data;

import java.util.random.RandomGenerator;

import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;

/**
 * Generates images like the plus-minus data set (Wendlinger et al. 2024, section III): gray, 16 x 16, four classes, no
 * files needed. Class 0 is a minus, 1 a plus, 2 a bar with half a bar on its right, 3 a bar with half a bar on its left;
 * thickness, position, tilt and blur vary. The recipe was found by comparing with the published images and reproduces
 * their statistics.
 */
public final class PlusMinus {
    /** Number of classes. */
    public static final int CLASSES = 4;
    /** Height and width of an image in pixels. */
    public static final int SIDE = 16;

    static final int UNCROPPED = 18;
    /** All pixels must fit one array. */
    private static final int MOST_PER_CLASS = Integer.MAX_VALUE / (CLASSES * SIDE * SIDE) - 1;
    private static final int CANVAS = 40;
    private static final int PLUS = 1;
    private static final int RIGHT = 2;
    private static final int LEFT = 3;
    private static final double MAX_TILT = Math.toRadians(10);
    /** One row of canvas weights for each pixel. */
    private static final double[][] RESIZE = CanvasFilter.shrinkWeights(CANVAS, UNCROPPED);

    private PlusMinus() {
    }

    /**
     * Images in random order, equally many of each class.
     *
     * @param perClass images of each class
     * @param seed key of the draws; the published set has 250 per class to train on and 50 to test
     * @return 4 perClass images of 1 x 16 x 16
     */
    public static LabeledImages generate(int perClass, Seed seed) {
        if (perClass < 0 || perClass > MOST_PER_CLASS) {
            throw new IllegalArgumentException("images of each class number 0.." + MOST_PER_CLASS + " but "
                    + perClass + " were asked for");
        }
        int count = CLASSES * perClass;
        int[] order = seed.derive("order").permutation(count);
        float[] pixels = new float[count * SIDE * SIDE];
        long[] labels = new long[count];
        for (int i = 0; i < count; i++) {
            int label = order[i] % CLASSES;
            int[] image = draw(label, seed.derive("image").derive(order[i]).generator());
            labels[i] = label;
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    pixels[(i * SIDE + y) * SIDE + x] = image[(y + 1) * UNCROPPED + x + 1] / 255f;
                }
            }
        }
        return new LabeledImages(Tensor.of(pixels, count, 1, SIDE, SIDE), labels, CLASSES);
    }

    /** One image of 18 x 18 pixels in 0..255, before its border is cut off. */
    static int[] draw(int label, RandomGenerator random) {
        double[] canvas = bars(label, random);
        double tilt = MAX_TILT * (2 * random.nextDouble() - 1);
        double sigma = 0.8 + 0.7 * random.nextDouble();
        double[][] blurred = CanvasFilter.blurWeights(CANVAS, sigma);
        double[] smooth = CanvasFilter.apply(blurred, CanvasFilter.rotate(canvas, CANVAS, tilt), CANVAS);
        double[] small = CanvasFilter.apply(RESIZE, smooth, CANVAS);
        int[] image = new int[small.length];
        for (int i = 0; i < image.length; i++) {
            image[i] = Math.clamp(Math.round(255 * small[i]), 0, 255);
        }
        return image;
    }

    private static double[] bars(int label, RandomGenerator random) {
        int before = 1 + random.nextInt(3);
        int after = 1 + random.nextInt(3);
        int row = 18 + random.nextInt(4);
        int column = 18 + random.nextInt(4);
        double[] canvas = new double[CANVAS * CANVAS];
        for (int y = 0; y < CANVAS; y++) {
            for (int x = 0; x < CANVAS; x++) {
                boolean beside = label == RIGHT ? x >= column : label != LEFT || x < column;
                boolean horizontal = row - before <= y && y < row + after && beside;
                boolean vertical = label >= PLUS && column - before <= x && x < column + after;
                canvas[y * CANVAS + x] = horizontal || vertical ? 1 : 0;
            }
        }
        return canvas;
    }
}
