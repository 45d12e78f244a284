package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Large states against the scalar twin and the textbook. */
class SweepAmplitudesTest {
    private static final Workers TEAM = Workers.of(2);

    private static double tolerance(Precision precision) {
        return precision == Precision.DOUBLE ? 1e-13 : 2e-5;
    }

    /** Runs from a random start and compares with the scalar twin. */
    private static void compare(Precision precision, SplittableRandom random, Plan plan, boolean zeroStart,
            int blockBytes) {
        int bits = plan.bits();
        double[] start = zeroStart ? new double[2 << bits] : unit(random, bits);
        if (zeroStart) {
            start[0] = 1;
        }
        double[] angles = random.doubles(plan.slots(), -7, 7).toArray();
        double[] out = new double[2 << bits];
        double[] wanted = new double[2 << bits];
        try (Amplitudes fast = new SweepAmplitudes(bits, precision, TEAM, blockBytes, 128);
                Amplitudes slow = new ScalarBackend().allocate(bits, 1, Precision.DOUBLE)) {
            if (!zeroStart) {
                fast.write(0, 0, start);
                slow.write(0, 0, start);
            }
            fast.apply(plan, Angles.shared(angles), Samples.plain(1));
            slow.apply(plan, Angles.shared(angles), Samples.plain(1));
            fast.read(0, 0, out);
            slow.read(0, 0, wanted);
        }
        assertArrayEquals(wanted, out, tolerance(precision) * Math.max(1, largest(wanted)),
                () -> plan.steps().toString());
    }

    private static double largest(double[] values) {
        double most = 0;
        for (double v : values) {
            most = Math.max(most, Math.abs(v));
        }
        return most;
    }

    private static double[] unit(SplittableRandom random, int bits) {
        double[] out = Cases.numbers(random, 2 << bits);
        double norm = 0;
        for (double v : out) {
            norm += v * v;
        }
        for (int i = 0; i < out.length; i++) {
            out[i] /= Math.sqrt(norm);
        }
        return out;
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void randomPlansOfAllSizes(Precision precision) {
        SplittableRandom random = new SplittableRandom(1);
        for (int bits = 1; bits <= 10; bits++) {
            for (int round = 0; round < 20; round++) {
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
            for (int round = 0; round < 12; round++) {
                compare(precision, random, Cases.plan(random, bits, 1 + random.nextInt(60)), round % 3 == 0,
                        1024 << round % 5);
            }
        }
    }
}
