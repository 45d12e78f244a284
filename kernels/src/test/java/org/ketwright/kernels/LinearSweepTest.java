package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors that take several passes. */
class LinearSweepTest {
    private final Backend one = new CpuBackend(Workers.of(1));
    private final Backend two = new CpuBackend(Workers.of(2));
    private final Backend scalar = new ScalarBackend();

    private static LinearCases.Run run(int bits, int steps, int batch, boolean startGiven) {
        return LinearCases.run(new SplittableRandom(100 + bits), bits, steps, batch, startGiven);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 17, 18})
    void deepPlansEqualTheScalarTwin(int bits) {
        LinearCases.Run run = run(bits, 40, 1, bits == 17);
        assertTrue(LinearSchedule.of(run.plan(), List.of(), Precision.DOUBLE).passes().size() > 2);
        double[] wanted = run.outputs(scalar, Precision.DOUBLE);
        assertClose(wanted, run.outputs(two, Precision.DOUBLE), 1e-12);
        assertClose(wanted, run.outputs(two, Precision.SINGLE), 1e-4);
        assertArrayEquals(run.outputs(one, Precision.DOUBLE), run.outputs(two, Precision.DOUBLE));
    }

    private static void assertClose(double[] wanted, double[] got, double tolerance) {
        double largest = Arrays.stream(wanted).map(Math::abs).max().orElse(0);
        assertArrayEquals(wanted, got, tolerance * Math.max(1, largest));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void everyOrderOfBitsOfALargeVector(Precision precision) {
        SplittableRandom random = new SplittableRandom(41);
        for (int first = 0; first < 14; first++) {
            for (int second = 0; second < 14; second++) {
                if (first != second) {
                    Plan plan = Plan.on(14).step(LinearCases.dense(random, 2), first, second).build();
                    LinearCases.Run run = LinearCases.run(random, plan, 1, true);
                    assertClose(run.outputs(scalar, precision), run.outputs(two, precision),
                            precision == Precision.DOUBLE ? 1e-13 : 1e-5);
                }
            }
        }
    }

    @Test
    void pullbackEqualsTheScalarTwinAtAnyNumberOfThreads() {
        for (int bits : new int[] {14, 16}) {
            LinearCases.Run run = run(bits, 30, 3, false);
            double[] cotangent = Cases.numbers(new SplittableRandom(5), run.readout().size() * 3);
            LinearSink wanted = sink(run);
            scalar.linearPullback(run.plan(), run.angles(), run.samples(), run.readout(), Precision.DOUBLE, cotangent,
                    wanted);
            LinearSink got = sink(run);
            two.linearPullback(run.plan(), run.angles(), run.samples(), run.readout(), Precision.DOUBLE, cotangent,
                    got);
            assertClose(wanted.angles(), got.angles(), 1e-11);
            assertClose(wanted.probed(), got.probed(), 1e-11);
            LinearSink again = sink(run);
            one.linearPullback(run.plan(), run.angles(), run.samples(), run.readout(), Precision.DOUBLE, cotangent,
                    again);
            assertArrayEquals(got.angles(), again.angles());
            assertArrayEquals(got.probed(), again.probed());
        }
    }

    private static LinearSink sink(LinearCases.Run run) {
        int[] slots = IntStream.range(0, run.plan().slots()).toArray();
        List<Probe> probes = IntStream.range(0, run.plan().steps().size())
                .mapToObj(i -> new Probe(i, run.plan().steps().get(i).family().at(0.3))).toList();
        return new LinearSink(slots, new double[slots.length * 3], probes, new double[probes.size() * 3], null, null);
    }

    @Test
    void widePlansOnLargeVectorsEqualTheScalarTwin() {
        SplittableRandom random = new SplittableRandom(42);
        int[] on = IntStream.range(2, 10).toArray();
        Plan plan = Plan.on(13).step(LinearCases.dense(random, 2), 0, 12).step(LinearCases.dense(random, 8), on)
                .step(LinearCases.sparse(random, 7), 12, 0, 1, 2, 3, 5, 4).build();
        LinearCases.Run run = LinearCases.run(random, plan, 1, true);
        assertClose(run.outputs(scalar, Precision.DOUBLE), run.outputs(two, Precision.DOUBLE), 1e-12);
    }

    @Test
    void progressEndsAtOne() {
        LinearCases.Run run = run(16, 20, 1, false);
        try (RealVectors vectors = two.allocateReal(16, 1, Precision.DOUBLE)) {
            assertEquals(0, vectors.progress());
            vectors.apply(run.plan(), run.angles(), run.samples());
            assertEquals(1, vectors.progress());
        }
    }
}
