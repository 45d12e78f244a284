package org.ketwright.qml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ketwright.kernels.Workers;

class ClosedFormFilterTest {
    private static final Workers WORKERS = Workers.of(2);

    /** Values of an independent state-vector program: pixels (.1, .4, .7, .9), scale pi. */
    @ParameterizedTest
    @CsvSource({"NONE,0.873448496951,-0.105132747264,-0.770267305780,-0.531188227551",
            "LINEAR,0.883316148235,-0.042146397755,-0.837308766902,-0.611611209515",
            "RING,0.889111356310,-0.042146397755,-0.837308766902,-0.416847249159",
            "STAR,0.902851304636,0.058324768460,-0.406901745611,-0.302202691414",
            "FULL,0.902851304636,0.126598769449,-0.642401742232,-0.438154666262"})
    void givesTheKnownValues(Entanglement entanglement, double f0, double f1, double f2, double f3) {
        double[] pixels = {0.1, 0.4, 0.7, 0.9};
        double[] features = filter(entanglement, Order.ENTANGLER_FIRST).apply(pixels, 1);
        assertArrayEquals(new double[] {f0, f1, f2, f3}, features, 1e-11);
        double[] none = {0.873448496951, -0.105132747264, -0.770267305780, -0.531188227551};
        assertArrayEquals(none, filter(entanglement, Order.PRINTED).apply(pixels, 1), 1e-11);
    }

    private static ClosedFormFilter filter(Entanglement entanglement, Order order) {
        List<Edge> edges = entanglement.edges(4, new SplittableRandom(1));
        QuanvolutionAnsatz ansatz = QuanvolutionAnsatz.of(4, order, Math.PI, edges);
        double[] parameters = new double[ansatz.parameters()];
        for (int e = 0; e < edges.size(); e++) {
            parameters[e] = 0.25 + 0.1 * e;
        }
        for (int i = 0; i < 12; i++) {
            parameters[edges.size() + i] = 0.1 * (i + 1);
        }
        return ClosedFormFilter.of(ansatz, parameters, WORKERS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 6, 9})
    void pullbackEqualsCentralDifferences(int qubits) {
        SplittableRandom random = new SplittableRandom(qubits);
        for (int repeat = 0; repeat < 5; repeat++) {
            ClosedFormFilter filter = RandomAnsatz.closedForm(qubits, random, WORKERS);
            double[] pixels = random.doubles(qubits * 3L, -0.5, 1.5).toArray();
            double[] cotangent = random.doubles(qubits * 3L, -1, 1).toArray();
            double[] gradient = filter.pullback(pixels, cotangent, 3);
            for (int i = 0; i < pixels.length; i++) {
                double h = 1e-5;
                double[] up = pixels.clone();
                up[i] += h;
                double[] down = pixels.clone();
                down[i] -= h;
                double difference = (dot(filter.apply(up, 3), cotangent) - dot(filter.apply(down, 3), cotangent))
                        / (2 * h);
                assertEquals(difference, gradient[i], 1e-8);
            }
        }
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 127, 128, 129, 5000})
    void neitherBatchNorThreadsChangeASample(int samples) {
        SplittableRandom random = new SplittableRandom(samples);
        QuanvolutionAnsatz ansatz = RandomAnsatz.ansatz(4, random);
        double[] parameters = random.doubles(ansatz.parameters(), 0, 6).toArray();
        ClosedFormFilter one = ClosedFormFilter.of(ansatz, parameters, Workers.of(1));
        ClosedFormFilter two = ClosedFormFilter.of(ansatz, parameters, WORKERS);
        double[] pixels = random.doubles(4L * samples).toArray();
        double[] cotangent = random.doubles(4L * samples).toArray();
        double[] features = one.apply(pixels, samples);
        double[] gradient = one.pullback(pixels, cotangent, samples);
        assertArrayEquals(features, two.apply(pixels, samples));
        assertArrayEquals(gradient, two.pullback(pixels, cotangent, samples));
        for (int s = 0; s < samples; s += 97) {
            double[] pixel = new double[4];
            double[] weight = new double[4];
            for (int q = 0; q < 4; q++) {
                pixel[q] = pixels[q * samples + s];
                weight[q] = cotangent[q * samples + s];
            }
            double[] alone = one.apply(pixel, 1);
            double[] slope = one.pullback(pixel, weight, 1);
            for (int q = 0; q < 4; q++) {
                assertEquals(alone[q], features[q * samples + s]);
                assertEquals(slope[q], gradient[q * samples + s]);
            }
        }
    }

    @Test
    void refusesWrongSizes() {
        ClosedFormFilter filter = filter(Entanglement.FULL, Order.ENTANGLER_FIRST);
        Exception e = assertThrows(IllegalArgumentException.class, () -> filter.apply(new double[7], 2));
        assertEquals("2 windows of 4 pixels need as many values as their product but were given 7", e.getMessage());
        QuanvolutionAnsatz ansatz = QuanvolutionAnsatz.of(2, Order.PRINTED, 1, List.of());
        assertThrows(IllegalArgumentException.class, () -> ClosedFormFilter.of(ansatz, new double[5], WORKERS));
    }
}
