package org.ketwright.qml.lipschitz;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.NormOps_DDRM;
import org.ketwright.classical.Classifier;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel.Norm;

/**
 * The largest slopes of logits at given images. They are lower bounds of what a {@link LipschitzBound} bounds from above.
 *
 * @param logit
 *            Euclidean length of the gradient of a logit
 * @param logits
 *            largest singular value of the Jacobian of all logits
 * @param logitPerPixel
 *            sum of the magnitudes of the gradient of a logit: its slope along the worst change of all pixels by one
 */
public record MeasuredSlopes(double logit, double logits, double logitPerPixel) {

    /**
     * Differentiates all logits at all images.
     *
     * @param model
     *            what is measured
     * @param images
     *            where, one image or more
     * @return the largest slopes
     */
    public static MeasuredSlopes of(Classifier model, Tensor images) {
        int classes = model.classes();
        int pixels = images.sampleSize();
        DMatrixRMaj[] jacobians = new DMatrixRMaj[images.count()];
        for (int s = 0; s < jacobians.length; s++) {
            jacobians[s] = new DMatrixRMaj(classes, pixels);
        }
        for (int k = 0; k < classes; k++) {
            Tensor unit = Tensor.zeros(images.count(), classes);
            for (int s = 0; s < jacobians.length; s++) {
                unit.data()[s * classes + k] = 1;
            }
            float[] gradient = model.pullback(images, unit).data();
            for (int s = 0; s < jacobians.length; s++) {
                for (int i = 0; i < pixels; i++) {
                    jacobians[s].set(k, i, gradient[s * pixels + i]);
                }
            }
        }
        double logit = 0;
        double logits = 0;
        double perPixel = 0;
        for (DMatrixRMaj jacobian : jacobians) {
            logits = Math.max(logits, NormOps_DDRM.inducedP2(jacobian));
            for (int k = 0; k < classes; k++) {
                double squares = 0;
                double magnitudes = 0;
                for (int i = 0; i < pixels; i++) {
                    squares += jacobian.get(k, i) * jacobian.get(k, i);
                    magnitudes += Math.abs(jacobian.get(k, i));
                }
                logit = Math.max(logit, Math.sqrt(squares));
                perPixel = Math.max(perPixel, magnitudes);
            }
        }
        return new MeasuredSlopes(logit, logits, perPixel);
    }

    /**
     * The measured slope that a bound must not fall below.
     *
     * @param bound
     *            a bound of the same model
     * @return the largest slope of the same norm and scope; of single logits where all pixels change
     */
    public double under(LipschitzBound bound) {
        if (bound.norm() == Norm.LINF) {
            return logitPerPixel;
        }
        return bound.scope() == LipschitzBound.Scope.LOGIT ? logit : logits;
    }
}
