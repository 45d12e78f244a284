package org.ketwright.qml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.Observable;
import org.ketwright.simulator.Operation;
import org.ketwright.simulator.StateVectorSimulator;

/**
 * An expectation value as the sum that it is in its features (Schuld, Sweke and Meyer 2021):
 * {@code f(x) = sum_w c_w exp(i w.x)}, with all its frequency vectors w and their complex coefficients.
 *
 * <p>
 * Each angle that a feature drives adds frequencies -a, 0 and a in that feature, where a is what the feature is multiplied
 * by, so there are up to 3^E terms for E such angles.
 *
 * @param terms
 *            frequency vectors with coefficients other than 0, in lexical order; that of -w is conjugate to that of w
 */
public record FourierSpectrum(List<Term> terms) {
    /** Most angles that features may drive. */
    public static final int MOST_ANGLES = 10;

    /** Frequencies and coefficients closer than this are the same, or 0. */
    private static final double SAME = 1e-9;

    /**
     * One wave.
     *
     * @param frequency
     *            w, one number for each feature, in radians per unit
     * @param re
     *            real part of its coefficient
     * @param im
     *            imaginary part
     */
    public record Term(List<Double> frequency, double re, double im) {
        /** Keeps a copy. */
        public Term {
            frequency = List.copyOf(frequency);
        }
    }

    /** Keeps a copy. */
    public FourierSpectrum {
        terms = List.copyOf(terms);
    }

    /**
     * Finds all terms. Each driven angle is run through the three points of a circle of its own, 3^E circuits in all, and
     * transformed; then the angles are replaced by what drives them, and equal frequencies are added up.
     *
     * @param simulator
     *            what runs the circuit
     * @param circuit
     *            a circuit of gates, of which at most {@value #MOST_ANGLES} angles depend on a feature; each such gate is
     *            a rotation whose generator has two eigenvalues one apart, like RX, RY, RZ, Rot, RXX and RZZ
     * @param parameters
     *            values of the parameters
     * @param observable
     *            what is read
     * @return the spectrum
     * @throws IllegalArgumentException
     *             if the circuit is not of this kind
     */
    public static FourierSpectrum of(StateVectorSimulator simulator, Circuit circuit, double[] parameters,
            Observable observable) {
        List<Angle.Feature> driven = new ArrayList<>();
        Circuit free = freed(circuit.bind(parameters), driven);
        if (driven.size() > MOST_ANGLES) {
            throw new IllegalArgumentException("a spectrum has 3^E terms for E angles that depend on features; at most "
                    + MOST_ANGLES + " are taken but the circuit has " + driven.size());
        }
        double[][] waves = transform(simulator, free, driven.size(), observable);
        return collect(waves, driven, circuit.features());
    }

    /** The same circuit with a feature of its own for each angle that depends on a feature; these are collected. */
    private static Circuit freed(Circuit circuit, List<Angle.Feature> driven) {
        List<Operation> operations = new ArrayList<>();
        for (Operation operation : circuit.operations()) {
            switch (operation) {
                case Operation.Apply apply -> operations.add(freed(apply, driven));
                case Operation.Unitary _,Operation.Wall _ -> operations.add(operation);
                default -> throw new IllegalArgumentException(
                        "a spectrum is that of a circuit of gates but this one has " + operation);
            }
        }
        return new Circuit(circuit.qubits(), 0, operations);
    }

    private static Operation freed(Operation.Apply apply, List<Angle.Feature> driven) {
        List<Angle> angles = new ArrayList<>();
        for (Angle angle : apply.angles()) {
            if (angle instanceof Angle.Feature feature) {
                if (!apply.controls().isEmpty() || !isTurning(apply)) {
                    throw new IllegalArgumentException("features of a spectrum drive rotations such as RX, ROT or RZZ"
                            + " without controls but one drives " + apply);
                }
                angles.add(Angle.feature(driven.size()));
                driven.add(feature);
            } else {
                angles.add(angle);
            }
        }
        return new Operation.Apply(apply.gate(), apply.qubits(), angles, apply.controls());
    }

    private static boolean isTurning(Operation.Apply apply) {
        return switch (apply.gate()) {
            case RX, RY, RZ, ROT, P, U, CP, RXX, RYY, RZZ, RZX -> true;
            default -> false;
        };
    }

    /** Coefficients of exp(i k.phi), k in {0, 1, -1} for each angle, the first angle varying fastest. */
    private static double[][] transform(StateVectorSimulator simulator, Circuit free, int angles,
            Observable observable) {
        int points = (int) Math.round(Math.pow(3, angles));
        double[] phi = new double[points * angles];
        for (int point = 0, rest; point < points; point++) {
            rest = point;
            for (int a = 0; a < angles; a++, rest /= 3) {
                phi[a * points + point] = rest % 3 * 2 * Math.PI / 3;
            }
        }
        double[] re = simulator.expectations(free, new double[0], new Features(points, angles, phi), List.of(
                observable));
        double[] im = new double[points];
        for (int stride = 1; stride < points; stride *= 3) {
            for (int at = 0; at < points; at++) {
                if (at / stride % 3 == 0) {
                    third(re, im, at, stride);
                }
            }
        }
        return new double[][] {re, im};
    }

    /** Discrete Fourier transform of three numbers. */
    private static void third(double[] re, double[] im, int at, int stride) {
        double[] r = {re[at], re[at + stride], re[at + 2 * stride]};
        double[] i = {im[at], im[at + stride], im[at + 2 * stride]};
        for (int k = 0; k < 3; k++) {
            double sumRe = 0;
            double sumIm = 0;
            for (int j = 0; j < 3; j++) {
                double c = Math.cos(2 * Math.PI * j * k / 3);
                double s = -Math.sin(2 * Math.PI * j * k / 3);
                sumRe += r[j] * c - i[j] * s;
                sumIm += r[j] * s + i[j] * c;
            }
            re[at + k * stride] = sumRe / 3;
            im[at + k * stride] = sumIm / 3;
        }
    }

    private static FourierSpectrum collect(double[][] waves, List<Angle.Feature> driven, int features) {
        Map<List<Long>, double[]> sums = new LinkedHashMap<>();
        for (int wave = 0, rest; wave < waves[0].length; wave++) {
            double[] frequency = new double[features];
            double phase = 0;
            rest = wave;
            for (Angle.Feature angle : driven) {
                int k = rest % 3 == 2 ? -1 : rest % 3;
                frequency[angle.index()] += k * angle.scale();
                phase += k * angle.offset();
                rest /= 3;
            }
            List<Long> key = Arrays.stream(frequency).mapToLong(f -> Math.round(f / SAME)).boxed().toList();
            double[] sum = sums.computeIfAbsent(key, _ -> Arrays.copyOf(frequency, features + 2));
            double c = Math.cos(phase);
            double s = Math.sin(phase);
            sum[features] += waves[0][wave] * c - waves[1][wave] * s;
            sum[features + 1] += waves[0][wave] * s + waves[1][wave] * c;
        }
        return new FourierSpectrum(sums.values().stream()
                .filter(sum -> Math.hypot(sum[features], sum[features + 1]) > SAME)
                .map(sum -> new Term(Arrays.stream(sum, 0, features).boxed().toList(), sum[features],
                        sum[features + 1]))
                .sorted(Comparator.comparing(Term::frequency, FourierSpectrum::lexical)).toList());
    }

    private static int lexical(List<Double> a, List<Double> b) {
        for (int i = 0; i < a.size(); i++) {
            int order = Double.compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /**
     * The sum at a point.
     *
     * @param x
     *            one number for each feature
     * @return the expectation value there
     */
    public double value(double... x) {
        double sum = 0;
        for (Term term : terms) {
            double phase = 0;
            for (int i = 0; i < x.length; i++) {
                phase += term.frequency.get(i) * x[i];
            }
            sum += term.re * Math.cos(phase) - term.im * Math.sin(phase);
        }
        return sum;
    }
}
