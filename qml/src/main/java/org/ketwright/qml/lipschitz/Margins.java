package org.ketwright.qml.lipschitz;

import java.util.Arrays;

import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel.Norm;
import org.ketwright.qml.AmplitudeClassifier;
import org.ketwright.kernels.Precision;
import org.ketwright.qml.Model;
import org.ketwright.qml.QuantumClassifier;

/**
 * How far the logit of the right class leads at each image, and what follows from it: no perturbation shorter than
 * margin / slope of margins changes the class (Tsuzuku, Sato and Sugiyama 2018).
 */
public final class Margins {
    private static final double ROUNDINGS = 4;

    private final Model<?> model;
    private final LabeledImages images;
    private final double[] values;
    private final double[] rounding;

    /**
     * Computes the logits.
     *
     * @param model
     *            the model
     * @param images
     *            images and their classes
     */
    public Margins(Model<?> model, LabeledImages images) {
        this.model = model;
        this.images = images;
        this.values = new double[images.count()];
        this.rounding = new double[images.count()];
        Tensor logits = model.logits(images.images());
        int classes = model.classes();
        double simulated = simulationError(model);
        for (int s = 0; s < values.length; s++) {
            int label = (int) images.labels()[s];
            double best = Double.NEGATIVE_INFINITY;
            double largest = 0;
            for (int k = 0; k < classes; k++) {
                double z = logits.data()[s * classes + k];
                best = k == label ? best : Math.max(best, z);
                largest = Math.max(largest, Math.abs(z));
            }
            values[s] = logits.data()[s * classes + label] - best;
            rounding[s] = 64 * Math.ulp((float) largest) + simulated;
        }
    }

    /** What single precision in a simulator may add up to, generously: some roundings for each gate. */
    private static double simulationError(Model<?> model) {
        return model instanceof QuantumClassifier<?> q && q.simulator().precision() == Precision.SINGLE
                ? ROUNDINGS * q.circuit().operations().size() * Math.ulp(1f)
                : 0;
    }

    /**
     * Logit of the right class less the largest other one; negative where the model errs.
     *
     * @return one margin for each image
     */
    public double[] values() {
        return values.clone();
    }

    /**
     * Mean over the images that are classified right.
     *
     * @return the mean margin; not a number if there are none
     */
    public double mean() {
        return Arrays.stream(values).filter(v -> v > 0).average().orElse(Double.NaN);
    }

    /**
     * A bound on the scale of the model's own margins, so that models with logits of different size compare.
     *
     * @param bound
     *            a bound of this model
     * @return slope of margins divided by the mean margin: the reciprocal of a certified radius at the mean margin
     */
    public double normalized(LipschitzBound bound) {
        return bound.marginSlope() / mean();
    }

    /**
     * Radii within which no perturbation changes the class, by the tightest bound known.
     *
     * @param norm
     *            how perturbations are measured
     * @return one radius for each image; 0 where the model errs, and where logits in single precision cannot tell
     */
    public double[] certifiedRadii(Norm norm) {
        double slope = model instanceof AmplitudeClassifier
                ? 0
                : LipschitzBounds.tightest(LipschitzBounds.of(model, 1), norm).marginSlope();
        double[] radii = new double[values.length];
        for (int s = 0; s < radii.length; s++) {
            double steepest = model instanceof AmplitudeClassifier
                    ? LipschitzBounds.tightest(LipschitzBounds.of(model, length(s)), norm).marginSlope()
                    : slope;
            radii[s] = Math.max(0, values[s] - rounding[s]) / steepest;
        }
        return radii;
    }

    private double length(int sample) {
        double squares = 0;
        int size = images.images().sampleSize();
        for (int i = sample * size; i < (sample + 1) * size; i++) {
            squares += (double) images.images().data()[i] * images.images().data()[i];
        }
        return Math.sqrt(squares);
    }
}
