package org.ketwright.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;
import org.ketwright.kernels.SineCosine;
import org.ketwright.kernels.Workers;

/**
 * Expectation values of a circuit in closed form, where each feature drives one rotation: sums of products that hold for
 * each feature f one of 1, cos a_f and sin a_f, with the angle a_f = scale_f x_f + offset_f. The form is exact with any
 * noise, whose cost is paid once: what follows the last feature is carried back to it (the Heisenberg picture), and the
 * 3^F coefficients follow from the values at three angles of each feature.
 */
public final class TrigonometricPolynomial {

    /** The most features. */
    public static final int MAX_FEATURES = 8;

    /** Samples worked on at a time, which stay in the cache. */
    private static final int BLOCK = 128;

    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;

    private final double[][] coefficients;
    private final double[] scale;
    private final double[] offset;

    private TrigonometricPolynomial(double[][] coefficients, double[] scale, double[] offset) {
        this.coefficients = coefficients;
        this.scale = scale;
        this.offset = offset;
    }

    /**
     * The closed form of a circuit.
     *
     * @param simulator what works out the coefficients
     * @param circuit the circuit, noisy or not, with 1 to {@value #MAX_FEATURES} features of which each drives the angle
     *        of one rotation
     * @param parameters values of the parameters
     * @param observables K observables
     * @return the closed form at these parameters
     * @throws IllegalArgumentException if sizes do not fit, a number is not finite, or a feature drives no rotation or
     *         more than one
     */
    public static TrigonometricPolynomial of(DensityMatrixSimulator simulator, Circuit circuit, double[] parameters,
            List<Observable> observables) {
        Circuit bound = circuit.bind(parameters);
        int features = bound.features();
        if (features < 1 || features > MAX_FEATURES) {
            throw new IllegalArgumentException("a closed form has 1 to " + MAX_FEATURES
                    + " features but the circuit uses " + features);
        }
        Requirements.observables(circuit, observables);
        double[] scale = new double[features];
        double[] offset = new double[features];
        angles(bound, scale, offset);
        int points = (int) Math.pow(3, features);
        double[] inputs = new double[points * features];
        for (int i = 0, power = 1; i < features; i++, power *= 3) {
            for (int p = 0; p < points; p++) {
                inputs[i * points + p] = (2 * Math.PI / 3 * (p / power % 3) - offset[i]) / scale[i];
            }
        }
        int split = lastDriven(bound);
        Circuit first = new Circuit(bound.qubits(), bound.clbits(), bound.operations().subList(0, split));
        Circuit rest = new Circuit(bound.qubits(), bound.clbits(),
                bound.operations().subList(split, bound.operations().size()));
        List<Observable> middle = simulator.carriedBack(rest, new double[0], observables);
        double[] values = simulator.expectations(first, new double[0], new Features(points, features, inputs), middle);
        double[][] coefficients = new double[observables.size()][];
        for (int k = 0; k < observables.size(); k++) {
            coefficients[k] = Arrays.copyOfRange(values, k * points, (k + 1) * points);
            transform(coefficients[k]);
        }
        return new TrigonometricPolynomial(coefficients, scale, offset);
    }

    /** Where to cut: after the last operation that a feature drives, or at the end if classical bits cross the cut. */
    private static int lastDriven(Circuit circuit) {
        List<Operation> all = circuit.operations();
        int last = IntStream.range(0, all.size())
                .filter(i -> all.get(i).allAngles().anyMatch(a -> a.features() > 0)).max().orElse(0) + 1;
        boolean crossed = all.subList(0, last).stream().anyMatch(o -> !o.clbitsTouched().isEmpty());
        return crossed ? all.size() : last;
    }

    private static void angles(Circuit circuit, double[] scale, double[] offset) {
        int[] uses = new int[scale.length];
        for (Angle angle : TransferLowering.averaged(circuit).driven()) {
            if (angle instanceof Angle.Feature f) {
                uses[f.index()]++;
                scale[f.index()] = f.scale();
                offset[f.index()] = f.offset();
            }
        }
        for (int i = 0; i < uses.length; i++) {
            if (uses[i] != 1 || scale[i] == 0) {
                throw new IllegalArgumentException("in a closed form each feature drives one rotation but feature " + i
                        + " drives " + (uses[i] == 1 ? "none" : uses[i]));
            }
        }
    }

    /** From values at the angles 0, 2 pi/3 and 4 pi/3 of each feature the coefficients of 1, cosine and sine. */
    private static void transform(double[] values) {
        for (int power = 1; power < values.length; power *= 3) {
            for (int i = 0; i < values.length; i++) {
                if (i / power % 3 != 0) {
                    continue;
                }
                double a = values[i];
                double b = values[i + power];
                double c = values[i + 2 * power];
                values[i] = (a + b + c) / 3;
                values[i + power] = (2 * a - b - c) / 3;
                values[i + 2 * power] = (b - c) / Math.sqrt(3);
            }
        }
    }

    /**
     * Number of observables.
     *
     * @return K
     */
    public int outputs() {
        return coefficients.length;
    }

    /**
     * Number of features.
     *
     * @return F
     */
    public int features() {
        return scale.length;
    }

    /**
     * The coefficients of one output.
     *
     * @param output observable, 0-based
     * @return 3^F numbers, a copy; digit f of an index, to base 3 and the lowest for feature 0, is 0 for 1, 1 for the
     *         cosine, 2 for the sine of its angle
     */
    public double[] coefficients(int output) {
        return coefficients[output].clone();
    }

    /**
     * Radians per unit of a feature.
     *
     * @param feature feature, 0-based
     * @return the scale of its angle
     */
    public double scale(int feature) {
        return scale[feature];
    }

    /**
     * The angle where a feature is 0.
     *
     * @param feature feature, 0-based
     * @return radians
     */
    public double offset(int feature) {
        return offset[feature];
    }

    /**
     * Values at features.
     *
     * @param features the batch of B samples
     * @return {@code [k * B + sample]}
     * @throws IllegalArgumentException if there are too few features
     */
    public double[] values(Features features) {
        double[] out = new double[Math.multiplyExact(outputs(), requireWidth(features))];
        inBlocks(features, (block, from, count) -> {
            for (int k = 0; k < outputs(); k++) {
                System.arraycopy(block.value(coefficients[k]), 0, out, k * features.samples() + from, count);
            }
        });
        return out;
    }

    /**
     * The gradient of {@code sum_k cotangent_k output_k} with respect to the features.
     *
     * @param features the batch of B samples
     * @param cotangent weights of the outputs {@code [k * B + sample]}
     * @return {@code [feature * B + sample]}
     * @throws IllegalArgumentException if sizes do not fit
     */
    public double[] pullback(Features features, double[] cotangent) {
        int batch = requireWidth(features);
        Requirements.cotangent(outputs(), batch, cotangent);
        double[] out = new double[features.values().length];
        inBlocks(features, (block, from, count) -> {
            for (int f = 0; f < scale.length; f++) {
                block.differentiate(f, true);
                for (int k = 0; k < outputs(); k++) {
                    double[] slope = block.value(coefficients[k]);
                    for (int s = 0; s < count; s++) {
                        out[f * batch + from + s] += scale[f] * cotangent[k * batch + from + s] * slope[s];
                    }
                }
                block.differentiate(f, false);
            }
        });
        return out;
    }

    private int requireWidth(Features features) {
        if (features.width() < scale.length) {
            throw new IllegalArgumentException("the closed form has " + scale.length + " features but was given "
                    + features.width());
        }
        return features.samples();
    }

    private interface Task {
        void run(Block block, int from, int count);
    }

    private void inBlocks(Features features, Task task) {
        int batch = features.samples();
        Workers workers = Workers.shared();
        @Nullable
        Block[] blocks = new Block[workers.threads()];
        workers.forEach((batch + BLOCK - 1) / BLOCK, (chunk, worker) -> {
            Block block = blocks[worker];
            if (block == null) {
                block = new Block(scale.length, coefficients[0].length / 3);
                blocks[worker] = block;
            }
            int from = chunk * BLOCK;
            int count = Math.min(BLOCK, batch - from);
            block.load(features, from, count, scale, offset);
            task.run(block, from, count);
        });
    }

    /** The factors of some samples, and what is left of the sums on the way; rows are always whole. */
    private static final class Block {
        private final double[] one;
        private final double[][] cosine;
        private final double[][] sine;
        private final double[] angles = new double[BLOCK];
        private final double[] work;

        Block(int features, int rows) {
            one = new double[features];
            cosine = new double[features][BLOCK];
            sine = new double[features][BLOCK];
            work = new double[rows * BLOCK];
            Arrays.fill(one, 1);
        }

        void load(Features features, int from, int count, double[] scale, double[] offset) {
            for (int f = 0; f < scale.length; f++) {
                int row = f * features.samples() + from;
                for (int i = 0; i < count; i++) {
                    angles[i] = scale[f] * features.values()[row + i] + offset[f];
                }
                SineCosine.of(angles, 0, BLOCK, 1, sine[f], cosine[f]);
            }
        }

        /** Replaces the factors of a feature by their derivatives, or these by the factors. */
        void differentiate(int feature, boolean on) {
            double[] c = cosine[feature];
            cosine[feature] = sine[feature];
            sine[feature] = c;
            double[] negated = on ? cosine[feature] : sine[feature];
            for (int i = 0; i < BLOCK; i++) {
                negated[i] = -negated[i];
            }
            one[feature] = on ? 0 : 1;
        }

        double[] value(double[] weights) {
            int rows = weights.length / 3;
            for (int r = 0; r < rows; r++) {
                first(work, r * BLOCK, one[0] * weights[3 * r], weights[3 * r + 1], weights[3 * r + 2], cosine[0],
                        sine[0]);
            }
            for (int f = 1; f < one.length; f++) {
                rows /= 3;
                for (int r = 0; r < rows; r++) {
                    next(work, r * BLOCK, 3 * r * BLOCK, one[f], cosine[f], sine[f]);
                }
            }
            return work;
        }
    }

    private static void first(double[] out, int at, double a, double b, double d, double[] c, double[] s) {
        for (int i = 0; i < BLOCK; i += LANES.length()) {
            DoubleVector sum = DoubleVector.fromArray(LANES, c, i).mul(b).add(a);
            DoubleVector.fromArray(LANES, s, i).fma(DoubleVector.broadcast(LANES, d), sum).intoArray(out, at + i);
        }
    }

    private static void next(double[] work, int to, int from, double one, double[] c, double[] s) {
        for (int i = 0; i < BLOCK; i += LANES.length()) {
            DoubleVector sum = DoubleVector.fromArray(LANES, work, from + i).mul(one);
            sum = DoubleVector.fromArray(LANES, work, from + BLOCK + i).fma(DoubleVector.fromArray(LANES, c, i), sum);
            DoubleVector.fromArray(LANES, work, from + 2 * BLOCK + i).fma(DoubleVector.fromArray(LANES, s, i), sum)
                    .intoArray(work, to + i);
        }
    }
}
