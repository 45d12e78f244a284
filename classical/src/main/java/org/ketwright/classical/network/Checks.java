package org.ketwright.classical.network;

import java.util.Arrays;

/** Rules that several layers share. */
final class Checks {

    private Checks() {
    }

    static void positive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be 1 or more but was " + value);
        }
    }

    /** Output shape of a window that slides over an image. */
    static int[] windows(String layer, int planes, int side, int stride, int padding, int... input) {
        if (input.length != 3) {
            throw new IllegalArgumentException("a " + layer + " needs planes x height x width but was given "
                    + Arrays.toString(input));
        }
        int height = input[1] + 2 * padding - side;
        int width = input[2] + 2 * padding - side;
        if (height < 0 || width < 0) {
            throw new IllegalArgumentException("the window of a " + layer + " must fit into the image but is " + side
                    + " x " + side + " in " + Arrays.toString(input));
        }
        return new int[] {planes, height / stride + 1, width / stride + 1};
    }
}
