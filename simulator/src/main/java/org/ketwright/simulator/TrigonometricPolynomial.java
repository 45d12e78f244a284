package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.Precision;
import org.ketwright.kernels.Samples;
import org.ketwright.kernels.TrigonometricSums;

/**
 * Expectation values of a circuit in closed form, where each feature drives one rotation: sums of products that hold for
 * each feature f one of 1, cos a_f and sin a_f, with the angle a_f = scale_f x_f; what the circuit adds to that angle is in
 * the coefficients. The form is exact with any noise, whose cost is paid once: what follows the last feature is carried
 * back to it (the Heisenberg picture), and the 3^F coefficients follow from the values at three angles of each feature.
 *
 * <p>
 * Many samples are worked on at once; a result depends on its sample alone, not on the batch nor the number of threads.
 */
public final class TrigonometricPolynomial {

    /** The most features. */
    public static final int MAX_FEATURES = TrigonometricSums.MOST_COLUMNS;

    private final TrigonometricSums sums;

    private TrigonometricPolynomial(TrigonometricSums sums) {
        this.sums = sums;
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
        double[] scale = scales(bound, features);
        int points = (int) Math.pow(3, features);
        double[] inputs = new double[points * features];
        for (int i = 0, power = 1; i < features; i++, power *= 3) {
            for (int p = 0; p < points; p++) {
                inputs[i * points + p] = 2 * Math.PI / 3 * (p / power % 3) / scale[i];
            }
        }
        int split = lastDriven(bound);
        Circuit first = new Circuit(bound.qubits(), bound.clbits(), bound.operations().subList(0, split));
        Circuit rest = new Circuit(bound.qubits(), bound.clbits(),
                bound.operations().subList(split, bound.operations().size()));
        List<Observable> middle = simulator.carriedBack(rest, new double[0], observables);
        double[] values = simulator.expectations(first, new double[0], new Features(points, features, inputs), middle);
        List<double[]> coefficients = new ArrayList<>();
        for (int k = 0; k < observables.size(); k++) {
            double[] own = Arrays.copyOfRange(values, k * points, (k + 1) * points);
            transform(own);
            coefficients.add(own);
        }
        return new TrigonometricPolynomial(new TrigonometricSums(scale, coefficients));
    }

    /** Where to cut: after the last operation that a feature drives, or at the end if classical bits cross the cut. */
    private static int lastDriven(Circuit circuit) {
        List<Operation> all = circuit.operations();
        int last = IntStream.range(0, all.size())
                .filter(i -> all.get(i).allAngles().anyMatch(a -> a.features() > 0)).max().orElse(0) + 1;
        boolean crossed = all.subList(0, last).stream().anyMatch(o -> !o.clbitsTouched().isEmpty());
        return crossed ? all.size() : last;
    }

    private static double[] scales(Circuit circuit, int features) {
        double[] scale = new double[features];
        int[] uses = new int[features];
        for (Angle angle : TransferLowering.averaged(circuit).driven()) {
            if (angle instanceof Angle.Feature f) {
                uses[f.index()]++;
                scale[f.index()] = f.scale();
            }
        }
        for (int i = 0; i < uses.length; i++) {
            if (uses[i] != 1 || scale[i] == 0) {
                throw new IllegalArgumentException("in a closed form each feature drives one rotation but feature " + i
                        + " drives " + (uses[i] == 1 ? "none" : uses[i]));
            }
        }
        return scale;
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
        return sums.outputs();
    }

    /**
     * Number of features.
     *
     * @return F
     */
    public int features() {
        return sums.columns();
    }

    /**
     * The coefficients of one output.
     *
     * @param output observable, 0-based
     * @return 3^F numbers, a copy; digit f of an index, to base 3 and the lowest for feature 0, is 0 for 1, 1 for the
     *         cosine, 2 for the sine of its angle
     */
    public double[] coefficients(int output) {
        return sums.coefficients(output);
    }

    /**
     * Radians per unit of a feature.
     *
     * @param feature feature, 0-based
     * @return the scale of its angle
     */
    public double scale(int feature) {
        return sums.scale(feature);
    }

    /**
     * Values at features.
     *
     * @param features the batch of B samples
     * @param backend what computes them
     * @param precision the least precision of the sums; the processor computes in double whatever it is
     * @return {@code [k * B + sample]}
     * @throws IllegalArgumentException if there are too few features
     */
    public double[] values(Features features, Backend backend, Precision precision) {
        Samples samples = samples(features);
        double[] out = new double[Math.multiplyExact(sums.outputs(), samples.count())];
        backend.trigonometric(sums, samples, precision, out);
        return out;
    }

    /**
     * The gradient of {@code sum_k cotangent_k output_k} with respect to the features.
     *
     * @param features the batch of B samples
     * @param cotangent weights of the outputs {@code [k * B + sample]}
     * @param backend what computes it
     * @param precision the least precision of the sums; the processor computes in double whatever it is
     * @return {@code [feature * B + sample]}
     * @throws IllegalArgumentException if sizes do not fit
     */
    public double[] pullback(Features features, double[] cotangent, Backend backend, Precision precision) {
        Samples samples = samples(features);
        double[] out = new double[features.values().length];
        backend.trigonometricPullback(sums, samples, precision, cotangent, out);
        return out;
    }

    private Samples samples(Features features) {
        if (features.width() < sums.columns()) {
            throw new IllegalArgumentException("the closed form has " + sums.columns() + " features but was given "
                    + features.width());
        }
        return Samples.of(features.samples(), features.width(), features.values());
    }
}
