package org.ketwright.benchmarks.jmh;

import java.util.Arrays;
import org.ketwright.benchmarks.circuits.SplitMix;
import org.ketwright.kernels.Precision;
import org.ketwright.qml.WindowFilter;

/** Windows of four pixels and the filter that makes four features of each: what is timed of a quanvolution. */
final class WindowBatch {
    private static final int PIXELS = 4;

    private final WindowFilter filter;
    private final int windows;
    private final double[] pixels;
    private final double[] cotangent;

    /**
     * Draws pixels and weights, and compares a few windows with the twin.
     *
     * @param filter what is timed
     * @param twin its slow twin
     * @param windows how many windows there are
     * @param few how many are compared: enough for several vectors and a rest
     * @param precision of the filter
     */
    WindowBatch(WindowFilter filter, WindowFilter twin, int windows, int few, Precision precision) {
        this.filter = filter;
        this.windows = windows;
        pixels = numbers(PIXELS * windows);
        cotangent = numbers(PIXELS * windows);
        double[] some = numbers(PIXELS * few);
        double[] weights = Arrays.copyOfRange(numbers(2 * PIXELS * few), PIXELS * few, 2 * PIXELS * few);
        Proof.equal("the features", filter.apply(some, few), twin.apply(some, few), precision);
        Proof.equal("the gradient", filter.pullback(some, weights, few), twin.pullback(some, weights, few), precision);
    }

    /** Four features of each window. */
    double[] features() {
        return filter.apply(pixels, windows);
    }

    /** The gradient of each pixel. */
    double[] gradient() {
        return filter.pullback(pixels, cotangent, windows);
    }

    private static double[] numbers(int count) {
        SplitMix random = new SplitMix();
        double[] all = new double[count];
        Arrays.setAll(all, i -> random.unit());
        return all;
    }
}
