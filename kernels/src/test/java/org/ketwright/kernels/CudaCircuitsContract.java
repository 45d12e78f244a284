package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches of states that the cuda backend takes through in one launch. */
abstract class CudaCircuitsContract {

    /** The backend under test, whose blocks and threads run in an order where it can choose: 0, 1 or 2. */
    abstract Backend backend(int order);

    private static CudaJob job(Cases.Run run, Precision precision, double[] cotangent) {
        int[] slots = IntStream.range(0, run.plan().slots()).toArray();
        int count = run.samples().count();
        return CudaJob.pull(run.plan(), run.angles(), run.samples(), run.readout(), precision, cotangent,
                new GradientSink(slots, new double[slots.length * count], null, null));
    }

    /** The same in every order of blocks and threads, to the last bit, and equal to the twin. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void statesOfAllSizesEqualTheScalarTwin(int bits) {
        SplittableRandom random = new SplittableRandom(80 + bits);
        for (int batch : bits < 9 ? new int[] {1, 3, 17, 33, 130} : new int[] {1, 3}) {
            for (int steps : new int[] {1, 9, 40}) {
                Cases.Run run = Cases.smallSteps(random, bits, steps, batch, random.nextBoolean());
                double[] cotangent = Cases.numbers(random, run.readout().size() * batch);
                assertTrue(bits == 11 || CudaProgram.fits(job(run, Precision.DOUBLE, cotangent)));
                double[] values = run.expectations(new ScalarBackend(), Precision.DOUBLE);
                GradientSink wanted = CudaSweepsContract.pulled(new ScalarBackend(), run, Precision.DOUBLE, cotangent);
                GradientSink first = CudaSweepsContract.pulled(backend(0), run, Precision.DOUBLE, cotangent);
                assertArrayEquals(values, run.expectations(backend(0), Precision.DOUBLE), 1e-11);
                assertArrayEquals(values, run.expectations(backend(2), Precision.SINGLE), 1e-4);
                CudaSweepsContract.assertSink(wanted, first, 1e-11);
                CudaSweepsContract.assertSink(first,
                        CudaSweepsContract.pulled(backend(1), run, Precision.DOUBLE, cotangent), 0);
                GradientSink single = CudaSweepsContract.pulled(backend(2), run, Precision.SINGLE, cotangent);
                CudaSweepsContract.assertSink(wanted, single, 2e-4);
                CudaSweepsContract.assertSink(single,
                        CudaSweepsContract.pulled(backend(0), run, Precision.SINGLE, cotangent), 0);
            }
        }
    }

    /** Some derivatives wanted and others not, of slots that several steps share, driven and the same for all samples. */
    @Test
    void someOfTheGradientsEqualTheScalarTwin() {
        SplittableRandom random = new SplittableRandom(93);
        for (int round = 0; round < 20; round++) {
            int bits = 1 + round % 9;
            int batch = 1 + random.nextInt(12);
            Cases.Run run = Cases.smallSteps(random, bits, 60, batch, round % 2 == 0);
            int slots = run.plan().slots();
            int[] some = random.ints(random.nextInt(0, slots), 0, slots).toArray();
            double[] cotangent = Cases.numbers(random, run.readout().size() * batch);
            double[] wanted = pulled(new ScalarBackend(), run, some, cotangent);
            assertArrayEquals(wanted, pulled(backend(round % 3), run, some, cotangent), 1e-11);
        }
    }

    private static double[] pulled(Backend backend, Cases.Run run, int[] slots, double[] cotangent) {
        GradientSink sink = new GradientSink(slots, new double[slots.length * run.samples().count()], null, null);
        Arrays.fill(sink.angles(), Double.NaN);
        backend.pullback(run.plan(), run.angles(), run.samples(), run.readout(), Precision.DOUBLE, cotangent, sink);
        return sink.angles();
    }

    /** So many angles and derivatives that a round has no room for all. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void deepCircuitsTakeManyRounds(int bits) {
        SplittableRandom random = new SplittableRandom(95);
        Plan.Builder builder = Plan.on(bits);
        int slots = 0;
        for (int layer = 0; layer < 4; layer++) {
            for (int bit = 0; bit < bits; bit++) {
                for (String pauli : List.of("Z", "Y", "Z", "X")) {
                    builder.step(Cases.rotation(pauli), slots++, bit);
                }
            }
            for (int bit = 0; bit < bits; bit++) {
                builder.step(Cases.CZ, bit, (bit + 1) % bits);
            }
        }
        int all = slots;
        Angles angles = new Angles(random.doubles(all).toArray(), random.doubles(all).toArray(),
                IntStream.range(0, all).map(slot -> slot % 3).toArray());
        Cases.Run run = new Cases.Run(builder.build(), angles, Samples.of(5, 3, Cases.numbers(random, 15)),
                Cases.readout(random, bits, 3));
        double[] cotangent = Cases.numbers(random, 15);
        CudaSweepsContract.assertSink(
                CudaSweepsContract.pulled(new ScalarBackend(), run, Precision.DOUBLE, cotangent),
                CudaSweepsContract.pulled(backend(1), run, Precision.DOUBLE, cotangent), 1e-11);
    }

    /** What the benchmark measures is right, and keeps the trace. */
    @Test
    void filtersWithTheNoiseOfADeviceEqualTheScalarTwin() {
        Angles pixels = new Angles(new double[4], new double[] {1, 1, 1, 1}, new int[] {0, 1, 2, 3});
        Samples windows = Samples.of(9, 4, Cases.numbers(new SplittableRandom(120), 36));
        LinearReadout readout = LinearReadout.at(0, 2, 8, 32, 128, 170);
        double[] wanted = new double[54];
        double[] got = new double[54];
        Plan filter = CardBenchmark.deviceFilter();
        new ScalarBackend().linear(filter, pixels, windows, readout, Precision.DOUBLE, wanted);
        for (Precision precision : Precision.values()) {
            backend(2).linear(filter, pixels, windows, readout, precision, got);
            assertArrayEquals(wanted, got, precision == Precision.DOUBLE ? 1e-13 : 1e-5);
        }
        assertArrayEquals(new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1}, Arrays.copyOf(wanted, 9), 1e-13);
    }

    /** Real vectors with probes of every step, on one thread and on many. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void realVectorsOfAllSizesEqualTheScalarTwin(int bits) {
        SplittableRandom random = new SplittableRandom(110 + bits);
        for (int batch : bits < 9 ? new int[] {1, 3, 33} : new int[] {2}) {
            LinearCases.Run run = LinearCases.run(random, bits, 24, batch, bits % 2 == 0);
            List<Probe> probes = new ArrayList<>();
            for (int i = 0; i < run.plan().steps().size(); i++) {
                probes.add(new Probe(i, LinearCases.dense(random, run.plan().steps().get(i).family().bits())));
            }
            double[] cotangent = Cases.numbers(random, run.readout().size() * batch);
            LinearSink first = CudaSweepsContract.pulled(backend(0), run, cotangent, probes);
            CudaSweepsContract.assertSink(
                    CudaSweepsContract.pulled(new ScalarBackend(), run, cotangent, probes), first, 1e-11);
            CudaSweepsContract.assertSink(first, CudaSweepsContract.pulled(backend(1), run, cotangent, probes), 0);
        }
    }
}
