package org.ketwright.qml;

/** What filters of windows ask of the arrays they are given. */
final class WindowSizes {

    private WindowSizes() {}

    /** Refuses arrays that are not {@code [row][sample]}. */
    static void require(double[] values, int rows, int samples, String what) {
        if (samples < 0 || values.length != (long) rows * samples) {
            throw new IllegalArgumentException(samples + " windows of " + rows + " " + what
                    + " need as many values as their product but were given " + values.length);
        }
    }
}
