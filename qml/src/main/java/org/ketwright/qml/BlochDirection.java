package org.ketwright.qml;

/**
 * The one-qubit observable x X + y Y + z Z.
 *
 * <p>
 * {@code beforeR(angle)} is the observable that, measured before that rotation exp(-i angle P / 2), gives what this one
 * gives after it.
 */
record BlochDirection(double x, double y, double z) {
    static final BlochDirection Z = new BlochDirection(0, 0, 1);

    BlochDirection beforeRx(double angle) {
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        return new BlochDirection(x, c * y + s * z, c * z - s * y);
    }

    BlochDirection beforeRy(double angle) {
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        return new BlochDirection(c * x - s * z, y, c * z + s * x);
    }

    BlochDirection beforeRz(double angle) {
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        return new BlochDirection(c * x + s * y, c * y - s * x, z);
    }
}
