package org.ketwright.simulator;

/**
 * Where a gate's angle comes from, in radians: a number, a trainable parameter, an input feature, or an input feature
 * with trained weight and bias. Encodings, training and attack gradients all rest on this one type.
 */
public sealed interface Angle {

    /**
     * A number.
     *
     * @param radians the angle, finite
     */
    record Fixed(double radians) implements Angle {

        /** Refuses angles that are not finite. */
        public Fixed {
            requireFinite("an angle", radians);
        }
    }

    /**
     * {@code scale * parameter[index] + offset}.
     *
     * @param index parameter, 0 or more
     * @param scale radians per unit of the parameter
     * @param offset radians
     */
    record Parameter(int index, double scale, double offset) implements Angle {

        /** Refuses negative indices and numbers that are not finite. */
        public Parameter {
            requireIndex("a parameter", index);
            requireFinite("the scale of an angle", scale);
            requireFinite("the offset of an angle", offset);
        }
    }

    /**
     * {@code scale * feature[index] + offset}, a value of its own for each sample.
     *
     * @param index feature, 0 or more
     * @param scale radians per unit of the feature
     * @param offset radians
     */
    record Feature(int index, double scale, double offset) implements Angle {

        /** Refuses negative indices and numbers that are not finite. */
        public Feature {
            requireIndex("a feature", index);
            requireFinite("the scale of an angle", scale);
            requireFinite("the offset of an angle", offset);
        }
    }

    /**
     * {@code scale * (parameter[weight] * feature[feature] + parameter[bias])}.
     *
     * @param feature feature, 0 or more
     * @param weight parameter that multiplies the feature, 0 or more
     * @param bias parameter that is added, or -1 for none
     * @param scale radians per unit of the sum
     */
    record Weighted(int feature, int weight, int bias, double scale) implements Angle {

        /** Refuses negative indices and a scale that is not finite. */
        public Weighted {
            requireIndex("a feature", feature);
            requireIndex("a weight", weight);
            if (bias < -1) {
                throw new IllegalArgumentException("a bias has an index of 0 or more, or -1 for none, but was " + bias);
            }
            requireFinite("the scale of an angle", scale);
        }
    }

    /**
     * A number.
     *
     * @param radians the angle
     * @return the angle
     * @throws IllegalArgumentException if it is not finite
     */
    static Angle fixed(double radians) {
        return new Fixed(radians);
    }

    /**
     * A parameter as it is.
     *
     * @param index parameter, 0 or more
     * @return the angle
     */
    static Angle parameter(int index) {
        return new Parameter(index, 1, 0);
    }

    /**
     * A scaled and shifted parameter.
     *
     * @param index parameter, 0 or more
     * @param scale radians per unit of the parameter
     * @param offset radians
     * @return the angle
     */
    static Angle parameter(int index, double scale, double offset) {
        return new Parameter(index, scale, offset);
    }

    /**
     * A feature as it is.
     *
     * @param index feature, 0 or more
     * @return the angle
     */
    static Angle feature(int index) {
        return new Feature(index, 1, 0);
    }

    /**
     * A scaled feature.
     *
     * @param index feature, 0 or more
     * @param scale radians per unit of the feature
     * @return the angle
     */
    static Angle feature(int index, double scale) {
        return new Feature(index, scale, 0);
    }

    /**
     * A scaled and shifted feature.
     *
     * @param index feature, 0 or more
     * @param scale radians per unit of the feature
     * @param offset radians
     * @return the angle
     */
    static Angle feature(int index, double scale, double offset) {
        return new Feature(index, scale, offset);
    }

    /**
     * A feature times a trained weight.
     *
     * @param feature feature, 0 or more
     * @param weight parameter that multiplies it, 0 or more
     * @return the angle
     */
    static Angle weighted(int feature, int weight) {
        return new Weighted(feature, weight, -1, 1);
    }

    /**
     * A feature times a trained weight plus a trained bias.
     *
     * @param feature feature, 0 or more
     * @param weight parameter that multiplies it, 0 or more
     * @param bias parameter that is added, 0 or more
     * @return the angle
     */
    static Angle weighted(int feature, int weight, int bias) {
        return new Weighted(feature, weight, bias, 1);
    }

    /**
     * The angle times a number.
     *
     * @param factor finite factor
     * @return an angle of the same kind
     */
    default Angle times(double factor) {
        return switch (this) {
            case Fixed f -> new Fixed(f.radians * factor);
            case Parameter p -> new Parameter(p.index, p.scale * factor, p.offset * factor);
            case Feature f -> new Feature(f.index, f.scale * factor, f.offset * factor);
            case Weighted w -> new Weighted(w.feature, w.weight, w.bias, w.scale * factor);
        };
    }

    /**
     * The value for one sample.
     *
     * @param parameters values of the parameters
     * @param features values of the features of the sample
     * @return radians
     * @throws IllegalArgumentException if an index is beyond the values given
     */
    default double value(double[] parameters, double[] features) {
        return switch (this) {
            case Fixed f -> f.radians;
            case Parameter p -> p.scale * pick("parameter", parameters, p.index) + p.offset;
            case Feature f -> f.scale * pick("feature", features, f.index) + f.offset;
            case Weighted w -> w.scale * (pick("parameter", parameters, w.weight)
                    * pick("feature", features, w.feature) + (w.bias < 0 ? 0 : pick("parameter", parameters, w.bias)));
        };
    }

    /**
     * The angle with the parameters replaced by numbers.
     *
     * @param parameters values of the parameters
     * @return a fixed angle, or one that depends on a feature alone
     * @throws IllegalArgumentException if an index is beyond the values given
     */
    default Angle bind(double[] parameters) {
        return switch (this) {
            case Fixed f -> f;
            case Parameter p -> new Fixed(p.scale * pick("parameter", parameters, p.index) + p.offset);
            case Feature f -> f;
            case Weighted w -> new Feature(w.feature, w.scale * pick("parameter", parameters, w.weight),
                    w.bias < 0 ? 0 : w.scale * pick("parameter", parameters, w.bias));
        };
    }

    /**
     * How many parameters must exist for this angle.
     *
     * @return one more than the largest parameter index, or 0
     */
    default int parameters() {
        return switch (this) {
            case Parameter p -> p.index + 1;
            case Weighted w -> Math.max(w.weight, w.bias) + 1;
            case Fixed f -> 0;
            case Feature f -> 0;
        };
    }

    /**
     * How many features must exist for this angle.
     *
     * @return one more than the feature index, or 0
     */
    default int features() {
        return switch (this) {
            case Feature f -> f.index + 1;
            case Weighted w -> w.feature + 1;
            case Fixed f -> 0;
            case Parameter p -> 0;
        };
    }

    private static double pick(String what, double[] values, int index) {
        if (index >= values.length) {
            throw new IllegalArgumentException(
                    "an angle needs " + what + " " + index + " but only " + values.length + " were given");
        }
        return values[index];
    }

    private static void requireFinite(String what, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(what + " must be finite but was " + value);
        }
    }

    private static void requireIndex(String what, int index) {
        if (index < 0) {
            throw new IllegalArgumentException(what + " has an index of 0 or more but was given " + index);
        }
    }
}
