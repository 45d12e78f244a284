package org.ketwright.classical;

import java.util.Arrays;

/**
 * Images with their classes.
 *
 * @param images N x planes x height x width, in [0, 1]
 * @param labels N classes, 0-based
 * @param classes number of classes K
 */
public record LabeledImages(Tensor images, long[] labels, int classes) {

    /** Checks that counts and labels fit. */
    public LabeledImages {
        if (images.count() != labels.length) {
            throw new IllegalArgumentException(
                    "images and labels must be equally many but are " + images.count() + " and " + labels.length);
        }
        for (long label : labels) {
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException("labels must lie in 0.." + (classes - 1) + " but one is " + label);
            }
        }
    }

    /**
     * Number of images.
     *
     * @return N
     */
    public int count() {
        return labels.length;
    }

    /**
     * Consecutive samples.
     *
     * @param from first
     * @param to one past the last
     * @return a copy of them
     */
    public LabeledImages slice(int from, int to) {
        return new LabeledImages(images.slice(from, to), Arrays.copyOfRange(labels, from, to), classes);
    }

    /**
     * Chosen samples in the given order.
     *
     * @param indices samples
     * @return a copy of them
     */
    public LabeledImages select(int... indices) {
        long[] l = new long[indices.length];
        for (int i = 0; i < l.length; i++) {
            l[i] = labels[indices[i]];
        }
        return new LabeledImages(images.select(indices), l, classes);
    }

    /**
     * Samples drawn without replacement, in random order; the fewer are a prefix of the more.
     *
     * @param number how many
     * @param seed key of the draw
     * @return a copy of them
     */
    public LabeledImages draw(int number, Seed seed) {
        if (number < 0 || number > count()) {
            throw new IllegalArgumentException("there are " + count() + " samples to draw from but " + number
                    + " were asked for");
        }
        return select(Arrays.copyOf(seed.permutation(count()), number));
    }
}
