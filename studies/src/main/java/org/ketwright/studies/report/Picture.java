package org.ketwright.studies.report;

import java.util.Base64;

/**
 * A small image of 8-bit pixels.
 *
 * @param width pixels in a row
 * @param height rows
 * @param planes 1 for gray, 3 for red, green and blue
 * @param pixels base 64 of the bytes, row-major, planes innermost
 * @param caption a few words below it
 */
public record Picture(int width, int height, int planes, String pixels, String caption) {

    /** Checks that the pixels fit. */
    public Picture {
        if (planes != 1 && planes != 3) {
            throw new IllegalArgumentException("a picture has 1 or 3 planes but was given " + planes);
        }
        int bytes = Base64.getDecoder().decode(pixels).length;
        if (bytes != (long) width * height * planes) {
            throw new IllegalArgumentException("a picture of " + width + " x " + height + " pixels with " + planes
                    + " planes needs as many bytes as their product but was given " + bytes);
        }
    }

    /**
     * A gray picture.
     *
     * @param width pixels in a row
     * @param height rows
     * @param values brightness, row-major, 0 (black) to 1 (white); values outside are clipped
     * @param caption a few words below it
     * @return the picture
     */
    public static Picture gray(int width, int height, float[] values, String caption) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(Math.clamp(values[i], 0f, 1f) * 255);
        }
        return new Picture(width, height, 1, Base64.getEncoder().encodeToString(bytes), caption);
    }
}
