package org.ketwright.studies.comparative;

import org.ketwright.classical.LabeledImages;

/**
 * How much a perturbation looks like what tells two classes apart. The map of the two classes is 1 where the mean image
 * of the second is brighter by more than 0.1, -1 where it is darker by more than 0.1, else 0.
 *
 * @param coherence
 *            {@code sum of map * change / sum of |change|}, in [-1, 1]
 * @param outside
 *            share of the squared changes where the map is 0
 */
record Pattern(double coherence, double outside) {
    private static final double THRESHOLD = 0.1;

    /** The map from one class to another. */
    static int[] map(LabeledImages images, int from, int to) {
        double[] difference = new double[images.images().sampleSize()];
        add(images, from, -1, difference);
        add(images, to, 1, difference);
        int[] map = new int[difference.length];
        for (int i = 0; i < map.length; i++) {
            map[i] = difference[i] > THRESHOLD ? 1 : difference[i] < -THRESHOLD ? -1 : 0;
        }
        return map;
    }

    private static void add(LabeledImages images, int label, double sign, double[] sum) {
        int count = 0;
        for (long l : images.labels()) {
            count += l == label ? 1 : 0;
        }
        for (int i = 0; i < images.count(); i++) {
            if (images.labels()[i] == label) {
                for (int j = 0; j < sum.length; j++) {
                    sum[j] += sign * images.images().data()[i * sum.length + j] / count;
                }
            }
        }
    }

    /** The pattern of one change; a change of nothing is as coherent as noise. */
    static Pattern of(int[] map, float[] change) {
        double along = 0;
        double sizes = 0;
        double outside = 0;
        double squares = 0;
        for (int i = 0; i < map.length; i++) {
            along += map[i] * (double) change[i];
            sizes += Math.abs(change[i]);
            squares += (double) change[i] * change[i];
            outside += map[i] == 0 ? (double) change[i] * change[i] : 0;
        }
        return new Pattern(sizes == 0 ? 0 : along / sizes, squares == 0 ? 0 : outside / squares);
    }
}
