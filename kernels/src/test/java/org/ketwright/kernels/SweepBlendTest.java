package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Passes in one direction, which are one loop in memory, against the scalar twin, in blocks of the usual size. */
class SweepBlendTest {
    private static final Workers TEAM = Workers.of(2);
    private static final int BITS = 16;

    private static double[] read(Amplitudes state) {
        double[] out = new double[2 << state.bits()];
        state.read(0, 0, out);
        return out;
    }

    private static SweepPlan schedule(Plan plan) {
        SweepShape shape = SweepShape.of(plan.bits(), SweepKernel.of(Precision.DOUBLE));
        return SweepPlan.of(plan, new SweepFrame(shape.bits()), shape);
    }

    /** Several steps that act on one bit, some controlled by others, and a sign of others before or after. */
    private static Plan inOneDirection(SplittableRandom random, int bits, int bit) {
        int[] others = Cases.someBits(random, bits, Math.min(bits, 3));
        Plan.Builder builder = Plan.on(bits);
        for (int step = 0; step < 1 + random.nextInt(3); step++) {
            int other = others[random.nextInt(others.length)];
            long control = random.nextBoolean() || other == bit ? 0 : 1L << other;
            Matrix matrix = switch (random.nextInt(4)) {
                case 0 -> Cases.dense(random, 1);
                case 1 -> Cases.rotation("X").at(random.nextDouble(-7, 7));
                case 2 -> Cases.rotation("Z").at(random.nextDouble(-7, 7));
                default -> Cases.unitary(random, 1);
            };
            builder.step(MatrixFamily.fixed(matrix), -1, control, random.nextLong() & control, bit);
            if (random.nextInt(3) == 0) {
                builder.step(Cases.rotation("Z").at(random.nextDouble(-7, 7)), other);
            }
        }
        return builder.build();
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void stepsOnEveryBit(Precision precision) {
        SplittableRandom random = new SplittableRandom(1);
        for (int bits : new int[] {1, 4, 9, BITS}) {
            try (Amplitudes fast = new SweepAmplitudes(bits, precision, TEAM);
                    Amplitudes slow = new ScalarBackend().allocate(bits, 1, Precision.DOUBLE)) {
                double[] start = Cases.numbers(random, 2 << bits);
                for (int round = 0; round < 3; round++) {
                    for (int bit = 0; bit < bits; bit++) {
                        Plan plan = inOneDirection(random, bits, bit);
                        // from the second round on partners lie in other directions, some across lanes
                        Plan.Builder renamed = Plan.on(bits);
                        for (int i = 0; i < 2 * round && bits > 1; i++) {
                            renamed.step(Cases.CX, Cases.someBits(random, bits, 2));
                        }
                        Plan renaming = renamed.build();
                        for (Amplitudes state : List.of(fast, slow)) {
                            state.write(0, 0, start);
                            state.apply(renaming, Angles.shared(), Samples.plain(1));
                            state.apply(plan, Angles.shared(), Samples.plain(1));
                        }
                        double[] wanted = read(slow);
                        double scale = Arrays.stream(wanted).map(Math::abs).max().orElse(1);
                        assertArrayEquals(wanted, read(fast), scale * (precision == Precision.DOUBLE ? 1e-13 : 2e-5),
                                () -> plan.steps().toString());
                    }
                }
            }
        }
    }

    @Test
    void areOneStrokeInMemory() {
        SplittableRandom random = new SplittableRandom(2);
        Plan gate = Plan.on(BITS).step(MatrixFamily.fixed(Cases.unitary(random, 1)), -1, 1L << 3, 1L << 3, 5).build();
        Plan phases = Plan.on(BITS).step(Cases.diagonal(random, 1), 3).step(Cases.CZ, 4, 9).build();
        for (Plan plan : List.of(gate, phases)) {
            List<SweepPass> passes = schedule(plan).passes();
            assertEquals(1, passes.size());
            assertInstanceOf(SweepStroke.Blend.class, passes.getFirst().strokes().getFirst());
            assertTrue(passes.getFirst().direct());
        }
    }

    @Test
    void moreSignsThanATableHoldsGoAnotherWay() {
        SplittableRandom random = new SplittableRandom(3);
        Plan.Builder builder = Plan.on(9);
        for (int bit = 0; bit < 9; bit++) {
            builder.step(Cases.rotation("Z").at(random.nextDouble()), bit);
        }
        Plan plan = builder.build();
        assertFalse(schedule(plan).passes().getFirst().strokes().getFirst() instanceof SweepStroke.Blend);
        try (Amplitudes fast = new SweepAmplitudes(9, Precision.DOUBLE, TEAM);
                Amplitudes slow = new ScalarBackend().allocate(9, 1, Precision.DOUBLE)) {
            for (Amplitudes state : List.of(fast, slow)) {
                state.write(0, 0, Cases.numbers(new SplittableRandom(4), 2 << 9));
                state.apply(plan, Angles.shared(), Samples.plain(1));
            }
            assertArrayEquals(read(slow), read(fast), 1e-13);
        }
    }

    @Test
    void whatOnlyRenamesTouchesNoMemory() {
        for (Plan plan : List.of(Plan.on(8).step(Cases.CX, 2, 5).build(), Plan.on(8).step(Cases.SWAP, 0, 7).build(),
                Plan.on(8).build())) {
            SweepPlan schedule = schedule(plan);
            SweepValues values = schedule.values(Angles.shared(), Samples.plain(1), 0, 0);
            assertTrue(schedule.passes().stream().allMatch(pass -> pass.isIdle(values)));
        }
        Plan minus = Plan.on(8).step(Matrix.of(0, -1, 0)).build();
        SweepPlan schedule = schedule(minus);
        SweepValues values = schedule.values(Angles.shared(), Samples.plain(1), 0, 0);
        assertFalse(schedule.passes().getFirst().isIdle(values));
    }
}
