package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** States of the cuda backend that take many tiles, and steps that take more bits than a tile. */
abstract class CudaSweepsContract {

    /** The backend under test, whose blocks and threads run in an order where it can choose: 0, 1 or 2. */
    abstract Backend backend(int order);

    /** The same in every order of blocks and threads, to the last bit, and equal to the twin. */
    @ParameterizedTest
    @ValueSource(ints = {11, 12, 13, 14})
    void manyTilesEqualTheScalarTwin(int bits) {
        SplittableRandom random = new SplittableRandom(40 + bits);
        for (int batch : new int[] {1, 3}) {
            Cases.Run run = Cases.run(random, bits, 25, batch, batch == 3);
            double[] cotangent = Cases.numbers(random, run.readout().size() * batch);
            double[] values = run.expectations(new ScalarBackend(), Precision.DOUBLE);
            GradientSink wanted = pulled(new ScalarBackend(), run, Precision.DOUBLE, cotangent);
            GradientSink first = pulled(backend(0), run, Precision.DOUBLE, cotangent);
            assertArrayEquals(values, run.expectations(backend(0), Precision.DOUBLE), 1e-11);
            assertSink(wanted, first, 1e-11);
            assertSink(first, pulled(backend(1), run, Precision.DOUBLE, cotangent), 0);
            assertSink(first, pulled(backend(2), run, Precision.DOUBLE, cotangent), 0);
            assertArrayEquals(values, run.expectations(backend(2), Precision.SINGLE), 1e-4);
            assertSink(wanted, pulled(backend(2), run, Precision.SINGLE, cotangent), 1e-4);
        }
    }

    static GradientSink pulled(Backend backend, Cases.Run run, Precision precision, double[] cotangent) {
        int count = run.samples().count();
        int[] slots = IntStream.range(0, run.plan().slots()).toArray();
        GradientSink sink = new GradientSink(slots, new double[slots.length * count],
                new double[run.readout().size() * count], new double[count << run.plan().bits()]);
        backend.pullback(run.plan(), run.angles(), run.samples(), run.readout(), precision, cotangent, sink);
        return sink;
    }

    static void assertSink(GradientSink wanted, GradientSink got, double tolerance) {
        assertArrayEquals(wanted.angles(), got.angles(), tolerance);
        assertArrayEquals(wanted.values(), got.values(), tolerance);
        assertArrayEquals(wanted.startReal(), got.startReal(), tolerance);
    }

    /** Every step kind on low, middle and high bits, controls inside and outside of the tile. */
    @Test
    void statesThatStayGoThroughPasses() {
        SplittableRandom random = new SplittableRandom(50);
        int bits = 13;
        for (int k = 0; k <= 6; k++) {
            for (int round = 0; round < 3; round++) {
                Plan.Builder builder = Plan.on(bits);
                for (Matrix matrix : List.of(Cases.dense(random, k), Cases.diagonal(random, k), Cases.permutation(
                        random, k, true), Cases.permutation(random, k, false))) {
                    int[] on = Cases.someBits(random, bits, k);
                    long controls = 5L << random.nextInt(bits - 2);
                    for (int bit : on) {
                        controls &= ~(1L << bit);
                    }
                    builder.step(MatrixFamily.fixed(matrix), -1, controls, random.nextLong() & controls, on);
                }
                stays(builder.build(), random, round);
            }
        }
    }

    private void stays(Plan plan, SplittableRandom random, int order) {
        double[] start = Cases.numbers(random, 2 << plan.bits());
        double[] wanted = new double[start.length];
        double[] got = new double[start.length];
        try (Amplitudes scalar = new ScalarBackend().allocate(plan.bits(), 1, Precision.DOUBLE);
                Amplitudes cuda = backend(order).allocate(plan.bits(), 1, Precision.DOUBLE)) {
            for (Amplitudes each : List.of(scalar, cuda)) {
                each.write(0, 0, start);
                each.apply(plan, Angles.shared(), Samples.plain(1));
            }
            assertEquals(1, cuda.progress());
            scalar.read(0, 0, wanted);
            cuda.read(0, 0, got);
            assertArrayEquals(wanted, got, 1e-11 * Math.max(1, Arrays.stream(wanted).map(Math::abs).max()
                    .orElse(0)));
            assertArrayEquals(scalar.probabilities(12, 0, 5), cuda.probabilities(12, 0, 5), 1e-9);
            assertArrayEquals(scalar.overlap(scalar, Cases.Y, 11), cuda.overlap(cuda, Cases.Y, 11), 1e-9);
        }
    }

    /** Targets in every order on low, middle and high bits, which are register bits of the first, a later or no round. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void targetsComeInEveryOrder(int k) {
        SplittableRandom random = new SplittableRandom(60 + k);
        int bits = 13;
        int[] among = {0, 1, 3, 7, 12};
        Plan.Builder builder = Plan.on(bits);
        for (int choice = 0; choice < Math.pow(among.length, k); choice++) {
            int[] on = new int[k];
            int rest = choice;
            for (int i = 0; i < k; i++) {
                on[i] = among[rest % among.length];
                rest /= among.length;
            }
            if (Arrays.stream(on).distinct().count() == k) {
                builder.step(Cases.unitary(random, k), on).step(Cases.permutation(random, k, true), on);
            }
        }
        stays(builder.build(), random, k % 3);
    }

    /** Diagonals that wait for one another, some with controls, equal the same steps one at a time. */
    @ParameterizedTest
    @ValueSource(ints = {1, 0, 5})
    void diagonalsTakenTogetherEqualThoseOneByOne(int slots) {
        SplittableRandom random = new SplittableRandom(64 + slots);
        int bits = 13;
        Plan.Builder builder = Plan.on(bits);
        for (int i = 0; i < 60; i++) {
            int[] on = Cases.someBits(random, bits, 1 + random.nextInt(3));
            long control = random.nextInt(4) == 0 ? 1L << random.nextInt(bits) : 0;
            for (int bit : on) {
                control &= ~(1L << bit);
            }
            if (i % 7 == 3) {
                builder.step(Cases.HADAMARD, on[0]);
            } else if (slots > 0 && i % 3 == 0) {
                builder.step(Cases.phase(on.length), random.nextInt(slots), control, control, on);
            } else {
                builder.step(MatrixFamily.fixed(Cases.diagonal(random, on.length)), -1, control,
                        random.nextLong() & control, on);
            }
        }
        Plan plan = builder.build();
        double[] start = Cases.numbers(random, 2 << bits);
        Angles angles = Angles.shared(Cases.numbers(random, plan.slots()));
        double[] together = new double[start.length];
        double[] alone = new double[start.length];
        try (Amplitudes state = backend(1).allocate(bits, 1, Precision.DOUBLE)) {
            state.write(0, 0, start);
            state.apply(plan, angles, Samples.plain(1));
            state.read(0, 0, together);
            state.write(0, 0, start);
            for (Plan.Step step : plan.steps()) {
                int[] on = step.bits().stream().mapToInt(bit -> bit).toArray();
                Plan one = Plan.on(bits).step(MatrixFamily.fixed(step.family().at(step.isFixed()
                        ? 0
                        : angles.offset()[step.slot()])), -1, step.controls(), step.controlValues(), on).build();
                state.apply(one, Angles.shared(), Samples.plain(1));
            }
            state.read(0, 0, alone);
        }
        assertArrayEquals(alone, together, 1e-11 * Math.max(1, Arrays.stream(alone).map(Math::abs).max().orElse(0)));
    }

    /** Flips with and without controls, in the tile and outside of it, and swaps, between steps that mix. */
    @ParameterizedTest
    @ValueSource(ints = {4, 11, 14})
    void stepsThatOnlyMoveIndices(int bits) {
        SplittableRandom random = new SplittableRandom(74 + bits);
        for (int round = 0; round < 3; round++) {
            Plan.Builder builder = Plan.on(bits);
            for (int i = 0; i < 150; i++) {
                int[] on = Cases.someBits(random, bits, 2);
                switch (random.nextInt(7)) {
                    case 0 -> builder.step(Cases.SWAP, on);
                    case 1 -> builder.step(Cases.X, on[0]);
                    case 2 -> builder.step(MatrixFamily.fixed(Cases.X), -1, 1L << on[1], 0, on[0]);
                    case 3, 4 -> builder.step(Cases.CX, on);
                    case 5 -> builder.step(Cases.unitary(random, 1), on[0]);
                    default -> builder.step(Cases.rotation("Y"), random.nextInt(3), on[0]);
                }
            }
            Plan plan = builder.build();
            Angles angles = new Angles(new double[] {0.3, 0.4, 0.5}, new double[] {0.7, 0, 1}, new int[] {0, -1, 0});
            Cases.Run run = new Cases.Run(plan, angles, Samples.of(2, 1, new double[] {0.1, 0.5}),
                    Cases.readout(random, bits, 2));
            double[] cotangent = Cases.numbers(random, 4);
            assertSink(pulled(new ScalarBackend(), run, Precision.DOUBLE, cotangent),
                    pulled(backend(round), run, Precision.DOUBLE, cotangent), 1e-11);
            double[] wanted = new double[2 << bits];
            double[] got = new double[2 << bits];
            try (Amplitudes scalar = new ScalarBackend().allocate(bits, 2, Precision.DOUBLE);
                    Amplitudes cuda = backend(round).allocate(bits, 2, Precision.DOUBLE)) {
                scalar.apply(plan, angles, run.samples());
                cuda.apply(plan, angles, run.samples());
                scalar.read(1, 0, wanted);
                cuda.read(1, 0, got);
                assertArrayEquals(wanted, got, 1e-11);
            }
        }
    }

    /** Fewer bits than registers, blocks that are partly empty, numbers for each sample. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 9})
    void smallStatesShareATile(int bits) {
        SplittableRandom random = new SplittableRandom(68 + bits);
        for (int batch : new int[] {1, 7, 300}) {
            Cases.Run run = Cases.run(random, bits, 12, batch, true);
            double[] wanted = new double[2 << bits];
            double[] got = new double[2 << bits];
            try (Amplitudes scalar = new ScalarBackend().allocate(bits, batch, Precision.DOUBLE);
                    Amplitudes cuda = backend(2).allocate(bits, batch, Precision.DOUBLE)) {
                scalar.apply(run.plan(), run.angles(), run.samples());
                cuda.apply(run.plan(), run.angles(), run.samples());
                for (int sample : new int[] {0, batch / 2, batch - 1}) {
                    scalar.read(sample, 0, wanted);
                    cuda.read(sample, 0, got);
                    assertArrayEquals(wanted, got, 1e-12);
                }
            }
        }
    }

    @Test
    void stepsWiderThanATileArePulledBack() {
        SplittableRandom random = new SplittableRandom(51);
        for (int k : new int[] {7, 8, 9}) {
            Plan plan = Plan.on(9).step(Cases.unitary(random, 1), 3)
                    .step(Cases.rotation("XYZXYZXYX".substring(0, k)), 0, Cases.someBits(random, 9, k))
                    .step(MatrixFamily.fixed(Cases.X), -1, 2L, 2L, 7).step(Cases.rotation("Y"), 1, 8).build();
            Angles angles = new Angles(new double[] {0.3, 0.4}, new double[] {0.7, 0}, new int[] {0, -1});
            Cases.Run run = new Cases.Run(plan, angles, Samples.of(3, 1, new double[] {0.1, 0.5, -2}),
                    Cases.readout(random, 9, 2));
            double[] cotangent = Cases.numbers(random, 6);
            assertSink(pulled(new ScalarBackend(), run, Precision.DOUBLE, cotangent),
                    pulled(backend(2), run, Precision.DOUBLE, cotangent), 1e-11);
        }
        LinearCases.Run run = LinearCases.run(random, Plan.on(9).step(LinearCases.rotation(random, 1), 0, 4)
                .step(LinearCases.sparse(random, 8), 8, 7, 6, 5, 4, 3, 2, 1).step(LinearCases.rotation(random, 2), 1,
                        0, 8)
                .build(), 4, true);
        List<Probe> probes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            probes.add(new Probe(i, LinearCases.dense(random, run.plan().steps().get(i).family().bits())));
        }
        double[] cotangent = Cases.numbers(random, run.readout().size() * 4);
        assertSink(pulled(new ScalarBackend(), run, cotangent, probes), pulled(backend(1), run, cotangent,
                probes), 1e-11);
    }

    static LinearSink pulled(Backend backend, LinearCases.Run run, double[] cotangent, List<Probe> probes) {
        int count = run.samples().count();
        int[] slots = IntStream.range(0, run.plan().slots()).toArray();
        LinearSink sink = new LinearSink(slots, new double[slots.length * count], probes,
                new double[probes.size() * count], new double[run.readout().size() * count],
                new double[count << run.plan().bits()]);
        backend.linearPullback(run.plan(), run.angles(), run.samples(), run.readout(), Precision.DOUBLE, cotangent,
                sink);
        return sink;
    }

    static void assertSink(LinearSink wanted, LinearSink got, double tolerance) {
        double scale = tolerance * Math.max(1, Arrays.stream(wanted.angles()).map(Math::abs).max().orElse(0));
        assertArrayEquals(wanted.angles(), got.angles(), scale);
        assertArrayEquals(wanted.probed(), got.probed(), 10 * scale);
        assertArrayEquals(wanted.values(), got.values(), 10 * scale);
        assertArrayEquals(wanted.start(), got.start(), 10 * scale);
    }

    /** Starts of their own through the same steps: the batch is one product of matrices. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 8})
    void fixedPlansAreProductsOfMatrices(int bits) {
        SplittableRandom random = new SplittableRandom(70 + bits);
        Plan.Builder builder = Plan.on(bits);
        for (int i = 0; i < 1 << bits; i++) {
            builder.step(Cases.unitary(random, 1), random.nextInt(bits));
        }
        builder.step(Cases.unitary(random, Math.min(bits, 3)), Cases.someBits(random, bits, Math.min(bits, 3)));
        Plan plan = builder.build();
        int count = (3 << bits) + 1;
        Samples samples = new Samples(count, 0, new double[0], Cases.numbers(random, count << bits), Cases.numbers(
                random, count << bits));
        Cases.Run run = new Cases.Run(plan, Angles.shared(), samples, Cases.readout(random, bits, 3));
        double[] wanted = run.expectations(new ScalarBackend(), Precision.DOUBLE);
        double tolerance = Math.max(1, Arrays.stream(wanted).map(Math::abs).max().orElse(0));
        assertArrayEquals(wanted, run.expectations(backend(2), Precision.DOUBLE), 1e-11 * tolerance);
        assertArrayEquals(wanted, run.expectations(backend(1), Precision.SINGLE), 1e-4 * tolerance);
    }
}
