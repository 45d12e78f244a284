package org.ketwright.simulator.numpy;

import java.lang.reflect.Array;

/** Arrays whose first index is the fastest. */
final class FortranOrder {

    private FortranOrder() {
    }

    /** A copy whose last index is the fastest; {@code width} consecutive numbers stay together. */
    static Object toLastFastest(Object numbers, int[] shape, int width) {
        int count = Array.getLength(numbers);
        Object out = Array.newInstance(numbers.getClass().getComponentType(), count);
        int[] index = new int[shape.length];
        for (int from = 0; from < count; from += width) {
            int to = 0;
            for (int axis = 0; axis < shape.length; axis++) {
                to = to * shape[axis] + index[axis];
            }
            System.arraycopy(numbers, from, out, to * width, width);
            for (int axis = 0; axis < shape.length && ++index[axis] == shape[axis]; axis++) {
                index[axis] = 0;
            }
        }
        return out;
    }
}
