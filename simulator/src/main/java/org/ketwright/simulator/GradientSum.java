package org.ketwright.simulator;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Carries gradients of angles on to the parameters and features that the angles are made of. */
final class GradientSum {
    private final List<Angle> driven;
    private final double[] parameters;
    private final Features features;
    private final boolean toParameters;
    private final boolean toFeatures;
    private final int[] slots;
    private final double[] byParameter;
    private final double[] byFeature;

    GradientSum(List<Angle> driven, double[] parameters, Features features, Set<Wrt> wanted) {
        this.driven = driven;
        this.parameters = parameters;
        this.features = features;
        toParameters = wanted.contains(Wrt.PARAMETERS);
        toFeatures = wanted.contains(Wrt.FEATURES);
        byParameter = new double[toParameters ? parameters.length : 0];
        byFeature = new double[toFeatures ? features.values().length : 0];
        slots = IntStream.range(0, driven.size()).filter(this::matters).toArray();
    }

    /** The slots of the plan whose gradient is needed. */
    int[] slots() {
        return slots;
    }

    double[] byParameter() {
        return byParameter;
    }

    double[] byFeature() {
        return byFeature;
    }

    /**
     * Adds the gradients of {@code count} samples.
     *
     * @param from first sample
     * @param count number of samples
     * @param gradient {@code [j * count + sample]} for the j-th of {@link #slots}
     */
    void add(int from, int count, double[] gradient) {
        for (int j = 0; j < slots.length; j++) {
            add(driven.get(slots[j]), from, count, gradient, j * count);
        }
    }

    private void add(Angle angle, int from, int count, double[] gradient, int at) {
        switch (angle) {
            case Angle.Parameter p -> byParameter[p.index()] += p.scale() * sum(gradient, at, count);
            case Angle.Feature f -> toFeature(f.index(), f.scale(), from, count, gradient, at);
            case Angle.Weighted w -> {
                if (toParameters) {
                    int row = w.feature() * features.samples() + from;
                    byParameter[w.weight()] += w.scale() * dot(gradient, at, features.values(), row, count);
                    if (w.bias() >= 0) {
                        byParameter[w.bias()] += w.scale() * sum(gradient, at, count);
                    }
                }
                if (toFeatures) {
                    toFeature(w.feature(), w.scale() * parameters[w.weight()], from, count, gradient, at);
                }
            }
            case Angle.Fixed f -> throw new IllegalStateException("a fixed angle has no slot: " + f);
        }
    }

    private void toFeature(int feature, double factor, int from, int count, double[] gradient, int at) {
        int row = feature * features.samples() + from;
        for (int s = 0; s < count; s++) {
            byFeature[row + s] += factor * gradient[at + s];
        }
    }

    private boolean matters(int slot) {
        Angle angle = driven.get(slot);
        return toParameters && angle.parameters() > 0 || toFeatures && angle.features() > 0;
    }

    private static double sum(double[] values, int from, int count) {
        double sum = 0;
        for (int s = 0; s < count; s++) {
            sum += values[from + s];
        }
        return sum;
    }

    private static double dot(double[] a, int from, double[] b, int start, int count) {
        double sum = 0;
        for (int s = 0; s < count; s++) {
            sum += a[from + s] * b[start + s];
        }
        return sum;
    }
}
