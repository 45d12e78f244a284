package org.ketwright.simulator.numpy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An array of numbers with a shape, last index fastest. Complex numbers are held as real and imaginary part in turn.
 * Holds what it is given without copying.
 */
public final class NumpyArray {
    private final NumpyType type;
    private final List<Integer> shape;
    private final Object numbers;

    NumpyArray(NumpyType type, int[] shape, Object numbers) {
        this.type = type;
        this.shape = IntStream.of(shape).boxed().toList();
        this.numbers = numbers;
        long wanted = type.numbers();
        for (int s : shape) {
            if (s < 0) {
                throw new IllegalArgumentException("a shape has no negative sizes but was " + Arrays.toString(shape));
            }
            wanted = Math.multiplyExact(wanted, (long) s);
        }
        int given = java.lang.reflect.Array.getLength(numbers);
        if (given != wanted) {
            throw new IllegalArgumentException("an array of shape " + Arrays.toString(shape) + " and type "
                    + type.code() + " has " + wanted + " numbers but was given " + given);
        }
    }

    /**
     * An array of 64-bit numbers.
     *
     * @param values the numbers
     * @param shape the shape
     * @return the array
     * @throws IllegalArgumentException if the count does not fit the shape
     */
    public static NumpyArray of(double[] values, int... shape) {
        return new NumpyArray(NumpyType.F8, shape, values);
    }

    /**
     * An array of 32-bit numbers.
     *
     * @param values the numbers
     * @param shape the shape
     * @return the array
     * @throws IllegalArgumentException if the count does not fit the shape
     */
    public static NumpyArray of(float[] values, int... shape) {
        return new NumpyArray(NumpyType.F4, shape, values);
    }

    /**
     * An array of 64-bit integers.
     *
     * @param values the numbers
     * @param shape the shape
     * @return the array
     * @throws IllegalArgumentException if the count does not fit the shape
     */
    public static NumpyArray of(long[] values, int... shape) {
        return new NumpyArray(NumpyType.I8, shape, values);
    }

    /**
     * An array of unsigned bytes.
     *
     * @param values the numbers
     * @param shape the shape
     * @return the array
     * @throws IllegalArgumentException if the count does not fit the shape
     */
    public static NumpyArray of(byte[] values, int... shape) {
        return new NumpyArray(NumpyType.U1, shape, values);
    }

    /**
     * An array of complex numbers in double precision.
     *
     * @param interleaved real and imaginary parts in turn
     * @param shape the shape
     * @return the array
     * @throws IllegalArgumentException if the count does not fit the shape
     */
    public static NumpyArray complex(double[] interleaved, int... shape) {
        return new NumpyArray(NumpyType.C16, shape, interleaved);
    }

    /**
     * An array of complex numbers in single precision.
     *
     * @param interleaved real and imaginary parts in turn
     * @param shape the shape
     * @return the array
     * @throws IllegalArgumentException if the count does not fit the shape
     */
    public static NumpyArray complex(float[] interleaved, int... shape) {
        return new NumpyArray(NumpyType.C8, shape, interleaved);
    }

    /**
     * Element type.
     *
     * @return the type
     */
    public NumpyType type() {
        return type;
    }

    /**
     * Size along each axis.
     *
     * @return the shape; empty for a single number
     */
    public List<Integer> shape() {
        return shape;
    }

    /**
     * The numbers of an array of type F8 or C16, or F4 or C8 widened.
     *
     * @return the numbers, complex ones interleaved; a copy where widened
     * @throws IllegalArgumentException if the type is another
     */
    public double[] doubles() {
        return switch (numbers) {
            case double[] d -> d;
            case float[] f -> IntStream.range(0, f.length).mapToDouble(i -> f[i]).toArray();
            default -> throw wrongType("floating-point");
        };
    }

    /**
     * The numbers of an array of type F4 or C8.
     *
     * @return the numbers, complex ones interleaved
     * @throws IllegalArgumentException if the type is another
     */
    public float[] floats() {
        if (numbers instanceof float[] f) {
            return f;
        }
        throw wrongType("32-bit floating-point");
    }

    /**
     * The numbers of an array of type I8.
     *
     * @return the numbers
     * @throws IllegalArgumentException if the type is another
     */
    public long[] longs() {
        if (numbers instanceof long[] l) {
            return l;
        }
        throw wrongType("64-bit integer");
    }

    /**
     * The numbers of an array of type U1 or B1.
     *
     * @return the numbers, as bytes
     * @throws IllegalArgumentException if the type is another
     */
    public byte[] bytes() {
        if (numbers instanceof byte[] b) {
            return b;
        }
        throw wrongType("byte");
    }

    private IllegalArgumentException wrongType(String wanted) {
        return new IllegalArgumentException(wanted + " numbers were asked for but the array has type " + type.code());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NumpyArray a && a.type == type && a.shape.equals(shape)
                && Arrays.deepEquals(new Object[] {a.numbers}, new Object[] {numbers});
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.deepHashCode(new Object[] {numbers});
    }

    @Override
    public String toString() {
        return "NumpyArray[" + type.code() + ", " + shape + "]";
    }
}
