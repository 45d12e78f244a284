package org.ketwright.classical.data;

import org.ketwright.classical.Tensor;

/** Makes images small enough for a circuit. */
public final class SmallImages {

    private SmallImages() {
    }

    /**
     * Shrinks square gray images without aliasing (each pixel is a weighted mean under a triangle as wide as a pixel of
     * the smaller image) and cuts a border off.
     *
     * @param images N x 1 x side x side
     * @param side height and width after shrinking, at most those of the images
     * @param border pixels cut off on each of the four sides after shrinking
     * @return N x 1 x (side - 2 border) x (side - 2 border)
     * @throws IllegalArgumentException if images are not square and gray, or nothing would be left
     */
    public static Tensor shrink(Tensor images, int side, int border) {
        int[] shape = images.shape();
        if (shape.length != 4 || shape[1] != 1 || shape[2] != shape[3]) {
            throw new IllegalArgumentException("images to shrink must be N x 1 x side x side but were " + images);
        }
        int from = shape[2];
        int left = side - 2 * border;
        if (side > from || border < 0 || left < 1) {
            throw new IllegalArgumentException("images of side " + from + " shrink to 1.." + from
                    + " pixels, less twice a border, but side " + side + " and border " + border + " were asked for");
        }
        double[][] weights = CanvasFilter.shrinkWeights(from, side);
        Tensor out = Tensor.zeros(shape[0], 1, left, left);
        double[] image = new double[from * from];
        for (int i = 0; i < shape[0]; i++) {
            for (int j = 0; j < image.length; j++) {
                image[j] = images.data()[i * image.length + j];
            }
            double[] small = CanvasFilter.apply(weights, image, from);
            for (int y = 0; y < left; y++) {
                for (int x = 0; x < left; x++) {
                    out.data()[(i * left + y) * left + x] = (float) Math.clamp(small[(y + border) * side + x + border],
                            0, 1);
                }
            }
        }
        return out;
    }
}
