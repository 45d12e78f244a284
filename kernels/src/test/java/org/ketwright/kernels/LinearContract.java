package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every backend must do with real vectors; inherited by the test of each. */
abstract class LinearContract {
    private static final int[] BATCHES = {1, 3, 8, 17};

    /** The backend under test, with a number of threads where it can choose. */
    abstract Backend backend(int threads);

    private Backend backend() {
        return backend(2);
    }

    private static double tolerance(Precision precision) {
        return precision == Precision.DOUBLE ? 1e-12 : 1e-5;
    }

    private static double largest(double[] values) {
        return Math.max(1, Arrays.stream(values).map(Math::abs).max().orElse(0));
    }

    // --- forward

    @ParameterizedTest
    @EnumSource(Precision.class)
    void appliesEveryKindOfMatrixOnAllOrderedTargets(Precision precision) {
        SplittableRandom random = new SplittableRandom(21);
        for (int k = 1; k <= 3; k++) {
            List<Matrix> kinds = List.of(Matrix.identity(k), Matrix.zero(k), LinearCases.dense(random, k),
                    LinearCases.diagonal(random, k), LinearCases.permutation(random, k, true), LinearCases.sparse(
                            random, k),
                    LinearCases.rotation(random, k).at(0.7));
            for (Matrix matrix : kinds) {
                for (int[] on : orderedTargets(5, k)) {
                    applies(precision, random, LinearCases.run(random, Plan.on(5).step(matrix, on).build(), 3, false));
                }
            }
        }
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
    void appliesRandomPlansOfAllSizes(Precision precision) {
        SplittableRandom random = new SplittableRandom(22);
        for (int bits = 1; bits <= 10; bits++) {
            for (int batch : BATCHES) {
                applies(precision, random, LinearCases.run(random, bits, bits < 8 ? 15 : 5, batch, false));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void appliesLargeMatrices(Precision precision) {
        SplittableRandom random = new SplittableRandom(23);
        Plan plan = Plan.on(7).step(LinearCases.dense(random, 6), 5, 0, 3, 6, 1, 2)
                .step(LinearCases.rotation(random, 5), 0, 1, 4, 2, 6, 0)
                .step(LinearCases.sparse(random, 7), 0, 1, 2, 3, 4, 5, 6).build();
        applies(precision, random, LinearCases.run(random, plan, 3, false));
        reads(precision, LinearCases.run(random, plan, 9, false));
    }

    private void applies(Precision precision, SplittableRandom random, LinearCases.Run run) {
        int bits = run.plan().bits();
        int batch = run.samples().count();
        try (RealVectors vectors = backend().allocateReal(bits, batch, precision)) {
            double[][] start = new double[batch][];
            for (int sample = 0; sample < batch; sample++) {
                start[sample] = Cases.numbers(random, 1 << bits);
                vectors.write(sample, 0, start[sample]);
            }
            vectors.apply(run.plan(), run.angles(), run.samples());
            double[] sums = vectors.expectations(run.readout());
            for (int sample = 0; sample < batch; sample++) {
                double[] out = new double[1 << bits];
                vectors.read(sample, 0, out);
                double[] wanted = run.reference(sample, start[sample]);
                double tolerance = tolerance(precision) * largest(wanted);
                assertArrayEquals(wanted, out, tolerance);
                for (int k = 0; k < run.readout().size(); k++) {
                    assertEquals(sum(run.readout(), k, wanted), sums[k * batch + sample], 4 * tolerance);
                }
            }
        }
    }

    private static double sum(LinearReadout readout, int k, double[] vector) {
        return readout.outputs().get(k).stream().mapToDouble(e -> e.coefficient() * vector[(int) e.index()]).sum();
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void readsRandomRunsOfAllSizes(Precision precision) {
        SplittableRandom random = new SplittableRandom(24);
        for (int bits = 1; bits <= 10; bits++) {
            int steps = bits < 8 ? 25 : 6;
            for (int batch : bits < 8 ? BATCHES : new int[] {3}) {
                reads(precision, LinearCases.run(random, bits, steps, batch, false));
                reads(precision, LinearCases.run(random, bits, steps, batch, true));
            }
        }
        reads(precision, LinearCases.run(random, 3, 10, 1000, false));
    }

    private void reads(Precision precision, LinearCases.Run run) {
        double[] out = run.outputs(backend(), precision);
        double[] wanted = new double[out.length];
        int count = run.samples().count();
        for (int sample = 0; sample < count; sample++) {
            double[] vector = run.reference(sample);
            for (int k = 0; k < run.readout().size(); k++) {
                wanted[k * count + sample] = sum(run.readout(), k, vector);
            }
        }
        assertArrayEquals(wanted, out, 10 * tolerance(precision) * largest(wanted));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void anEmptyPlanReadsTheStart(Precision precision) {
        double[] out = new double[6];
        backend().linear(Plan.on(2).build(), Angles.shared(), Samples.plain(3), LinearReadout.at(0, 3), precision,
                out);
        assertArrayEquals(new double[] {1, 1, 1, 0, 0, 0}, out);
    }

    /** Sizes at which the vectors of a backend may be held in another way. */
    @ParameterizedTest
    @ValueSource(ints = {11, 12, 13, 14, 15})
    void middleSizesEqualTheScalarTwin(int bits) {
        SplittableRandom random = new SplittableRandom(25 + bits);
        for (int batch : new int[] {1, 3}) {
            LinearCases.Run run = LinearCases.run(random, bits, 12, batch, batch == 3);
            double[] wanted = run.outputs(new ScalarBackend(), Precision.DOUBLE);
            assertArrayEquals(wanted, run.outputs(backend(), Precision.DOUBLE), 1e-12 * largest(wanted));
            assertArrayEquals(wanted, run.outputs(backend(), Precision.SINGLE), 1e-4 * largest(wanted));
            pulls(random, run);
        }
    }

    @Test
    void theTransposedPlanTakesReadoutsBack() {
        SplittableRandom random = new SplittableRandom(26);
        for (int bits = 1; bits <= 6; bits++) {
            LinearCases.Run run = LinearCases.run(random, bits, 12, 1, false);
            Plan plan = run.plan();
            assertEquals(plan.slots(), plan.transposed().slots());
            try (RealVectors there = backend().allocateReal(bits, 1, Precision.DOUBLE);
                    RealVectors back = backend().allocateReal(bits, 1, Precision.DOUBLE)) {
                double[] x = Cases.numbers(random, 1 << bits);
                double[] y = Cases.numbers(random, 1 << bits);
                there.write(0, 0, x);
                back.write(0, 0, y);
                there.apply(plan, run.angles(), run.samples());
                back.apply(plan.transposed(), run.angles(), run.samples());
                double[] mx = new double[1 << bits];
                double[] my = new double[1 << bits];
                there.read(0, 0, mx);
                back.read(0, 0, my);
                double one = IntStream.range(0, 1 << bits).mapToDouble(i -> y[i] * mx[i]).sum();
                double other = IntStream.range(0, 1 << bits).mapToDouble(i -> my[i] * x[i]).sum();
                assertEquals(one, other, 1e-11 * (1 << bits));
            }
        }
    }

    // --- pullback

    @Test
    void pullbackEqualsTheScalarTwin() {
        SplittableRandom random = new SplittableRandom(27);
        for (int bits = 1; bits <= 8; bits++) {
            for (int batch : bits < 7 ? BATCHES : new int[] {5}) {
                for (boolean startGiven : new boolean[] {false, true}) {
                    pulls(random, LinearCases.run(random, bits, bits < 7 ? 30 : 14, batch, startGiven));
                }
            }
        }
    }

    private void pulls(SplittableRandom random, LinearCases.Run run) {
        double[] cotangent = Cases.numbers(random, run.readout().size() * run.samples().count());
        LinearSink wanted = sink(random, run);
        LinearSink got = likeSink(wanted);
        pullback(new ScalarBackend(), run, Precision.DOUBLE, cotangent, wanted);
        pullback(backend(), run, Precision.DOUBLE, cotangent, got);
        assertSink(wanted, got, 2e-12);
        pullback(backend(), run, Precision.SINGLE, cotangent, got);
        assertSink(wanted, got, 2e-4);
    }

    private static void pullback(Backend backend, LinearCases.Run run, Precision precision, double[] cotangent,
            LinearSink sink) {
        backend.linearPullback(run.plan(), run.angles(), run.samples(), run.readout(), precision, cotangent, sink);
    }

    /** Wants a random part of the gradients, slots in random order and some twice. */
    private static LinearSink sink(SplittableRandom random, LinearCases.Run run) {
        int batch = run.samples().count();
        int slots = run.plan().slots();
        int steps = run.plan().steps().size();
        int[] wanted = slots == 0 ? new int[0] : random.ints(random.nextInt(0, 2 * slots), 0, slots).toArray();
        List<Probe> probes = new ArrayList<>();
        for (int j = random.nextInt(4); j > 0 && steps > 0; j--) {
            int step = random.nextInt(steps);
            int bits = run.plan().steps().get(step).family().bits();
            probes.add(new Probe(step, random.nextBoolean()
                    ? LinearCases.dense(random, bits)
                    : LinearCases.sparse(random, bits)));
        }
        return new LinearSink(wanted, filled(wanted.length * batch), probes, filled(probes.size() * batch),
                random.nextBoolean() ? filled(run.readout().size() * batch) : null,
                random.nextBoolean() ? filled(batch << run.plan().bits()) : null);
    }

    private static LinearSink all(LinearCases.Run run) {
        int batch = run.samples().count();
        int[] slots = IntStream.range(0, run.plan().slots()).toArray();
        List<Probe> probes = IntStream.range(0, run.plan().steps().size())
                .mapToObj(i -> new Probe(i, run.plan().steps().get(i).family().at(0.3))).toList();
        return new LinearSink(slots, filled(slots.length * batch), probes, filled(probes.size() * batch),
                filled(run.readout().size() * batch), filled(batch << run.plan().bits()));
    }

    private static LinearSink likeSink(LinearSink sink) {
        double[] values = sink.values();
        double[] start = sink.start();
        return new LinearSink(sink.slots(), filled(sink.angles().length), sink.probes(),
                filled(sink.probed().length), values == null ? null : filled(values.length),
                start == null ? null : filled(start.length));
    }

    /** What a sink held before must not show. */
    private static double[] filled(int length) {
        double[] array = new double[length];
        Arrays.fill(array, Double.NaN);
        return array;
    }

    private static void assertSink(LinearSink wanted, LinearSink got, double tolerance) {
        assertClose(wanted.angles(), got.angles(), tolerance);
        assertClose(wanted.probed(), got.probed(), tolerance);
        double[] values = wanted.values();
        if (values != null) {
            assertClose(values, Objects.requireNonNull(got.values()), tolerance);
        }
        double[] start = wanted.start();
        if (start != null) {
            assertClose(start, Objects.requireNonNull(got.start()), tolerance);
        }
    }

    private static void assertClose(double[] wanted, double[] got, double tolerance) {
        assertArrayEquals(wanted, got, tolerance * largest(wanted));
    }

    @Test
    void pullbackEqualsCentralDifferences() {
        SplittableRandom random = new SplittableRandom(28);
        for (int round = 0; round < 12; round++) {
            LinearCases.Run run = LinearCases.run(random, 1 + round % 4, 10, 3, round % 2 == 0);
            int count = 3;
            double[] cotangent = Cases.numbers(random, run.readout().size() * count);
            LinearSink sink = all(run);
            pullback(backend(), run, Precision.DOUBLE, cotangent, sink);
            for (int slot : sink.slots()) {
                double[] up = weighted(shift(run, slot, 1e-5), cotangent);
                double[] down = weighted(shift(run, slot, -1e-5), cotangent);
                for (int s = 0; s < count; s++) {
                    assertEquals((up[s] - down[s]) / 2e-5, sink.angles()[slot * count + s], 1e-7);
                }
            }
            for (int j = 0; j < sink.probes().size(); j++) {
                double[] up = weighted(shift(run, sink.probes().get(j), 1e-5), cotangent);
                double[] down = weighted(shift(run, sink.probes().get(j), -1e-5), cotangent);
                for (int s = 0; s < count; s++) {
                    assertEquals((up[s] - down[s]) / 2e-5, sink.probed()[j * count + s], 1e-7);
                }
            }
        }
    }

    private double[] weighted(LinearCases.Run run, double[] cotangent) {
        double[] out = run.outputs(backend(), Precision.DOUBLE);
        double[] sum = new double[run.samples().count()];
        for (int i = 0; i < out.length; i++) {
            sum[i % sum.length] += cotangent[i] * out[i];
        }
        return sum;
    }

    private static LinearCases.Run shift(LinearCases.Run run, int slot, double by) {
        double[] offset = run.angles().offset().clone();
        offset[slot] += by;
        return run.with(new Angles(offset, run.angles().scale(), run.angles().column()));
    }

    private static LinearCases.Run shift(LinearCases.Run run, Probe probe, double by) {
        Plan.Builder builder = Plan.on(run.plan().bits());
        List<Plan.Step> steps = run.plan().steps();
        for (int i = 0; i < steps.size(); i++) {
            MatrixFamily family = steps.get(i).family();
            if (i == probe.step()) {
                family = new MatrixFamily(family.constant().plus(by, probe.derivative()), family.cosine(),
                        family.sine(), family.frequency());
            }
            builder.step(family, steps.get(i).slot(), steps.get(i).bits().stream().mapToInt(b -> b).toArray());
        }
        return new LinearCases.Run(builder.build(), run.angles(), run.samples(), run.readout());
    }

    @Test
    void deepPlansArePulledBack() {
        SplittableRandom random = new SplittableRandom(29);
        pulls(random, LinearCases.run(random, 5, 300, 9, false));
        pulls(random, LinearCases.run(random, 9, 120, 2, true));
    }

    // --- reproducibility

    @ParameterizedTest
    @EnumSource(Precision.class)
    void resultsDependNeitherOnThreadsNorOnTheSplitOfABatch(Precision precision) {
        SplittableRandom random = new SplittableRandom(30);
        for (int round = 0; round < 8; round++) {
            int bits = 1 + round;
            int batch = 150;
            LinearCases.Run run = LinearCases.run(random, bits, 12, batch, round % 3 == 0);
            double[] cotangent = Cases.numbers(random, run.readout().size() * batch);
            LinearSink whole = all(run);
            pullback(backend(1), run, precision, cotangent, whole);
            LinearSink again = likeSink(whole);
            pullback(backend(2), run, precision, cotangent, again);
            assertSink(whole, again, 0);
            assertArrayEquals(run.outputs(backend(1), precision), run.outputs(backend(2), precision));
            for (int from = 0; from < batch;) {
                int to = Math.min(batch, from + random.nextInt(1, 40));
                LinearCases.Run part = run.with(Cases.slice(run.samples(), bits, from, to));
                LinearSink some = all(part);
                pullback(backend(2), part, precision, Cases.cut(cotangent, run.readout().size(), batch, from, to),
                        some);
                assertSink(cut(whole, run, from, to), some, 0);
                from = to;
            }
        }
    }

    private static LinearSink cut(LinearSink of, LinearCases.Run run, int from, int to) {
        int batch = run.samples().count();
        return new LinearSink(of.slots(), Cases.cut(of.angles(), of.slots().length, batch, from, to), of.probes(),
                Cases.cut(of.probed(), of.probes().size(), batch, from, to),
                Cases.cut(Objects.requireNonNull(of.values()), run.readout().size(), batch, from, to),
                Cases.cut(Objects.requireNonNull(of.start()), 1 << run.plan().bits(), batch, from, to));
    }

    // --- vectors that stay

    @ParameterizedTest
    @EnumSource(Precision.class)
    void vectorsAreWrittenReadResetAndAssigned(Precision precision) {
        for (int batch : new int[] {1, 9}) {
            try (RealVectors one = backend().allocateReal(3, batch, precision);
                    RealVectors other = backend().allocateReal(3, batch, precision)) {
                assertEquals(3, one.bits());
                assertEquals(batch, one.batch());
                assertEquals(precision, one.precision());
                int last = batch - 1;
                assertArrayEquals(new double[] {0, 1}, one.read(last, new long[] {7, 0}));
                one.write(last, 5, new double[] {0.5, -0.25});
                double[] all = new double[8];
                one.read(last, 0, all);
                assertArrayEquals(new double[] {1, 0, 0, 0, 0, 0.5, -0.25, 0}, all);
                other.assign(one);
                one.reset();
                double[] copied = new double[8];
                other.read(last, 0, copied);
                assertArrayEquals(all, copied);
                one.read(last, 0, all);
                assertArrayEquals(new double[] {1, 0, 0, 0, 0, 0, 0, 0}, all);
                assertArrayEquals(new double[] {-0.25, 0.5, 0.5}, other.read(last, new long[] {6, 5, 5}));
            }
        }
    }

    // --- refusals

    @Test
    void refusesWhatDoesNotFit() {
        Backend backend = backend();
        SplittableRandom random = new SplittableRandom(31);
        Plan plan = Plan.on(2).step(LinearCases.rotation(random, 1), 0, 0).build();
        LinearReadout readout = LinearReadout.at(0);
        Samples two = Samples.of(2, 1, new double[2]);
        Angles shared = Angles.shared(1);
        refuses(() -> backend.linear(plan, Angles.shared(), two, readout, Precision.DOUBLE, new double[2]));
        refuses(() -> backend.linear(plan, shared, two, readout, Precision.DOUBLE, new double[3]));
        refuses(() -> backend.linear(plan, shared, two, LinearReadout.at(4), Precision.DOUBLE, new double[2]));
        refuses(() -> backend.linear(plan, shared, two, LinearReadout.at(-1), Precision.DOUBLE, new double[2]));
        refuses(() -> backend.linear(Plan.on(2).step(Cases.Y, 0).build(), shared, two, readout, Precision.DOUBLE,
                new double[2]));
        refuses(() -> backend.linear(Plan.on(2).step(MatrixFamily.fixed(Cases.X), -1, 2L, 2L, 0).build(), shared, two,
                readout, Precision.DOUBLE, new double[2]));
        refuses(() -> backend.linear(plan, shared, new Samples(2, 0, new double[0], new double[8], new double[8]),
                readout, Precision.DOUBLE, new double[2]));
        refuses(() -> pull(backend, plan, two, new double[3], new int[1], 2, List.of()));
        refuses(() -> pull(backend, plan, two, new double[2], new int[] {1}, 2, List.of()));
        refuses(() -> pull(backend, plan, two, new double[2], new int[1], 3, List.of()));
        refuses(() -> pull(backend, plan, two, new double[2], new int[1], 2, List.of(new Probe(1, Cases.X))));
        refuses(() -> pull(backend, plan, two, new double[2], new int[1], 2, List.of(new Probe(0, Cases.CX))));
        refuses(() -> pull(backend, plan, two, new double[2], new int[1], 2, List.of(new Probe(0, Cases.Y))));
        refuses(() -> backend.allocateReal(0, 1, Precision.DOUBLE));
        refuses(() -> backend.allocateReal(2, 0, Precision.DOUBLE));
        refuses(() -> backend.allocateReal(63, 1, Precision.DOUBLE));
        try (RealVectors one = backend.allocateReal(2, 2, Precision.DOUBLE);
                RealVectors other = backend.allocateReal(2, 3, Precision.DOUBLE)) {
            refuses(() -> one.apply(Plan.on(3).build(), Angles.shared(), Samples.plain(2)));
            refuses(() -> one.apply(plan, shared, Samples.plain(3)));
            refuses(() -> one.apply(Plan.on(2).step(Cases.Y, 0).build(), shared, two));
            refuses(() -> one.assign(other));
            refuses(() -> one.expectations(LinearReadout.at(4)));
            refuses(() -> one.read(2, 0, new double[2]));
            refuses(() -> one.read(0, 4, new double[2]));
            refuses(() -> one.read(0, new long[] {4}));
            refuses(() -> one.write(0, -1, new double[2]));
            refuses(() -> one.write(0, 2, new double[3]));
        }
    }

    private static void pull(Backend backend, Plan plan, Samples samples, double[] cotangent, int[] slots, int room,
            List<Probe> probes) {
        backend.linearPullback(plan, Angles.shared(1), samples, LinearReadout.at(0), Precision.DOUBLE, cotangent,
                new LinearSink(slots, new double[room], probes, new double[2 * probes.size()], null, null));
    }

    private static void refuses(Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message != null && message.contains("but"), message);
    }

    @Test
    void saysWhatFitsWhenMemoryIsShort() {
        String message = assertThrows(InsufficientMemoryException.class,
                () -> backend().allocateReal(26, 1 << 20, Precision.DOUBLE)).getMessage();
        assertTrue(message != null && message.matches(".*26 bits need .* but .* available; .*fits.*"), message);
    }
}
