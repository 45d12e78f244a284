package org.ketwright.simulator;

import java.util.Arrays;
import java.util.List;

/** Carries the variances of independent estimates of gradients of angles on to those of parameters and features. */
final class VarianceSum {
    private final double[] parameters;
    private final Features features;
    private final double[] byParameter;
    private final double[] byFeature;

    VarianceSum(double[] parameters, Features features) {
        this.parameters = parameters;
        this.features = features;
        byParameter = new double[parameters.length];
        byFeature = new double[features.values().length];
    }

    /**
     * Adds the variances of the derivatives with respect to angles.
     *
     * @param driven the angles
     * @param variances {@code [angle * B + sample]}
     */
    void add(List<Angle> driven, double[] variances) {
        int batch = features.samples();
        for (int a = 0; a < driven.size(); a++) {
            for (int s = 0; s < batch; s++) {
                add(driven.get(a), s, variances[a * batch + s]);
            }
        }
    }

    double[] parameterErrors() {
        return Arrays.stream(byParameter).map(Math::sqrt).toArray();
    }

    double[] featureErrors() {
        return Arrays.stream(byFeature).map(Math::sqrt).toArray();
    }

    private void add(Angle angle, int sample, double variance) {
        switch (angle) {
            case Angle.Parameter p -> toParameter(p.index(), p.scale(), variance);
            case Angle.Feature f -> toFeature(f.index(), sample, f.scale(), variance);
            case Angle.Weighted w -> {
                double x = features.values()[w.feature() * features.samples() + sample];
                // One parameter that is both weight and bias has one derivative, not two independent ones.
                boolean isBoth = w.weight() == w.bias();
                toParameter(w.weight(), w.scale() * (isBoth ? x + 1 : x), variance);
                if (w.bias() >= 0 && !isBoth) {
                    toParameter(w.bias(), w.scale(), variance);
                }
                toFeature(w.feature(), sample, w.scale() * parameters[w.weight()], variance);
            }
            case Angle.Fixed f -> throw new IllegalStateException("a fixed angle has no gradient: " + f);
        }
    }

    private void toParameter(int index, double factor, double variance) {
        if (factor != 0) {
            byParameter[index] += factor * factor * variance;
        }
    }

    private void toFeature(int index, int sample, double factor, double variance) {
        if (factor != 0) {
            byFeature[index * features.samples() + sample] += factor * factor * variance;
        }
    }
}
