package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Large states against the scalar twin and the textbook. */
class SweepAmplitudesTest {
    private static final Workers TEAM = Workers.of(2);
    private static final int SMALL_ROW = 128;

    private static double tolerance(Precision precision) {
        return precision == Precision.DOUBLE ? 1e-13 : 2e-5;
    }

    private static SweepAmplitudes state(int bits, Precision precision, int blockBytes) {
        return new SweepAmplitudes(bits, precision, TEAM, blockBytes, SMALL_ROW);
    }

    /** Runs from index 0 or from a random start and compares with the scalar twin. */
    private static void compare(Precision precision, SplittableRandom random, Plan plan, boolean zeroStart,
            int blockBytes) {
        int bits = plan.bits();
        double[] start = unit(random, bits);
        Angles angles = Angles.shared(random.doubles(plan.slots(), -7, 7).toArray());
        double[] out = new double[2 << bits];
        double[] wanted = new double[2 << bits];
        try (Amplitudes fast = state(bits, precision, blockBytes);
                Amplitudes slow = new ScalarBackend().allocate(bits, 1, Precision.DOUBLE)) {
            if (!zeroStart) {
                fast.write(0, 0, start);
                slow.write(0, 0, start);
            }
            fast.apply(plan, angles, Samples.plain(1));
            slow.apply(plan, angles, Samples.plain(1));
            fast.read(0, 0, out);
            slow.read(0, 0, wanted);
        }
        assertArrayEquals(wanted, out, tolerance(precision) * Math.max(1, largest(wanted)),
                () -> plan.steps().toString());
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    private static double[] unit(SplittableRandom random, int bits) {
        double[] out = Cases.numbers(random, 2 << bits);
        double norm = Math.sqrt(Arrays.stream(out).map(v -> v * v).sum());
        return Arrays.stream(out).map(v -> v / norm).toArray();
    }

    private static double[] read(Amplitudes state) {
        double[] out = new double[2 << state.bits()];
        state.read(0, 0, out);
        return out;
    }

    // --- apply

    @ParameterizedTest
    @EnumSource(Precision.class)
    void randomPlansOfAllSizes(Precision precision) {
        SplittableRandom random = new SplittableRandom(1);
        for (int bits = 1; bits <= 10; bits++) {
            for (int round = 0; round < 12; round++) {
                compare(precision, random, Cases.plan(random, bits, 1 + random.nextInt(40)), round % 3 == 0,
                        SweepShape.BLOCK_BYTES);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void randomPlansInManyBlocks(Precision precision) {
        SplittableRandom random = new SplittableRandom(2);
        for (int bits = 6; bits <= 12; bits++) {
            for (int round = 0; round < 10; round++) {
                compare(precision, random, Cases.plan(random, bits, 1 + random.nextInt(60)), round % 3 == 0,
                        1024 << round % 5);
            }
        }
    }

    @Test
    void largerStatesInBlocksOfTheUsualSize() {
        SplittableRandom random = new SplittableRandom(3);
        for (int bits : new int[] {14, 16, 17}) {
            try (Amplitudes fast = new SweepAmplitudes(bits, Precision.DOUBLE, TEAM);
                    Amplitudes slow = new ScalarBackend().allocate(bits, 1, Precision.DOUBLE)) {
                Plan plan = Cases.plan(random, bits, 40);
                Angles angles = Angles.shared(random.doubles(plan.slots(), -7, 7).toArray());
                fast.apply(plan, angles, Samples.plain(1));
                slow.apply(plan, angles, Samples.plain(1));
                assertArrayEquals(read(slow), read(fast), 1e-13);
            }
        }
    }

    @Test
    void everyKindOfMatrixOnAllOrderedTargets() {
        SplittableRandom random = new SplittableRandom(4);
        List<Matrix> kinds = new ArrayList<>(List.of(Cases.HADAMARD, Cases.X, Cases.unitary(random, 1),
                Cases.dense(random, 1), Cases.diagonal(random, 1), Cases.CX, Cases.CZ, Cases.SWAP, Cases.ISWAP,
                Cases.unitary(random, 2), Cases.dense(random, 2), Cases.controlled(random, 2, 0),
                Cases.permutation(random, 2, true), Cases.rotation("XY").at(0.4), Cases.rotation("ZX").at(2.9)));
        for (int bits = 1; bits <= 10; bits += 3) {
            try (Amplitudes fast = state(bits, Precision.DOUBLE, 1 << 12);
                    Amplitudes slow = new ScalarBackend().allocate(bits, 1, Precision.DOUBLE)) {
                for (Matrix matrix : kinds) {
                    double[] start = unit(random, bits);
                    fast.write(0, 0, start);
                    slow.write(0, 0, start);
                    for (int[] on : orderedTargets(bits, matrix.bits())) {
                        Plan plan = Plan.on(bits).step(matrix, on).build();
                        fast.apply(plan, Angles.shared(), Samples.plain(1));
                        slow.apply(plan, Angles.shared(), Samples.plain(1));
                        double[] wanted = read(slow);
                        double scale = Math.max(1e-300, largest(wanted));
                        double[] got = read(fast);
                        for (int i = 0; i < got.length; i++) {
                            assertEquals(wanted[i] / scale, got[i] / scale, 1e-12, matrix::toString);
                        }
                        slow.read(0, 0, start);
                        Arrays.setAll(start, i -> wanted[i] / scale);
                        fast.write(0, 0, start);
                        slow.write(0, 0, start);
                    }
                }
            }
        }
    }

    private static List<int[]> orderedTargets(int bits, int count) {
        List<int[]> all = new ArrayList<>();
        for (int a = 0; a < bits; a++) {
            if (count == 1) {
                all.add(new int[] {a});
            }
            for (int b = 0; count == 2 && b < bits; b++) {
                if (a != b) {
                    all.add(new int[] {a, b});
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void denseMatricesOnUpToSixBitsWithControls(Precision precision) {
        SplittableRandom random = new SplittableRandom(5);
        for (int k = 0; k <= 6; k++) {
            for (int bits : new int[] {Math.max(1, k), k + 2, 9, 12}) {
                for (int round = 0; round < 2; round++) {
                    Plan.Builder builder = Plan.on(bits);
                    for (int step = 0; step < 3; step++) {
                        int[] on = Cases.someBits(random, bits, k);
                        long controls = round == 0 ? 0 : random.nextInt(1 << bits) & 0x5b6d;
                        for (int bit : on) {
                            controls &= ~(1L << bit);
                        }
                        Matrix matrix = round == 0 ? Cases.unitary(random, k) : Cases.dense(random, k);
                        builder.step(MatrixFamily.fixed(matrix), -1, controls, random.nextLong() & controls, on);
                        builder.step(Cases.HADAMARD, random.nextInt(bits));
                    }
                    compare(precision, random, builder.build(), false, 1 << 12);
                }
            }
        }
    }

    @Test
    void manyControls() {
        SplittableRandom random = new SplittableRandom(6);
        for (int round = 0; round < 30; round++) {
            int bits = 8 + round % 4;
            int target = random.nextInt(bits);
            long controls = (1L << bits) - 1 & ~(1L << target);
            for (Matrix matrix : List.of(Cases.X, Cases.Z, Cases.HADAMARD, Cases.unitary(random, 1))) {
                Plan plan = Plan.on(bits).step(Cases.HADAMARD, target)
                        .step(MatrixFamily.fixed(matrix), -1, controls, random.nextLong() & controls, target)
                        .step(Cases.CX, target, (target + 1) % bits).build();
                compare(Precision.DOUBLE, random, plan, false, 1 << 11);
            }
        }
    }

    @Test
    void onePlanEqualsItsStepsOneByOne() {
        SplittableRandom random = new SplittableRandom(7);
        for (int bits = 2; bits <= 11; bits += 3) {
            Plan plan = Cases.plan(random, bits, 50);
            Angles angles = Angles.shared(random.doubles(plan.slots(), -7, 7).toArray());
            try (Amplitudes whole = state(bits, Precision.DOUBLE, 1 << 11);
                    Amplitudes parts = state(bits, Precision.DOUBLE, 1 << 11)) {
                whole.apply(plan, angles, Samples.plain(1));
                for (Plan.Step step : plan.steps()) {
                    Plan one = Plan.on(bits).step(step.family(), step.slot(), step.controls(), step.controlValues(),
                            step.bits().stream().mapToInt(b -> b).toArray()).build();
                    parts.apply(one, angles, Samples.plain(1));
                }
                assertArrayEquals(read(whole), read(parts), 1e-13);
            }
        }
    }

    @Test
    void denseMatricesAlongAnyDirectionInRowsOfTheUsualSize() {
        // What CNOTs leave is a direction that crosses lanes and lies within the rows of a block.
        for (int bits = 2; bits <= 8; bits++) {
            for (int low = 0; low < bits; low++) {
                for (int high = 0; high < bits; high++) {
                    if (low != high) {
                        alongBoth(bits, low, high);
                    }
                }
            }
        }
    }

    private static void alongBoth(int bits, int low, int high) {
        double[] start = unit(new SplittableRandom(bits), bits);
        Plan renamed = Plan.on(bits).step(Cases.CX, low, high).build();
        Plan dense = Plan.on(bits).step(Matrix.real(1, 0.5, 0.25, -2, 1), low).build();
        try (Amplitudes fast = new SweepAmplitudes(bits, Precision.DOUBLE, TEAM);
                Amplitudes slow = new ScalarBackend().allocate(bits, 1, Precision.DOUBLE)) {
            for (Amplitudes state : List.of(fast, slow)) {
                state.write(0, 0, start);
                state.apply(renamed, Angles.shared(), Samples.plain(1));
                state.apply(dense, Angles.shared(), Samples.plain(1));
            }
            assertArrayEquals(read(slow), read(fast), 1e-13, () -> bits + " bits, " + low + ", " + high);
        }
    }

    @Test
    void aPlanRunsManyTimesWithNewAnglesFromAnyFrame() {
        SplittableRandom random = new SplittableRandom(8);
        int bits = 8;
        Plan plan = Cases.plan(random, bits, 30);
        try (Amplitudes fast = state(bits, Precision.DOUBLE, 1 << 11);
                Amplitudes slow = new ScalarBackend().allocate(bits, 1, Precision.DOUBLE)) {
            for (int run = 0; run < 40; run++) {
                Angles angles = Angles.shared(random.doubles(plan.slots(), -7, 7).toArray());
                fast.apply(plan, angles, Samples.plain(1));
                slow.apply(plan, angles, Samples.plain(1));
            }
            assertArrayEquals(read(slow), read(fast), 1e-12);
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void manyTurnsInOnePassNeitherUnderflowNorOverflow(Precision precision) {
        SplittableRandom random = new SplittableRandom(14);
        for (int bits : new int[] {2, 7, 11}) {
            for (double angle : new double[] {Math.PI / 2, -Math.PI / 2, Math.PI, 2, 0, 2 * Math.PI}) {
                for (MatrixFamily family : List.of(Cases.rotation("Y"), Cases.rotation("X"),
                        Cases.controlledRotation("X"), Cases.rotation("XY"))) {
                    Plan.Builder builder = Plan.on(bits);
                    for (int step = 0; step < 300; step++) {
                        builder.step(family.at(angle), Cases.someBits(random, bits, family.bits()));
                        builder.step(Cases.CX, Cases.someBits(random, bits, 2));
                    }
                    compare(precision, random, builder.build(), false, SweepShape.BLOCK_BYTES);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void controlledStepsThatDoNothingTurnNothing(Precision precision) {
        SplittableRandom random = new SplittableRandom(15);
        Plan.Builder builder = Plan.on(6);
        for (int step = 0; step < 60; step++) {
            builder.step(Cases.controlledRotation("X"), step, Cases.someBits(random, 6, 2));
            builder.step(Cases.HADAMARD, random.nextInt(6));
        }
        Plan plan = builder.build();
        double[] start = unit(random, 6);
        for (double angle : new double[] {0, -0.0, 2 * Math.PI, 4 * Math.PI, -4 * Math.PI}) {
            double[] angles = new double[60];
            Arrays.fill(angles, angle);
            try (Amplitudes fast = state(6, precision, 1 << 11);
                    Amplitudes slow = new ScalarBackend().allocate(6, 1, Precision.DOUBLE)) {
                for (Amplitudes each : List.of(fast, slow)) {
                    each.write(0, 0, start);
                    each.apply(plan, Angles.shared(angles), Samples.plain(1));
                }
                assertArrayEquals(read(slow), read(fast), tolerance(precision), () -> "angle " + angle);
            }
        }
    }

    @Test
    void aPlanWithoutMemorySweepsStillCarriesItsFactor() {
        SplittableRandom random = new SplittableRandom(9);
        Matrix minus = Matrix.real(1, -1, 0, 0, -1);
        Plan plan = Plan.on(5).step(minus, 2).step(Cases.CX, 0, 1).step(Matrix.of(0, 0.5, 0.25)).build();
        compare(Precision.DOUBLE, random, plan, false, 1 << 11);
        compare(Precision.DOUBLE, random, Plan.on(4).build(), false, 1 << 11);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void resultsDoNotDependOnThreads(Precision precision) {
        SplittableRandom random = new SplittableRandom(10);
        Plan plan = Cases.plan(random, 12, 60);
        Angles angles = Angles.shared(random.doubles(plan.slots(), -7, 7).toArray());
        Readout readout = Cases.readout(random, 12, 5);
        double[] state = null;
        double[] values = null;
        double[] probabilities = null;
        for (int threads = 1; threads <= 3; threads++) {
            try (Amplitudes amplitudes = new SweepAmplitudes(12, precision, Workers.of(threads), 1 << 12, SMALL_ROW)) {
                amplitudes.apply(plan, angles, Samples.plain(1));
                if (state == null) {
                    state = read(amplitudes);
                    values = amplitudes.expectations(readout);
                    probabilities = amplitudes.probabilities(3, 11, 0);
                }
                assertArrayEquals(state, read(amplitudes));
                assertArrayEquals(values, amplitudes.expectations(readout));
                assertArrayEquals(probabilities, amplitudes.probabilities(3, 11, 0));
            }
        }
    }

    // --- reading

    @ParameterizedTest
    @EnumSource(Precision.class)
    void readsStatesInAnyFrame(Precision precision) {
        SplittableRandom random = new SplittableRandom(11);
        for (int bits = 1; bits <= 10; bits++) {
            try (SweepAmplitudes ket = state(bits, precision, 1 << 11);
                    SweepAmplitudes bra = state(bits, precision, 1 << 11)) {
                ket.write(0, 0, unit(random, bits));
                bra.write(0, 0, unit(random, bits));
                Plan plan = Cases.plan(random, bits, 20);
                Angles angles = Angles.shared(random.doubles(plan.slots(), -7, 7).toArray());
                ket.apply(plan, angles, Samples.plain(1));
                if (bits % 2 == 0) {
                    bra.apply(plan, Angles.shared(random.doubles(plan.slots(), -7, 7).toArray()), Samples.plain(1));
                }
                reads(random, ket, bra, 20 * tolerance(precision));
            }
        }
    }

    private static void reads(SplittableRandom random, SweepAmplitudes ket, SweepAmplitudes bra, double tolerance) {
        int bits = ket.bits();
        double[] left = read(bra);
        double[] right = read(ket);
        for (int k = 0; k <= Math.min(bits, 4); k++) {
            int[] on = Cases.someBits(random, bits, k);
            Matrix matrix = Cases.dense(random, k);
            double[] wanted = Reference.inner(left,
                    Reference.apply(bits, matrix, Arrays.stream(on).boxed().toList(), 0, 0, right));
            assertArrayEquals(wanted, ket.overlap(bra, matrix, on), tolerance);
        }
        for (int k : new int[] {0, 1, bits / 2, bits}) {
            int[] on = Cases.someBits(random, bits, k);
            assertArrayEquals(marginal(right, on), ket.probabilities(on), tolerance);
        }
        Readout readout = Cases.readout(random, bits, 6);
        double[] values = ket.expectations(readout);
        for (int k = 0; k < values.length; k++) {
            assertEquals(Reference.expectation(bits, readout.outputs().get(k), right), values[k], tolerance);
        }
    }

    private static double[] marginal(double[] state, int... on) {
        double[] out = new double[1 << on.length];
        for (int i = 0; i < state.length / 2; i++) {
            int outcome = 0;
            for (int k = 0; k < on.length; k++) {
                outcome |= (i >> on[k] & 1) << k;
            }
            out[outcome] += state[2 * i] * state[2 * i] + state[2 * i + 1] * state[2 * i + 1];
        }
        return out;
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void samplesOfLargePlansRunOneByOne(Precision precision) {
        SplittableRandom random = new SplittableRandom(13);
        Cases.Run run = Cases.run(random, 9, 25, 3, false);
        for (Cases.Run each : List.of(run, Cases.run(random, 9, 25, 3, true))) {
            double[] out = new double[each.readout().size() * 3];
            SweepAmplitudes.expectations(TEAM, each.plan(), each.angles(), each.samples(), each.readout(), precision,
                    out);
            assertArrayEquals(each.expectations(new ScalarBackend(), Precision.DOUBLE), out,
                    100 * tolerance(precision));
        }
        Plan.Builder builder = Plan.on(18);
        for (int q = 0; q < 18; q++) {
            builder.step(Cases.HADAMARD, q).step(Cases.rotation("Y"), 0, q).step(Cases.CX, q, (q + 5) % 18);
        }
        Readout all = Readout.signs(0, 9, 17);
        double[] out = new double[6];
        new CpuBackend(TEAM).expectations(builder.build(), new Angles(new double[1], new double[] {1}, new int[1]),
                Samples.of(2, 1, new double[] {0.3, 0.9}), all, precision, out);
        double[] one = new double[3];
        new CpuBackend(TEAM).expectations(builder.build(), Angles.shared(0.9), Samples.plain(1), all, precision, one);
        assertArrayEquals(one, new double[] {out[1], out[3], out[5]});
    }

    @Test
    void statesAreCopiedPartlyWrittenAndReset() {
        SplittableRandom random = new SplittableRandom(12);
        int bits = 9;
        Plan plan = Cases.plan(random, bits, 30);
        Angles angles = Angles.shared(random.doubles(plan.slots(), -7, 7).toArray());
        try (Amplitudes one = state(bits, Precision.DOUBLE, 1 << 11);
                Amplitudes two = state(bits, Precision.DOUBLE, 1 << 11)) {
            one.apply(plan, angles, Samples.plain(1));
            two.assign(one);
            assertArrayEquals(read(one), read(two));
            double[] part = Cases.numbers(random, 20);
            two.write(0, 100, part);
            double[] wanted = read(one);
            System.arraycopy(part, 0, wanted, 200, part.length);
            assertArrayEquals(wanted, read(two));
            two.reset();
            double[] zero = new double[2 << bits];
            zero[0] = 1;
            assertArrayEquals(zero, read(two));
        }
    }

    // --- memory and summary

    @Test
    void refusesWhatDoesNotFit() {
        InsufficientMemoryException thrown = assertThrows(InsufficientMemoryException.class,
                () -> new SweepAmplitudes(SweepAmplitudes.MOST_BITS, Precision.DOUBLE, TEAM));
        assertTrue(String.valueOf(thrown.getMessage()).matches("40 bits need .* the most that fits is [0-9]+ bits"),
                thrown::getMessage);
        assertThrows(IllegalArgumentException.class, () -> new SweepAmplitudes(41, Precision.DOUBLE, TEAM));
    }

    @Test
    void closedStatesSaySo() {
        Amplitudes state = state(3, Precision.DOUBLE, 1 << 11);
        state.close();
        state.close();
        assertThrows(IllegalStateException.class, state::reset);
    }

    /** Also where both are stored in different ways, or a matrix is compared amplitude by amplitude. */
    @Test
    void closedStatesAreNotCompared() {
        try (Amplitudes open = state(6, Precision.DOUBLE, 1 << 11)) {
            open.apply(Plan.on(6).step(Cases.HADAMARD, 0).step(Cases.CX, 0, 5).build(), Angles.shared(), Samples.plain(
                    1));
            Amplitudes closed = state(6, Precision.DOUBLE, 1 << 11);
            closed.close();
            for (Matrix matrix : List.of(Matrix.identity(0), Cases.dense(new SplittableRandom(1), 5))) {
                int[] on = IntStream.range(0, matrix.bits()).toArray();
                assertThrows(IllegalStateException.class, () -> open.overlap(closed, matrix, on));
                assertThrows(IllegalStateException.class, () -> closed.overlap(open, matrix, on));
            }
        }
    }

    @Test
    void describesSchedules() {
        Plan.Builder builder = Plan.on(20);
        for (int layer = 0; layer < 10; layer++) {
            for (int q = 0; q < 20; q++) {
                builder.step(Cases.rotation("X"), 20 * layer + q, q);
                builder.step(Cases.CX, q, (q + 1) % 20);
            }
        }
        SweepStats stats = SweepStats.of(builder.build(), Precision.DOUBLE);
        assertEquals(400, stats.steps());
        assertEquals(200, stats.turns());
        assertEquals(0, stats.dense());
        assertTrue(stats.passes() < 40, stats::toString);
        assertEquals(stats.passes() * 2.0 * 16 * (1 << 20), stats.bytes());
        assertTrue(stats.operations() > 200 * 4.0 * (1 << 20));
        SweepStats plain = SweepStats.of(Plan.on(20).step(Cases.CX, 0, 1).step(Cases.SWAP, 1, 2).build(),
                Precision.SINGLE);
        assertEquals(0, plain.turns());
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void slicesAreReadFromAnywhere(Precision precision) {
        SplittableRandom random = new SplittableRandom(3);
        Plan plan = Cases.plan(random, 9, 40);
        try (SweepAmplitudes state = new SweepAmplitudes(9, precision, TEAM, 1024, 128)) {
            assertEquals(0, state.progress());
            state.apply(plan, Angles.shared(Cases.numbers(random, plan.slots())), Samples.plain(1));
            assertEquals(1, state.progress());
            double[] whole = new double[2 << 9];
            state.read(0, 0, whole);
            for (int round = 0; round < 50; round++) {
                int from = random.nextInt(512);
                double[] slice = new double[2 * random.nextInt(513 - from)];
                state.read(0, from, slice);
                assertArrayEquals(Arrays.copyOfRange(whole, 2 * from, 2 * from + slice.length), slice);
            }
        }
    }
}
