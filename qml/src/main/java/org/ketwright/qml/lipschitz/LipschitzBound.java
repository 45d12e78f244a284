package org.ketwright.qml.lipschitz;

import org.ketwright.classical.ThreatModel.Norm;

/**
 * An upper bound of how far logits can move per length of a perturbation, anywhere.
 *
 * @param name
 *            which bound, as shown in reports
 * @param norm
 *            how the length of a perturbation is measured
 * @param scope
 *            what moves
 * @param value
 *            the bound
 */
public record LipschitzBound(String name, Norm norm, Scope scope, double value) {

    /** What a bound bounds. */
    public enum Scope {
        /** Each single logit. */
        LOGIT(2),
        /** The Euclidean length of the change of all logits together. */
        LOGITS(Math.sqrt(2));

        private final double differenceFactor;

        Scope(double differenceFactor) {
            this.differenceFactor = differenceFactor;
        }
    }

    /**
     * How fast the difference of two logits can change.
     *
     * @return twice a bound of each logit, or the square root of two times one of all together
     */
    public double marginSlope() {
        return scope.differenceFactor * value;
    }

    /**
     * The same bound for perturbations measured by their largest pixel, whose Euclidean length is at most the square root
     * of their size times as large.
     *
     * @param pixels
     *            numbers in an image
     * @return a bound of norm LINF
     */
    public LipschitzBound forLargestPixel(int pixels) {
        return norm == Norm.LINF ? this : new LipschitzBound(name, Norm.LINF, scope, value * Math.sqrt(pixels));
    }
}
