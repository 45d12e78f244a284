package org.ketwright.qml;

/**
 * Where the windows of a quanvolution lie in an image: as many as fit at the stride, nothing padded, each plane on its
 * own.
 *
 * @param planes
 *            planes of an image
 * @param height
 *            rows of pixels of an image
 * @param width
 *            columns of pixels of an image
 * @param windowHeight
 *            rows of pixels of a window
 * @param windowWidth
 *            columns of pixels of a window
 * @param stride
 *            pixels from one window to the next, down and across
 */
public record WindowGrid(int planes, int height, int width, int windowHeight, int windowWidth, int stride) {

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException
     *             if one is below 1 or the window does not fit into the image
     */
    public WindowGrid {
        if (planes < 1 || windowHeight < 1 || windowWidth < 1 || stride < 1) {
            throw new IllegalArgumentException("planes, window and stride must be at least 1 but were " + planes + ", "
                    + windowHeight + "x" + windowWidth + " and " + stride);
        }
        if (windowHeight > height || windowWidth > width) {
            throw new IllegalArgumentException("a window must fit into the image of " + height + "x" + width
                    + " pixels but was " + windowHeight + "x" + windowWidth);
        }
    }

    /**
     * The grid of RobQuNN (arXiv 2407.03875, section III): gray images of 28 x 28 pixels, windows of 2 x 2, stride 2.
     *
     * @return 14 x 14 windows
     */
    public static WindowGrid mnist() {
        return new WindowGrid(1, 28, 28, 2, 2, 2);
    }

    /**
     * Rows of windows.
     *
     * @return how many windows lie below each other
     */
    public int rows() {
        return (height - windowHeight) / stride + 1;
    }

    /**
     * Columns of windows.
     *
     * @return how many windows lie beside each other
     */
    public int columns() {
        return (width - windowWidth) / stride + 1;
    }

    /**
     * Windows of an image, over all planes.
     *
     * @return planes times rows times columns
     */
    public int windows() {
        return planes * rows() * columns();
    }

    /**
     * Pixels of a window.
     *
     * @return height times width
     */
    public int windowPixels() {
        return windowHeight * windowWidth;
    }

    /**
     * Pixels of an image, over all planes.
     *
     * @return planes times height times width
     */
    public int imagePixels() {
        return planes * height * width;
    }

    /** The pixels of all windows, {@code [pixel of the window, row-major][image, plane, row, column]}. */
    double[] gather(double[] images, int count) {
        int rows = rows();
        int columns = columns();
        int samples = count * windows();
        double[] pixels = new double[windowPixels() * samples];
        for (int p = 0; p < windowPixels(); p++) {
            int to = p * samples;
            for (int plane = 0; plane < count * planes; plane++) {
                for (int i = 0; i < rows; i++) {
                    take(images, corner(plane, i, p), stride, pixels, to, columns);
                    to += columns;
                }
            }
        }
        return pixels;
    }

    /** The transpose of {@link #gather}: windows that overlap add up. */
    double[] scatter(double[] pixels, int count) {
        int rows = rows();
        int columns = columns();
        int samples = count * windows();
        double[] images = new double[count * imagePixels()];
        for (int p = 0; p < windowPixels(); p++) {
            int from = p * samples;
            for (int plane = 0; plane < count * planes; plane++) {
                for (int i = 0; i < rows; i++) {
                    add(pixels, from, images, corner(plane, i, p), stride, columns);
                    from += columns;
                }
            }
        }
        return images;
    }

    private int corner(int plane, int row, int pixel) {
        return (plane * height + row * stride + pixel / windowWidth) * width + pixel % windowWidth;
    }

    private static void take(double[] from, int at, int step, double[] to, int toAt, int count) {
        for (int i = 0; i < count; i++) {
            to[toAt + i] = from[at + i * step];
        }
    }

    private static void add(double[] from, int at, double[] to, int toAt, int step, int count) {
        for (int i = 0; i < count; i++) {
            to[toAt + i * step] += from[at + i];
        }
    }
}
