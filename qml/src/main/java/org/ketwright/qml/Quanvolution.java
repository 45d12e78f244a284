package org.ketwright.qml;

import java.util.Arrays;

import org.ketwright.classical.Tensor;

/**
 * A layer that turns every window of an image into the features of a circuit (Henderson et al. 2020; El Maouaki et al.,
 * arXiv 2407.03875, section III), with its exact gradient to the pixels.
 *
 * <p>
 * A window's pixels go row by row to the filter's inputs. Each plane is filtered on its own by the same filter. The
 * features of an image are one row, channel-last: feature k of plane c at window (i, j) is at
 * {@code ((i * columns + j) * planes + c) * filter features + k}. Arithmetic is in double precision; tensors are in
 * single precision because that is the currency of classifiers.
 *
 * <p>
 * Immutable, and safe for use by several threads. Images are worked on in chunks, so memory beyond arguments and result
 * does not grow with their number.
 */
public final class Quanvolution {
    /** Windows worked on at a time: enough for all threads, small enough for the cache. */
    private static final int CHUNK = 1 << 14;

    private final WindowFilter filter;
    private final WindowGrid grid;

    /**
     * A layer.
     *
     * @param filter
     *            what is computed of each window
     * @param grid
     *            where the windows lie
     * @throws IllegalArgumentException
     *             if the filter does not take as many pixels as a window has
     */
    public Quanvolution(WindowFilter filter, WindowGrid grid) {
        if (filter.pixels() != grid.windowPixels()) {
            throw new IllegalArgumentException("a filter must take the " + grid.windowPixels()
                    + " pixels of a window but takes " + filter.pixels());
        }
        this.filter = filter;
        this.grid = grid;
    }

    /**
     * What is computed of each window.
     *
     * @return the filter
     */
    public WindowFilter filter() {
        return filter;
    }

    /**
     * Where the windows lie.
     *
     * @return the grid
     */
    public WindowGrid grid() {
        return grid;
    }

    /**
     * Features of an image.
     *
     * @return windows of all planes times features of the filter
     */
    public int features() {
        return grid.windows() * filter.features();
    }

    /**
     * The features of images.
     *
     * @param images
     *            N x planes x height x width
     * @return N x features
     * @throws IllegalArgumentException
     *             if the images do not have the grid's shape
     */
    public Tensor features(Tensor images) {
        requireShape(images, "images", grid.planes(), grid.height(), grid.width());
        float[] out = new float[Math.multiplyExact(images.count(), features())];
        forEachChunk(images.count(), (first, last) -> narrow(
                features(widen(images, first, last, grid.imagePixels()), last - first), out, first * features()));
        return Tensor.of(out, images.count(), features());
    }

    /**
     * The gradient of the sum of cotangent times feature with respect to every pixel.
     *
     * @param images
     *            N x planes x height x width
     * @param cotangent
     *            the weight of each feature, N x features
     * @return the gradient, in the shape of the images
     * @throws IllegalArgumentException
     *             if a shape does not fit
     */
    public Tensor pullback(Tensor images, Tensor cotangent) {
        requireShape(images, "images", grid.planes(), grid.height(), grid.width());
        requireShape(cotangent, "cotangents", features());
        if (cotangent.count() != images.count()) {
            throw new IllegalArgumentException("each of the " + images.count()
                    + " images needs a row of cotangents but there are " + cotangent.count());
        }
        float[] out = new float[images.data().length];
        forEachChunk(images.count(), (first, last) -> {
            double[] gradient = pullback(widen(images, first, last, grid.imagePixels()),
                    widen(cotangent, first, last, features()), last - first);
            narrow(gradient, out, first * grid.imagePixels());
        });
        return Tensor.of(out, images.shape());
    }

    /**
     * The features of images in double precision, all at a time.
     *
     * @param images
     *            pixels, {@code [image][plane][row][column]}
     * @param count
     *            how many images there are
     * @return features, {@code [image][feature]}
     * @throws IllegalArgumentException
     *             if the array does not have the stated size
     */
    public double[] features(double[] images, int count) {
        requireLength(images, count, grid.imagePixels(), "pixels");
        double[] windows = filter.apply(grid.gather(images, count), count * grid.windows());
        double[] out = new double[count * features()];
        int perPlane = grid.rows() * grid.columns();
        int step = filter.features() * grid.planes();
        forEachPlane(count, (at, from) -> {
            for (int w = 0; w < perPlane; w++) {
                out[at + w * step] = windows[from + w];
            }
        });
        return out;
    }

    /**
     * The gradient of the sum of cotangent times feature in double precision, all images at a time.
     *
     * @param images
     *            pixels, {@code [image][plane][row][column]}
     * @param cotangent
     *            weights, {@code [image][feature]}
     * @param count
     *            how many images there are
     * @return the gradient, {@code [image][plane][row][column]}
     * @throws IllegalArgumentException
     *             if an array does not have the stated size
     */
    public double[] pullback(double[] images, double[] cotangent, int count) {
        requireLength(images, count, grid.imagePixels(), "pixels");
        requireLength(cotangent, count, features(), "cotangents");
        double[] weights = new double[cotangent.length];
        int perPlane = grid.rows() * grid.columns();
        int step = filter.features() * grid.planes();
        forEachPlane(count, (at, to) -> {
            for (int w = 0; w < perPlane; w++) {
                weights[to + w] = cotangent[at + w * step];
            }
        });
        return grid.scatter(filter.pullback(grid.gather(images, count), weights, count * grid.windows()), count);
    }

    /** Visits a feature of a plane: where it begins in the image's row, and in the filter's layout. */
    private interface PlaneVisitor {
        void visit(int flat, int filtered);
    }

    private void forEachPlane(int count, PlaneVisitor visitor) {
        int perPlane = grid.rows() * grid.columns();
        for (int k = 0; k < filter.features(); k++) {
            for (int plane = 0; plane < count * grid.planes(); plane++) {
                int image = plane / grid.planes();
                int flat = image * features() + plane % grid.planes() * filter.features() + k;
                visitor.visit(flat, (k * count * grid.planes() + plane) * perPlane);
            }
        }
    }

    /** Works on images from the first to before the last. */
    private interface ChunkVisitor {
        void visit(int first, int last);
    }

    private void forEachChunk(int count, ChunkVisitor visitor) {
        int chunk = Math.max(1, CHUNK / grid.windows());
        for (int first = 0; first < count; first += chunk) {
            visitor.visit(first, Math.min(count, first + chunk));
        }
    }

    private static double[] widen(Tensor tensor, int first, int last, int size) {
        double[] wide = new double[(last - first) * size];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = tensor.data()[first * size + i];
        }
        return wide;
    }

    private static void narrow(double[] wide, float[] out, int at) {
        for (int i = 0; i < wide.length; i++) {
            out[at + i] = (float) wide[i];
        }
    }

    private static void requireShape(Tensor tensor, String what, int... sample) {
        int[] shape = tensor.shape();
        if (shape.length != sample.length + 1
                || !Arrays.equals(shape, 1, shape.length, sample, 0, sample.length)) {
            throw new IllegalArgumentException(what + " must have the shape N x " + Arrays.toString(sample)
                    + " but have " + Arrays.toString(shape));
        }
    }

    private static void requireLength(double[] values, int count, int each, String what) {
        if (count < 0 || values.length != (long) count * each) {
            throw new IllegalArgumentException(count + " images of " + each + " " + what
                    + " need as many values as their product but were given " + values.length);
        }
    }
}
