package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Gradients of large states against the scalar twin, the engine of batches and central differences. */
class SweepAdjointTest {
    private static final Workers TEAM = Workers.of(2);

    private static double tolerance(Precision precision) {
        return precision == Precision.DOUBLE ? 1e-12 : 2e-4;
    }

    private static int[] allSlots(Plan plan) {
        return IntStream.range(0, plan.slots()).toArray();
    }

    private static GradientSink sink(Cases.Run run, int[] slots, boolean start) {
        int count = run.samples().count();
        return new GradientSink(slots, new double[slots.length * count], new double[run.readout().size() * count],
                start ? new double[count << run.plan().bits()] : null);
    }

    private static void compare(SplittableRandom random, Cases.Run run, Precision precision, int[] slots,
            boolean start) {
        double[] cotangent = Cases.numbers(random, run.readout().size() * run.samples().count());
        GradientSink got = sink(run, slots, start);
        GradientSink wanted = sink(run, slots, start);
        SweepAdjoint.pullback(TEAM, run.plan(), run.angles(), run.samples(), run.readout(), precision, cotangent,
                null, got);
        new ScalarBackend().pullback(run.plan(), run.angles(), run.samples(), run.readout(), Precision.DOUBLE,
                cotangent, wanted);
        double tolerance = tolerance(precision) * Math.max(1, run.plan().steps().size() / 10.0);
        assertArrayEquals(wanted.angles(), got.angles(), tolerance, () -> SweepFuzzPlans.describe(run.plan()));
        assertArrayEquals(wanted.values(), got.values(), tolerance);
        if (start) {
            assertArrayEquals(wanted.startReal(), got.startReal(), tolerance);
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void equalsTheTwinOnAllKindsOfSteps(Precision precision) {
        SplittableRandom random = new SplittableRandom(1);
        for (int bits = 1; bits <= 8; bits++) {
            for (int round = 0; round < 12; round++) {
                Cases.Run run = Cases.run(random, bits, random.nextInt(1, 40), random.nextInt(1, 3), round % 2 == 0);
                int[] slots = allSlots(run.plan());
                compare(random, run, precision, slots, round % 3 == 0);
                compare(random, run, precision, Arrays.copyOf(slots, slots.length / 2), false);
            }
        }
    }

    @Test
    void stepsWithManyControlsAreDifferentiatedOnACopy() {
        SplittableRandom random = new SplittableRandom(2);
        int bits = 8;
        Plan plan = Plan.on(bits).step(Cases.unitary(random, 3), 0, 3, 6).step(Cases.rotation("Y"), 0, 2)
                .step(Cases.rotation("X"), 1, 0b11111010L, 0b10101010L, 2)
                .step(Cases.unitary(random, 6), 0, 1, 2, 3, 4, 5).step(Cases.rotation("XYZXYZ"), 2, 7, 6, 5, 4, 3, 2)
                .step(Cases.controlledRotation("XZ"), 1, 0b11L, 0b01L, 5, 6, 7).step(Cases.rotation("Z"), 3, 4).build();
        SweepBackward way = SweepBackward.of(plan, allSlots(plan), false);
        assertEquals(2, way.groups().stream().filter(SweepBackward.Group::alone).count());
        Cases.Run run = new Cases.Run(plan, Angles.shared(0.3, -1.2, 2.5, 0.8), Samples.plain(1),
                Cases.readout(random, bits, 4));
        compare(random, run, Precision.DOUBLE, allSlots(plan), true);
        compare(random, run, Precision.SINGLE, allSlots(plan), true);
    }

    @Test
    void layersOfRotationsAreReadTogether() {
        int bits = 12;
        Plan.Builder builder = Plan.on(bits);
        int slot = 0;
        for (int layer = 0; layer < 4; layer++) {
            for (int q = 0; q < bits; q++) {
                builder.step(Cases.rotation("Z"), slot++, q).step(Cases.rotation("Y"), slot++, q)
                        .step(Cases.rotation("Z"), slot++, q);
            }
            for (int q = 0; q < bits; q++) {
                builder.step(Cases.CX, q, (q + 1) % bits);
            }
        }
        Plan plan = builder.build();
        assertTrue(SweepBackward.of(plan, allSlots(plan), false).groups().size() <= 8);
        assertTrue(SweepBackward.of(plan, new int[] {slot - 1}, false).groups().size() == 1);
        SplittableRandom random = new SplittableRandom(3);
        Cases.Run run = new Cases.Run(plan, Angles.shared(random.doubles(slot, -4, 4).toArray()), Samples.plain(1),
                Cases.readout(random, bits, 3));
        compare(random, run, Precision.DOUBLE, allSlots(plan), false);
    }

    @Test
    void statesInManyBlocksEqualBatches() {
        SplittableRandom random = new SplittableRandom(4);
        int bits = 17;
        Cases.Run run = new Cases.Run(Cases.plan(random, bits, 30), Angles.shared(Cases.numbers(random, 30)),
                Samples.plain(1), Cases.readout(random, bits, 3));
        int[] slots = allSlots(run.plan());
        double[] cotangent = Cases.numbers(random, 3);
        GradientSink got = sink(run, slots, false);
        GradientSink wanted = sink(run, slots, false);
        new CpuBackend(TEAM).pullback(run.plan(), run.angles(), run.samples(), run.readout(), Precision.DOUBLE,
                cotangent, got);
        new ScalarBackend().pullback(run.plan(), run.angles(), run.samples(), run.readout(), Precision.DOUBLE,
                cotangent, wanted);
        assertArrayEquals(wanted.angles(), got.angles(), 1e-12);
        assertArrayEquals(wanted.values(), got.values(), 1e-12);
    }

    @Test
    void rowsGoBackTogetherOrInTurnAsMemoryAllows() {
        SplittableRandom random = new SplittableRandom(5);
        int bits = 9;
        Cases.Run run = Cases.run(random, bits, 30, 1, false);
        int[] slots = allSlots(run.plan());
        int rows = 4;
        double[][] weights = new double[rows][];
        Arrays.setAll(weights, row -> Cases.numbers(random, run.readout().size()));
        double[][][] gradients = new double[6][rows][];
        for (int states = 2; states <= 5; states++) {
            double[][] own = gradients[states];
            try (SweepAdjoint adjoint = new SweepAdjoint(TEAM, run.plan(), run.angles(), run.samples(), run.readout(),
                    Precision.DOUBLE, slots, false, rows, 16.0 * (1 << bits) * (states + 1) + 1)) {
                adjoint.run(0, new SweepAdjoint.Sink() {
                    @Override
                    public double[][] weigh(double[] values) {
                        assertEquals(run.readout().size(), values.length);
                        return weights;
                    }

                    @Override
                    public void gradient(int row, double[] byAngle) {
                        own[row] = byAngle;
                    }

                    @Override
                    public void start(SweepAmplitudes coState) {
                        throw new AssertionError("nobody asked for it");
                    }
                });
            }
            for (int row = 0; row < rows; row++) {
                assertArrayEquals(gradients[2][row], own[row], 1e-13);
            }
        }
    }

    @Test
    void resultsDoNotDependOnThreads() {
        SplittableRandom random = new SplittableRandom(6);
        Cases.Run run = Cases.run(random, 12, 40, 1, false);
        int[] slots = allSlots(run.plan());
        double[] cotangent = Cases.numbers(random, run.readout().size());
        GradientSink one = sink(run, slots, true);
        GradientSink three = sink(run, slots, true);
        SweepAdjoint.pullback(Workers.of(1), run.plan(), run.angles(), run.samples(), run.readout(), Precision.DOUBLE,
                cotangent, null, one);
        SweepAdjoint.pullback(Workers.of(3), run.plan(), run.angles(), run.samples(), run.readout(), Precision.DOUBLE,
                cotangent, null, three);
        assertArrayEquals(one.angles(), three.angles());
        assertArrayEquals(one.startReal(), three.startReal());
    }

    @Test
    void refusesWhatDoesNotFit() {
        Plan plan = Plan.on(38).step(Cases.rotation("X"), 0, 3).build();
        GradientSink sink = new GradientSink(new int[1], new double[1], null, null);
        String message = assertThrows(InsufficientMemoryException.class,
                () -> new CpuBackend(TEAM).pullback(plan, Angles.shared(1), Samples.plain(1), Readout.signs(3),
                        Precision.DOUBLE, new double[] {1}, sink)).getMessage();
        assertTrue(String.valueOf(message).matches("38 bits need 8192.00 GiB .* the most that fits is [0-9]+ bits"),
                message);
    }
}
