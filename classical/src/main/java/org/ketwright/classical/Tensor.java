package org.ketwright.classical;

import java.util.Arrays;

/**
 * Numbers with a shape, the currency at every seam between data, models and attacks. Row-major, the last axis varies
 * fastest. The data array is shared, not copied: whoever receives a tensor does not write to it.
 */
public final class Tensor {
    private static final int MOST_NUMBERS = Integer.MAX_VALUE - 8;

    private final float[] data;
    private final int[] shape;

    private Tensor(float[] data, int[] shape) {
        this.data = data;
        this.shape = shape;
    }

    /**
     * A tensor over an array.
     *
     * @param data numbers, row-major
     * @param shape extents of the axes
     * @return the tensor
     * @throws IllegalArgumentException if the product of the shape is not the length of the array
     */
    public static Tensor of(float[] data, int... shape) {
        if (size(shape) != data.length) {
            throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " needs " + size(shape)
                    + " numbers but was given " + data.length);
        }
        return new Tensor(data, shape.clone());
    }

    /** Product of the extents, which must fit an array. */
    private static int size(int... shape) {
        long size = 1;
        for (int s : shape) {
            if (s < 0) {
                throw new IllegalArgumentException("extents must not be negative but were " + Arrays.toString(shape));
            }
            size *= s;
            if (size > MOST_NUMBERS) {
                throw new IllegalArgumentException("a tensor holds at most " + MOST_NUMBERS
                        + " numbers but was given the shape " + Arrays.toString(shape));
            }
        }
        return (int) size;
    }

    /**
     * A tensor of zeros.
     *
     * @param shape extents of the axes
     * @return the tensor
     * @throws IllegalArgumentException if an extent is negative or their product too large for an array
     */
    public static Tensor zeros(int... shape) {
        return of(new float[size(shape)], shape);
    }

    /**
     * The numbers.
     *
     * @return the array itself, row-major
     */
    public float[] data() {
        return data;
    }

    /**
     * The shape.
     *
     * @return a copy of the extents
     */
    public int[] shape() {
        return shape.clone();
    }

    /**
     * One extent.
     *
     * @param axis axis, 0-based
     * @return its extent
     */
    public int extent(int axis) {
        return shape[axis];
    }

    /**
     * Number of samples: the first extent.
     *
     * @return N
     */
    public int count() {
        return shape[0];
    }

    /**
     * Numbers in one sample.
     *
     * @return the product of all extents but the first
     */
    public int sampleSize() {
        int size = 1;
        for (int i = 1; i < shape.length; i++) {
            size *= shape[i];
        }
        return size;
    }

    /**
     * Same numbers, other shape.
     *
     * @param newShape extents with the same product
     * @return a tensor over the same array
     */
    public Tensor reshape(int... newShape) {
        return of(data, newShape);
    }

    /**
     * Consecutive samples.
     *
     * @param from first sample
     * @param to one past the last sample
     * @return a copy of them
     * @throws IllegalArgumentException if there are no such samples
     */
    public Tensor slice(int from, int to) {
        if (from < 0 || from > to || to > count()) {
            throw new IllegalArgumentException("consecutive samples lie in 0.." + count() + " but were asked for from "
                    + from + " to before " + to);
        }
        int size = sampleSize();
        int[] s = shape.clone();
        s[0] = to - from;
        return of(Arrays.copyOfRange(data, from * size, to * size), s);
    }

    /**
     * Chosen samples in the given order.
     *
     * @param indices samples
     * @return a copy of them
     * @throws IllegalArgumentException if one does not exist
     */
    public Tensor select(int... indices) {
        for (int i : indices) {
            if (i < 0 || i >= count()) {
                throw new IllegalArgumentException("samples lie in 0.." + (count() - 1) + " but one asked for is " + i);
            }
        }
        int size = sampleSize();
        int[] s = shape.clone();
        s[0] = indices.length;
        float[] out = new float[indices.length * size];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(data, indices[i] * size, out, i * size, size);
        }
        return of(out, s);
    }

    /**
     * The same numbers in an array of their own.
     *
     * @return a copy that its owner may write to
     */
    public Tensor copy() {
        return new Tensor(data.clone(), shape);
    }

    /**
     * Where a sample is largest: the class that logits predict.
     *
     * @param sample which sample
     * @return index of its largest number, the first one of equals
     */
    public int argmax(int sample) {
        int size = sampleSize();
        int best = 0;
        for (int k = 1; k < size; k++) {
            if (data[sample * size + k] > data[sample * size + best]) {
                best = k;
            }
        }
        return best;
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }
}
