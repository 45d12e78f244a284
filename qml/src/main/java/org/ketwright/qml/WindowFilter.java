package org.ketwright.qml;

/**
 * What a quanvolution computes of each window: a differentiable function from pixels to features.
 *
 * <p>
 * Both sides are laid out [row][sample] with the samples innermost: pixel p of sample s is at
 * {@code p * samples + s}, feature k at {@code k * samples + s}. Implementations are immutable and may be shared by
 * threads.
 */
public interface WindowFilter {

    /**
     * How many pixels a window has.
     *
     * @return the number of pixels, at least 1
     */
    int pixels();

    /**
     * How many features a window gives.
     *
     * @return the number of features, at least 1
     */
    int features();

    /**
     * How the features are computed, in words for a report.
     *
     * @return a name with method, precision and, where there is one, the backend
     */
    String method();

    /**
     * Computes the features of a batch of windows.
     *
     * @param pixels
     *            the windows' pixels, {@code pixels() * samples} values; not modified
     * @param samples
     *            how many windows there are
     * @return the features, {@code features() * samples} values
     * @throws IllegalArgumentException
     *             if the array does not have the stated size
     */
    double[] apply(double[] pixels, int samples);

    /**
     * Computes the gradient of the sum of cotangent times feature with respect to every pixel.
     *
     * @param pixels
     *            the windows' pixels, {@code pixels() * samples} values; not modified
     * @param cotangent
     *            the weight of each feature, {@code features() * samples} values; not modified
     * @param samples
     *            how many windows there are
     * @return the gradient, {@code pixels() * samples} values
     * @throws IllegalArgumentException
     *             if an array does not have the stated size
     */
    double[] pullback(double[] pixels, double[] cotangent, int samples);
}
