package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every backend must do; inherited by the test of each. */
abstract class BackendContract {
    private static final int[] BATCHES = {1, 3, 7, 8, 9, 17};

    /** The backend under test, with a number of threads where it can choose. */
    abstract Backend backend(int threads);

    private Backend backend() {
        return backend(2);
    }

    private static double tolerance(Precision precision) {
        return precision == Precision.DOUBLE ? 1e-12 : 1e-5;
    }

    @Test
    void isFoundByNameAndReady() {
        Backend found = Backends.named(backend().name());
        assertEquals(backend().getClass(), found.getClass());
        assertInstanceOf(Availability.Ready.class, found.availability());
        assertTrue(found.threads() >= 1);
    }

    // --- apply: every kind of matrix on all ordered targets

    @ParameterizedTest
    @EnumSource(Precision.class)
    void appliesEveryKindOfMatrixOnAllOrderedTargets(Precision precision) {
        SplittableRandom random = new SplittableRandom(1);
        for (int k = 1; k <= 3; k++) {
            for (Matrix matrix : kinds(random, k)) {
                for (int[] on : orderedTargets(4, k)) {
                    applies(precision, random, Plan.on(4).step(matrix, on).build(), 3);
                }
            }
        }
    }

    private static List<Matrix> kinds(SplittableRandom random, int k) {
        List<Matrix> kinds = new ArrayList<>(List.of(Matrix.identity(k), Cases.dense(random, k), Cases.real(random, k),
                Cases.diagonal(random, k), Cases.permutation(random, k, false), Cases.permutation(random, k, true)));
        if (k > 1) {
            kinds.add(Cases.controlled(random, k, 0));
            kinds.add(Cases.controlled(random, k, 1));
            kinds.add(Cases.rotation("XYZ".substring(0, k)).at(0.7));
        }
        if (k == 2) {
            kinds.addAll(List.of(Cases.CX, Cases.CZ, Cases.SWAP, Cases.ISWAP));
        }
        return kinds;
    }

    private static List<int[]> orderedTargets(int bits, int count) {
        List<int[]> all = new ArrayList<>();
        for (int code = 0; code < Math.pow(bits, count); code++) {
            int[] on = new int[count];
            for (int i = 0, rest = code; i < count; i++, rest /= bits) {
                on[i] = rest % bits;
            }
            if (Arrays.stream(on).distinct().count() == count) {
                all.add(on);
            }
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void appliesControlledStepsForAllControls(Precision precision) {
        SplittableRandom random = new SplittableRandom(2);
        for (int controls = 0; controls < 16; controls++) {
            for (int target = 0; target < 4; target++) {
                if ((controls >> target & 1) == 0) {
                    long values = random.nextInt(16) & controls;
                    for (Matrix matrix : List.of(Cases.dense(random, 1), Cases.X, Cases.Y, Cases.diagonal(random, 1))) {
                        applies(precision, random, Plan.on(4)
                                .step(MatrixFamily.fixed(matrix), -1, controls, values, target).build(), 2);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void appliesRandomPlansOfAllSizes(Precision precision) {
        SplittableRandom random = new SplittableRandom(3);
        for (int bits = 1; bits <= 8; bits++) {
            for (int batch : BATCHES) {
                applies(precision, random, Cases.run(random, bits, 12, batch, false));
            }
        }
    }

    private void applies(Precision precision, SplittableRandom random, Plan plan, int batch) {
        applies(precision, random, new Cases.Run(plan, Angles.shared(), Samples.plain(batch), Readout.signs(0)));
    }

    private void applies(Precision precision, SplittableRandom random, Cases.Run run) {
        int bits = run.plan().bits();
        int batch = run.samples().count();
        double[][] start = new double[batch][];
        try (Amplitudes amplitudes = backend().allocate(bits, batch, precision)) {
            for (int sample = 0; sample < batch; sample++) {
                start[sample] = Cases.numbers(random, 2 << bits);
                amplitudes.write(sample, 0, start[sample]);
            }
            amplitudes.apply(run.plan(), run.angles(), run.samples());
            for (int sample = 0; sample < batch; sample++) {
                double[] out = new double[2 << bits];
                amplitudes.read(sample, 0, out);
                double[] wanted = Reference.run(run.plan(), run.angles(), run.samples(), sample, start[sample]);
                assertArrayEquals(wanted, out, tolerance(precision) * Math.max(1, largest(wanted)));
            }
        }
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    // --- expectations

    @ParameterizedTest
    @EnumSource(Precision.class)
    void readsRandomRunsOfAllSizes(Precision precision) {
        SplittableRandom random = new SplittableRandom(4);
        for (int bits = 1; bits <= 10; bits++) {
            int steps = bits < 8 ? 25 : 8;
            for (int batch : bits < 8 ? BATCHES : new int[] {3}) {
                reads(precision, Cases.run(random, bits, steps, batch, false));
                reads(precision, Cases.run(random, bits, steps, batch, true));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void readsLargeBatches(Precision precision) {
        reads(precision, Cases.run(new SplittableRandom(5), 3, 10, 1000, false));
        reads(precision, Cases.run(new SplittableRandom(6), 2, 10, 1000, true));
    }

    private void reads(Precision precision, Cases.Run run) {
        double[] out = run.expectations(backend(), precision);
        double[] wanted = new double[out.length];
        int count = run.samples().count();
        for (int sample = 0; sample < count; sample++) {
            double[] state = Reference.run(run.plan(), run.angles(), run.samples(), sample);
            for (int k = 0; k < run.readout().size(); k++) {
                wanted[k * count + sample] = Reference.expectation(run.plan().bits(), run.readout().outputs().get(k),
                        state);
            }
        }
        assertArrayEquals(wanted, out, 10 * tolerance(precision));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void anEmptyPlanReadsTheStart(Precision precision) {
        double[] out = new double[6];
        backend().expectations(Plan.on(2).build(), Angles.shared(), Samples.plain(3), Readout.signs(0, 1), precision,
                out);
        assertArrayEquals(new double[] {1, 1, 1, 1, 1, 1}, out);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-9, 3, 1e3, 1e6, 1e9, -1e15, 1e22})
    void anglesOfAnySizeAreExact(double angle) {
        Plan plan = Plan.on(1).step(Cases.rotation("Y"), 0, 0).build();
        double[] out = new double[9];
        double[] values = new double[9];
        Arrays.setAll(values, i -> angle * (i + 1));
        backend().expectations(plan, new Angles(new double[1], new double[] {1}, new int[1]), Samples.of(9, 1, values),
                Readout.signs(0), Precision.DOUBLE, out);
        for (int i = 0; i < 9; i++) {
            // The half angle is the rounded number; its cosine is squared.
            double half = Math.cos(values[i] * 0.5);
            assertEquals(2 * half * half - 1, out[i], 1e-14);
        }
    }

    // --- pullback

    @Test
    void pullbackEqualsTheScalarTwin() {
        SplittableRandom random = new SplittableRandom(7);
        for (int bits = 1; bits <= 8; bits++) {
            for (int batch : bits < 7 ? BATCHES : new int[] {5}) {
                for (boolean startGiven : new boolean[] {false, true}) {
                    Cases.Run run = Cases.run(random, bits, 14, batch, startGiven);
                    double[] cotangent = Cases.numbers(random, run.readout().size() * batch);
                    GradientSink wanted = sink(random, run);
                    GradientSink got = likeSink(wanted);
                    pullback(new ScalarBackend(), run, Precision.DOUBLE, cotangent, wanted);
                    pullback(backend(), run, Precision.DOUBLE, cotangent, got);
                    assertSink(wanted, got, 2e-12);
                    pullback(backend(), run, Precision.SINGLE, cotangent, got);
                    assertSink(wanted, got, 1e-4);
                }
            }
        }
    }

    private static void pullback(Backend backend, Cases.Run run, Precision precision, double[] cotangent,
            GradientSink sink) {
        backend.pullback(run.plan(), run.angles(), run.samples(), run.readout(), precision, cotangent, sink);
    }

    /** Wants a random part of the gradients, slots in random order and some twice. */
    private static GradientSink sink(SplittableRandom random, Cases.Run run) {
        int batch = run.samples().count();
        int slots = run.plan().slots();
        int[] wanted = slots == 0 ? new int[0] : random.ints(random.nextInt(0, 2 * slots), 0, slots).toArray();
        return new GradientSink(wanted, filled(wanted.length * batch),
                random.nextBoolean() ? filled(run.readout().size() * batch) : null,
                random.nextBoolean() ? filled(batch << run.plan().bits()) : null);
    }

    private static GradientSink likeSink(GradientSink sink) {
        double[] values = sink.values();
        double[] start = sink.startReal();
        return new GradientSink(sink.slots(), filled(sink.angles().length),
                values == null ? null : filled(values.length), start == null ? null : filled(start.length));
    }

    /** What a sink held before must not show. */
    private static double[] filled(int length) {
        double[] array = new double[length];
        Arrays.fill(array, Double.NaN);
        return array;
    }

    private static void assertSink(GradientSink wanted, GradientSink got, double tolerance) {
        assertArrayEquals(wanted.angles(), got.angles(), tolerance);
        double[] values = wanted.values();
        if (values != null) {
            assertArrayEquals(values, got.values(), tolerance);
        }
        double[] start = wanted.startReal();
        if (start != null) {
            assertArrayEquals(start, got.startReal(), tolerance);
        }
    }

    /** Each sample is weighed once, by its outputs; the gradients are those of these weights, to the last bit. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void weightsMayFollowFromTheOutputs(Precision precision) {
        SplittableRandom random = new SplittableRandom(12);
        for (int bits : new int[] {1, 2, 3, 5, 7, 8, 13}) {
            for (int batch : bits < 13 ? BATCHES : new int[] {3}) {
                Cases.Run run = Cases.run(random, bits, 14, batch, batch % 2 == 0);
                GradientSink got = sink(random, run);
                double[] values = filled(run.readout().size() * batch);
                double[] cotangent = filled(values.length);
                AtomicIntegerArray asked = new AtomicIntegerArray(batch);
                backend().pullback(run.plan(), run.angles(), run.samples(), run.readout(), precision,
                        (first, count, some) -> {
                            assertEquals(run.readout().size() * count, some.length);
                            double[] weights = new double[some.length];
                            for (int i = 0; i < some.length; i++) {
                                int at = i / count * batch + first + i % count;
                                weights[i] = (1 + first + i % count) * Math.exp(some[i]);
                                values[at] = some[i];
                                cotangent[at] = weights[i];
                            }
                            for (int s = first; s < first + count; s++) {
                                asked.incrementAndGet(s);
                            }
                            return weights;
                        }, got);
                for (int s = 0; s < batch; s++) {
                    assertEquals(1, asked.get(s), "sample " + s);
                }
                assertArrayEquals(run.expectations(backend(), precision), values, 20 * tolerance(precision));
                GradientSink wanted = likeSink(got);
                pullback(backend(), run, precision, cotangent, wanted);
                assertArrayEquals(wanted.angles(), got.angles());
                assertArrayEquals(wanted.startReal(), got.startReal());
                if (got.values() != null) {
                    assertArrayEquals(values, got.values());
                }
            }
        }
        Cases.Run run = Cases.run(random, 3, 5, 20, false);
        GradientSink sink = new GradientSink(new int[0], new double[0], null, null);
        refuses(() -> backend().pullback(run.plan(), run.angles(), run.samples(), run.readout(), precision,
                (first, count, values) -> new double[values.length + 1], sink));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void jacobianHasThePullbackOfEachOutput(Precision precision) {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 14; round++) {
            int bits = 1 + round % 7;
            int batch = BATCHES[round % BATCHES.length];
            Cases.Run shape = Cases.run(random, bits, 20, batch, round % 2 == 0);
            Cases.Run run = new Cases.Run(shape.plan(), shape.angles(), shape.samples(),
                    Cases.readout(random, bits, round % 5 == 0 ? 11 : 1 + round % 4));
            int outputs = run.readout().size();
            int[] slots = java.util.stream.IntStream.range(0, run.plan().slots()).filter(s -> s % 3 != 1).toArray();
            JacobianSink sink = new JacobianSink(slots, filled(outputs * slots.length * batch),
                    round % 3 == 0 ? null : filled(outputs * batch));
            backend().jacobian(run.plan(), run.angles(), run.samples(), run.readout(), precision, sink);
            for (int k = 0; k < outputs; k++) {
                double[] cotangent = new double[outputs * batch];
                Arrays.fill(cotangent, k * batch, (k + 1) * batch, 1);
                GradientSink row = new GradientSink(slots, new double[slots.length * batch],
                        new double[outputs * batch], null);
                pullback(new ScalarBackend(), run, Precision.DOUBLE, cotangent, row);
                assertArrayEquals(row.angles(), Arrays.copyOfRange(sink.angles(), k * slots.length * batch,
                        (k + 1) * slots.length * batch), 50 * tolerance(precision));
                double[] values = sink.values();
                if (values != null) {
                    assertArrayEquals(row.values(), values, 20 * tolerance(precision));
                }
            }
        }
        Plan plan = Plan.on(2).step(Cases.rotation("X"), 0, 0).build();
        refuses(() -> backend().jacobian(plan, Angles.shared(1), Samples.plain(2), Readout.signs(0, 1), precision,
                new JacobianSink(new int[1], new double[3], null)));
        refuses(() -> backend().jacobian(plan, Angles.shared(1), Samples.plain(2), Readout.signs(0, 1), precision,
                new JacobianSink(new int[] {1}, new double[4], null)));
        refuses(() -> backend().jacobian(plan, Angles.shared(1), Samples.plain(2), Readout.signs(0, 1), precision,
                new JacobianSink(new int[1], new double[4], new double[3])));
    }

    @Test
    void pullbackEqualsCentralDifferences() {
        SplittableRandom random = new SplittableRandom(8);
        for (int round = 0; round < 12; round++) {
            int bits = 1 + round % 4;
            Cases.Run run = Cases.run(random, bits, 10, 3, round % 2 == 0);
            int count = run.samples().count();
            double[] cotangent = Cases.numbers(random, run.readout().size() * count);
            int[] slots = java.util.stream.IntStream.range(0, run.plan().slots()).toArray();
            double[] start = new double[count << bits];
            GradientSink sink = new GradientSink(slots, new double[slots.length * count], null, start);
            pullback(backend(), run, Precision.DOUBLE, cotangent, sink);
            for (int slot : slots) {
                double[] up = weighted(shift(run, slot, 1e-5), cotangent);
                double[] down = weighted(shift(run, slot, -1e-5), cotangent);
                for (int s = 0; s < count; s++) {
                    assertEquals((up[s] - down[s]) / 2e-5, sink.angles()[slot * count + s], 1e-8);
                }
            }
            double[] real = run.samples().startReal();
            for (int i = 0; real != null && i < 1 << bits; i++) {
                double[] up = weighted(shiftStart(run, real, i, 1e-5), cotangent);
                double[] down = weighted(shiftStart(run, real, i, -1e-5), cotangent);
                for (int s = 0; s < count; s++) {
                    assertEquals((up[s] - down[s]) / 2e-5, start[i * count + s], 1e-8);
                }
            }
        }
    }

    private double[] weighted(Cases.Run run, double[] cotangent) {
        double[] out = run.expectations(backend(), Precision.DOUBLE);
        int count = run.samples().count();
        double[] sum = new double[count];
        for (int i = 0; i < out.length; i++) {
            sum[i % count] += cotangent[i] * out[i];
        }
        return sum;
    }

    private static Cases.Run shift(Cases.Run run, int slot, double by) {
        double[] offset = run.angles().offset().clone();
        offset[slot] += by;
        return new Cases.Run(run.plan(), new Angles(offset, run.angles().scale(), run.angles().column()),
                run.samples(), run.readout());
    }

    private static Cases.Run shiftStart(Cases.Run run, double[] real, int index, double by) {
        double[] moved = real.clone();
        Samples old = run.samples();
        for (int s = 0; s < old.count(); s++) {
            moved[index * old.count() + s] += by;
        }
        return run.with(new Samples(old.count(), old.columns(), old.values(), moved, old.startImaginary()));
    }

    // --- reproducibility

    @ParameterizedTest
    @EnumSource(Precision.class)
    void resultsDependNeitherOnThreadsNorOnTheSplitOfABatch(Precision precision) {
        SplittableRandom random = new SplittableRandom(9);
        for (int round = 0; round < 8; round++) {
            int bits = 1 + round;
            int batch = 150;
            Cases.Run run = Cases.run(random, bits, 12, batch, round % 3 == 0);
            double[] cotangent = Cases.numbers(random, run.readout().size() * batch);
            int[] slots = java.util.stream.IntStream.range(0, run.plan().slots()).toArray();
            GradientSink whole = all(run, slots, batch);
            pullback(backend(1), run, precision, cotangent, whole);
            GradientSink again = likeSink(whole);
            pullback(backend(2), run, precision, cotangent, again);
            assertSink(whole, again, 0);
            assertArrayEquals(run.expectations(backend(1), precision), run.expectations(backend(2), precision));
            for (int from = 0; from < batch;) {
                int to = Math.min(batch, from + random.nextInt(1, 40));
                Cases.Run part = run.with(Cases.slice(run.samples(), bits, from, to));
                GradientSink some = all(run, slots, to - from);
                pullback(backend(2), part, precision,
                        Cases.cut(cotangent, run.readout().size(), batch, from, to), some);
                assertSink(new GradientSink(slots, Cases.cut(whole.angles(), slots.length, batch, from, to),
                        Cases.cut(java.util.Objects.requireNonNull(whole.values()), run.readout().size(), batch, from,
                                to),
                        Cases.cut(java.util.Objects.requireNonNull(whole.startReal()), 1 << bits, batch, from, to)),
                        some, 0);
                from = to;
            }
        }
    }

    private static GradientSink all(Cases.Run run, int[] slots, int batch) {
        return new GradientSink(slots, filled(slots.length * batch), filled(run.readout().size() * batch),
                filled(batch << run.plan().bits()));
    }

    // --- states that stay

    @ParameterizedTest
    @EnumSource(Precision.class)
    void overlapsProbabilitiesAndExpectationsOfStates(Precision precision) {
        SplittableRandom random = new SplittableRandom(10);
        for (int bits = 1; bits <= 6; bits++) {
            for (int batch : BATCHES) {
                states(precision, random, bits, batch);
            }
        }
    }

    private void states(Precision precision, SplittableRandom random, int bits, int batch) {
        double tolerance = 20 * tolerance(precision);
        double[][] ket = new double[batch][];
        double[][] bra = new double[batch][];
        try (Amplitudes kets = backend().allocate(bits, batch, precision);
                Amplitudes bras = backend().allocate(bits, batch, precision)) {
            for (int s = 0; s < batch; s++) {
                ket[s] = Cases.numbers(random, 2 << bits);
                bra[s] = Cases.numbers(random, 2 << bits);
                kets.write(s, 0, ket[s]);
                bras.write(s, 0, bra[s]);
            }
            int[] on = Cases.someBits(random, bits, random.nextInt(1, bits + 1));
            int[] few = Arrays.copyOf(on, Math.min(2, on.length));
            Matrix matrix = Cases.dense(random, few.length);
            double[] overlap = kets.overlap(bras, matrix, few);
            double[] probabilities = kets.probabilities(on);
            Readout readout = Cases.readout(random, bits, 3);
            double[] expectations = kets.expectations(readout);
            for (int s = 0; s < batch; s++) {
                double[] moved = Reference.apply(bits, matrix, Arrays.stream(few).boxed().toList(), 0, 0, ket[s]);
                double[] wanted = Reference.inner(bra[s], moved);
                assertEquals(wanted[0], overlap[2 * s], tolerance);
                assertEquals(wanted[1], overlap[2 * s + 1], tolerance);
                assertArrayEquals(marginal(ket[s], on), Cases.cut(probabilities, 1 << on.length, batch, s, s + 1),
                        tolerance);
                for (int k = 0; k < 3; k++) {
                    assertEquals(Reference.expectation(bits, readout.outputs().get(k), ket[s]),
                            expectations[k * batch + s], tolerance);
                }
            }
            assertEquals(batch, kets.probabilities().length);
        }
    }

    private static double[] marginal(double[] state, int[] on) {
        double[] out = new double[1 << on.length];
        for (int i = 0; i < state.length / 2; i++) {
            int outcome = 0;
            for (int k = 0; k < on.length; k++) {
                outcome += (i >> on[k] & 1) << k;
            }
            out[outcome] += state[2 * i] * state[2 * i] + state[2 * i + 1] * state[2 * i + 1];
        }
        return out;
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void statesAreWrittenReadResetAndAssigned(Precision precision) {
        try (Amplitudes one = backend().allocate(3, 9, precision);
                Amplitudes other = backend().allocate(3, 9, precision)) {
            assertEquals(3, one.bits());
            assertEquals(9, one.batch());
            assertEquals(precision, one.precision());
            double[] first = new double[2];
            one.read(8, 0, first);
            assertArrayEquals(new double[] {1, 0}, first);
            one.write(8, 5, new double[] {0.5, -0.25, 2, 3});
            double[] all = new double[16];
            one.read(8, 0, all);
            assertArrayEquals(new double[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5, -0.25, 2, 3, 0, 0}, all);
            other.assign(one);
            one.reset();
            double[] copied = new double[16];
            other.read(8, 0, copied);
            assertArrayEquals(all, copied);
            one.read(8, 0, all);
            assertArrayEquals(new double[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, all);
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void drawsIndicesByTheirProbabilities(Precision precision) {
        SplittableRandom random = new SplittableRandom(11);
        for (int bits : new int[] {1, 4, 11}) {
            try (Amplitudes states = backend().allocate(bits, 2, precision)) {
                double[] state = Cases.numbers(random, 2 << bits);
                // Whatever cannot be must not be drawn.
                Arrays.fill(state, 0, 2, 0);
                states.write(1, 0, state);
                long[] shots = random.longs(300).toArray();
                long[] drawn = states.draw(1, 5, shots, 3);
                assertArrayEquals(drawnByHand(state, shots), drawn);
                assertArrayEquals(new long[5], states.draw(0, 5, new long[5], 0));
                assertEquals(0, states.draw(1, 5, new long[0], 0).length);
                refuses(() -> states.draw(2, 5, shots, 0));
            }
        }
    }

    private static long[] drawnByHand(double[] state, long[] shots) {
        double total = Arrays.stream(state).map(v -> v * v).sum();
        return Arrays.stream(shots).map(shot -> {
            double wanted = total * Philox.uniform(5, shot, 3);
            double sum = 0;
            int index = -1;
            while (sum <= wanted) {
                index++;
                sum += state[2 * index] * state[2 * index] + state[2 * index + 1] * state[2 * index + 1];
            }
            return index;
        }).sorted().toArray();
    }

    // --- refusals

    @Test
    void refusesWhatDoesNotFit() {
        Backend backend = backend();
        Plan plan = Plan.on(2).step(Cases.rotation("X"), 0, 0).build();
        Readout readout = Readout.signs(0);
        Samples two = Samples.of(2, 1, new double[2]);
        Angles shared = Angles.shared(1);
        refuses(() -> backend.expectations(plan, Angles.shared(), two, readout, Precision.DOUBLE, new double[2]));
        refuses(() -> backend.expectations(plan, new Angles(new double[1], new double[1], new int[] {1}), two, readout,
                Precision.DOUBLE, new double[2]));
        refuses(() -> backend.expectations(plan, shared, two, readout, Precision.DOUBLE, new double[3]));
        refuses(() -> backend.expectations(plan, shared, two, Readout.signs(2), Precision.DOUBLE, new double[2]));
        refuses(() -> backend.expectations(plan, shared, new Samples(2, 0, new double[0], new double[7], null),
                readout, Precision.DOUBLE, new double[2]));
        refuses(() -> backend.pullback(plan, shared, two, readout, Precision.DOUBLE, new double[3],
                new GradientSink(new int[1], new double[2], null, null)));
        refuses(() -> backend.pullback(plan, shared, two, readout, Precision.DOUBLE, new double[2],
                new GradientSink(new int[] {1}, new double[2], null, null)));
        refuses(() -> backend.pullback(plan, shared, two, readout, Precision.DOUBLE, new double[2],
                new GradientSink(new int[1], new double[3], null, null)));
        refuses(() -> backend.pullback(plan, shared, two, readout, Precision.DOUBLE, new double[2],
                new GradientSink(new int[1], new double[2], new double[1], null)));
        refuses(() -> backend.pullback(plan, shared, two, readout, Precision.DOUBLE, new double[2],
                new GradientSink(new int[1], new double[2], null, new double[7])));
        refuses(() -> backend.allocate(0, 1, Precision.DOUBLE));
        refuses(() -> backend.allocate(2, 0, Precision.DOUBLE));
        refuses(() -> backend.allocate(63, 1, Precision.DOUBLE));
        try (Amplitudes one = backend.allocate(2, 2, Precision.DOUBLE);
                Amplitudes other = backend.allocate(2, 3, Precision.DOUBLE)) {
            refuses(() -> one.apply(Plan.on(3).build(), Angles.shared(), Samples.plain(2)));
            refuses(() -> one.apply(plan, shared, Samples.plain(3)));
            refuses(() -> one.assign(other));
            refuses(() -> one.overlap(other, Cases.X, 0));
            refuses(() -> one.overlap(one, Cases.X, 0, 1));
            refuses(() -> one.probabilities(0, 0));
            refuses(() -> one.probabilities(2));
            refuses(() -> one.expectations(Readout.signs(2)));
            refuses(() -> one.read(2, 0, new double[2]));
            refuses(() -> one.read(0, 4, new double[2]));
            refuses(() -> one.write(0, -1, new double[2]));
            refuses(() -> one.write(0, 0, new double[3]));
        }
    }

    private static void refuses(org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message != null && message.contains("but"), message);
    }

    @Test
    void saysWhatFitsWhenMemoryIsShort() {
        String message = assertThrows(InsufficientMemoryException.class,
                () -> backend().allocate(26, 1 << 20, Precision.DOUBLE)).getMessage();
        assertTrue(message != null && message.matches(".*26 bits need .* but .* available; .*fits.*"), message);
    }
}
