package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every backend must do with trigonometric sums; inherited by the test of each. */
abstract class TrigonometricContract {
    private static final int[] BATCHES = {1, 3, 128, 301};
    private static final int[] OUTPUTS = {1, 3, 4, 5, 9};

    /** The backend under test, with a number of threads where it can choose. */
    abstract Backend backend(int threads);

    /** Values as the way under test computes them. */
    double[] values(Backend backend, TrigonometricSums sums, Samples samples, Precision precision) {
        double[] out = filled(sums.outputs() * samples.count());
        backend.trigonometric(sums, samples, precision, out);
        return out;
    }

    /** Derivatives as the way under test computes them. */
    double[] pullback(Backend backend, TrigonometricSums sums, Samples samples, Precision precision,
            double[] cotangent) {
        double[] gradient = filled(samples.columns() * samples.count());
        backend.trigonometricPullback(sums, samples, precision, cotangent, gradient);
        return gradient;
    }

    /** What an array held before must not show. */
    static double[] filled(int length) {
        double[] array = new double[length];
        Arrays.fill(array, Double.NaN);
        return array;
    }

    static TrigonometricSums sums(SplittableRandom random, int columns, int outputs) {
        List<double[]> coefficients = new ArrayList<>();
        for (int k = 0; k < outputs; k++) {
            coefficients.add(Cases.numbers(random, (int) Math.pow(3, columns)));
        }
        return new TrigonometricSums(random.doubles(columns, -3, 3).toArray(), coefficients);
    }

    private static Samples samples(SplittableRandom random, int count, int columns) {
        return Samples.of(count, columns, random.doubles((long) count * columns, -4, 4).toArray());
    }

    private static double tolerance(Precision precision, int columns) {
        return (precision == Precision.DOUBLE ? 1e-13 : 1e-5) * Math.pow(2, columns);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void valuesAndDerivativesAreThoseOfTheSumsAsWritten(Precision precision) {
        SplittableRandom random = new SplittableRandom(40);
        for (int columns = 1; columns <= TrigonometricSums.MOST_COLUMNS; columns++) {
            for (int outputs : columns < 6 ? OUTPUTS : new int[] {5}) {
                for (int count : columns < 5 ? BATCHES : new int[] {9}) {
                    compare(precision, sums(random, columns, outputs),
                            samples(random, count, columns + random.nextInt(2)), random);
                }
            }
        }
    }

    private void compare(Precision precision, TrigonometricSums sums, Samples samples, SplittableRandom random) {
        int count = samples.count();
        double[] cotangent = Cases.numbers(random, sums.outputs() * count);
        double[] values = new double[sums.outputs() * count];
        double[] gradient = new double[samples.columns() * count];
        List<double[]> coefficients = IntStream.range(0, sums.outputs()).mapToObj(sums::coefficients).toList();
        for (int s = 0; s < count; s++) {
            for (int i = 0; i < coefficients.get(0).length; i++) {
                double[] product = product(sums, samples, s, i);
                for (int k = 0; k < sums.outputs(); k++) {
                    values[k * count + s] += coefficients.get(k)[i] * product[sums.columns()];
                    for (int f = 0; f < sums.columns(); f++) {
                        gradient[f * count + s] += cotangent[k * count + s] * coefficients.get(k)[i] * product[f];
                    }
                }
            }
        }
        double tolerance = tolerance(precision, sums.columns());
        assertArrayEquals(values, values(backend(2), sums, samples, precision), tolerance);
        assertArrayEquals(gradient, pullback(backend(2), sums, samples, precision, cotangent),
                10 * sums.outputs() * tolerance);
    }

    /** The derivatives of product i by each column, and the product itself. */
    private static double[] product(TrigonometricSums sums, Samples samples, int sample, int i) {
        int columns = sums.columns();
        double[] out = new double[columns + 1];
        Arrays.fill(out, 1);
        for (int f = 0, digits = i; f < columns; f++, digits /= 3) {
            double scale = sums.scale(f);
            double angle = scale * samples.values()[f * samples.count() + sample];
            double factor = digits % 3 == 0 ? 1 : digits % 3 == 1 ? Math.cos(angle) : Math.cos(angle - Math.PI / 2);
            double slope = digits % 3 == 0 ? 0 : digits % 3 == 1 ? -Math.sin(angle) : Math.cos(angle);
            for (int g = 0; g <= columns; g++) {
                out[g] *= g == f ? scale * slope : factor;
            }
        }
        return out;
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void manyOutputsAreSummed(Precision precision) {
        SplittableRandom random = new SplittableRandom(41);
        for (int columns : new int[] {1, 2, 4}) {
            compare(precision, sums(random, columns, 70), samples(random, 300, columns), random);
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void neitherThreadsNorTheSplitOfABatchChangeASample(Precision precision) {
        SplittableRandom random = new SplittableRandom(42);
        for (int outputs : new int[] {3, 40}) {
            int count = 5000;
            TrigonometricSums sums = sums(random, 3, outputs);
            Samples samples = samples(random, count, 3);
            double[] cotangent = Cases.numbers(random, outputs * count);
            double[] values = values(backend(1), sums, samples, precision);
            double[] gradient = pullback(backend(1), sums, samples, precision, cotangent);
            assertArrayEquals(values, values(backend(2), sums, samples, precision));
            assertArrayEquals(gradient, pullback(backend(2), sums, samples, precision, cotangent));
            for (int from = 0; from < count;) {
                int to = Math.min(count, from + random.nextInt(1, 2500));
                Samples part = Samples.of(to - from, 3, Cases.cut(samples.values(), 3, count, from, to));
                assertArrayEquals(Cases.cut(values, outputs, count, from, to),
                        values(backend(2), sums, part, precision));
                assertArrayEquals(Cases.cut(gradient, 3, count, from, to), pullback(backend(2), sums, part, precision,
                        Cases.cut(cotangent, outputs, count, from, to)));
                from = to;
            }
        }
    }

    /** cos 2x + 3 sin 2x at large angles, which are reduced before anything is rounded. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void largeAnglesAreReduced(Precision precision) {
        TrigonometricSums sums = new TrigonometricSums(new double[] {2}, List.of(new double[] {0, 1, 3}));
        double[] at = {0, -0.3, 1000.25, -99_999.5, 1e7};
        double[] wanted = Arrays.stream(at).map(x -> Math.cos(2 * x) + 3 * Math.sin(2 * x)).toArray();
        double[] got = values(backend(2), sums, Samples.of(at.length, 1, at), precision);
        assertArrayEquals(wanted, got, precision == Precision.DOUBLE ? 2e-8 : 1e-5);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        SplittableRandom random = new SplittableRandom(43);
        TrigonometricSums sums = sums(random, 2, 3);
        Samples samples = samples(random, 4, 2);
        Samples narrow = samples(random, 4, 1);
        Samples started = new Samples(4, 2, samples.values(), new double[8], null);
        double[] out = new double[12];
        Backend backend = backend(1);
        for (Samples wrong : List.of(narrow, started)) {
            assertThrows(IllegalArgumentException.class,
                    () -> backend.trigonometric(sums, wrong, Precision.DOUBLE, out));
            assertThrows(IllegalArgumentException.class,
                    () -> backend.trigonometricPullback(sums, wrong, Precision.DOUBLE, out, new double[8]));
        }
        assertThrows(IllegalArgumentException.class,
                () -> backend.trigonometric(sums, samples, Precision.DOUBLE, new double[8]));
        assertThrows(IllegalArgumentException.class,
                () -> backend.trigonometricPullback(sums, samples, Precision.DOUBLE, new double[8], new double[8]));
        assertThrows(IllegalArgumentException.class,
                () -> backend.trigonometricPullback(sums, samples, Precision.DOUBLE, out, new double[12]));
    }
}
