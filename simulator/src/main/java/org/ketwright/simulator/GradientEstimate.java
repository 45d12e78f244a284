package org.ketwright.simulator;

/**
 * Outputs and derivatives, estimated or exact, with their uncertainty.
 *
 * @param mean the estimates; those not asked for are empty
 * @param standardErrors the standard error of each number of {@code mean}, in the same places: 0 where it is exact,
 *        infinite where a single draw cannot tell
 */
public record GradientEstimate(Jacobian mean, Jacobian standardErrors) {

    /** Derivatives without uncertainty. */
    static GradientEstimate exact(Jacobian mean) {
        return new GradientEstimate(mean, new Jacobian(new double[mean.values().length],
                new double[mean.byParameter().length], new double[mean.byFeature().length],
                new double[mean.byStrength().length], mean.provenance()));
    }
}
