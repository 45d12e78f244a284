package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random lives of large states against the scalar twin: plans of all kinds of steps, one after the other on the same
 * amplitudes, run again with new angles, in blocks and rows of any size, on any number of threads, in both precisions;
 * between them states are reset, copied, partly written and read in every way.
 *
 * <p>
 * Normally a number of lives is fixed by the seed. With {@code -Dketwright.fuzz.minutes=10} the test runs for so long,
 * from a seed that it prints; {@code -Dketwright.fuzz.seed=N} repeats the one life that a failure names:
 * {@code mvn -pl kernels test -Dtest=SweepFuzzTest -Dketwright.fuzz.minutes=10}.
 */
class SweepFuzzTest {
    private static final Duration TIME = Duration.ofMinutes(Long.getLong("ketwright.fuzz.minutes", 0));
    private static final int LIVES = 300;
    private static final int MOST_BITS = 11;
    /** One in so many lives has up to {@link #MORE_BITS} bits. */
    private static final int SELDOM = 40;
    private static final int MORE_BITS = 16;
    private static final List<Workers> TEAMS = List.of(Workers.of(1), Workers.of(2), Workers.of(3));
    private static final double[] SPECIAL_ANGLES = {0, Math.PI / 2, -Math.PI / 2, Math.PI, -Math.PI, 2 * Math.PI,
            3 * Math.PI, 4 * Math.PI, 1e-9, -1e-17, 1e5, Math.PI + 1e-12};

    @Test
    void livesOfLargeStates() {
        Long only = Long.getLong("ketwright.fuzz.seed");
        if (only != null) {
            new Life(only).run();
            return;
        }
        if (TIME.isZero()) {
            for (long seed = 0; seed < LIVES; seed++) {
                new Life(seed).run();
            }
            return;
        }
        long seed = System.nanoTime();
        long end = System.nanoTime() + TIME.toNanos();
        System.out.println("fuzzing for " + TIME + " from seed " + seed + ", " + Lanes.BYTES * Byte.SIZE
                + "-bit vectors");
        int lives = 0;
        for (; System.nanoTime() < end; lives++) {
            new Life(seed + lives).run();
        }
        System.out.println(lives + " lives");
    }

    /** One state, its twin, and what happens to them. */
    private static final class Life {
        private final long seed;
        private final SplittableRandom random;
        private final Precision precision;
        private final int bits;
        private final int blockBytes;
        private final int rowBytes;
        private final Workers team;
        private final List<String> diary = new ArrayList<>();
        private double roundings = 1;

        Life(long seed) {
            this.seed = seed;
            random = new SplittableRandom(seed);
            precision = random.nextInt(3) == 0 ? Precision.SINGLE : Precision.DOUBLE;
            bits = random.nextInt(SELDOM) == 0
                    ? random.nextInt(MOST_BITS, MORE_BITS + 1)
                    : random.nextInt(1, MOST_BITS + 1);
            boolean usual = random.nextInt(4) == 0;
            rowBytes = usual ? SweepShape.ROW_BYTES : 1 << random.nextInt(5, 12);
            // A block holds several rows, or no step between rows would ever fit.
            blockBytes = usual ? SweepShape.BLOCK_BYTES : rowBytes << random.nextInt(1, 8);
            team = TEAMS.get(random.nextInt(TEAMS.size()));
        }

        private SweepAmplitudes state() {
            return new SweepAmplitudes(bits, precision, team, blockBytes, rowBytes);
        }

        void run() {
            try (SweepAmplitudes fast = state();
                    SweepAmplitudes other = state();
                    Amplitudes slow = new ScalarBackend().allocate(bits, 1, Precision.DOUBLE);
                    Amplitudes slowOther = new ScalarBackend().allocate(bits, 1, Precision.DOUBLE)) {
                for (int chapter = random.nextInt(1, 7); chapter > 0; chapter--) {
                    switch (random.nextInt(8)) {
                        case 0 -> {
                            diary.add("reset");
                            fast.reset();
                            slow.reset();
                            roundings = 1;
                        }
                        case 1 -> {
                            diary.add("write all");
                            write(fast, slow, 0, 1 << bits);
                            roundings = 1;
                        }
                        case 2 -> {
                            int from = random.nextInt(1 << bits);
                            int count = random.nextInt((1 << bits) - from + 1);
                            diary.add("write " + count + " from " + from);
                            write(fast, slow, from, count);
                        }
                        case 3 -> {
                            diary.add("assign there and on from here");
                            other.assign(fast);
                            slowOther.assign(slow);
                        }
                        case 4 -> {
                            diary.add("assign back");
                            fast.assign(other);
                            slow.assign(slowOther);
                        }
                        default -> live(fast, slow);
                    }
                    same(fast, slow);
                }
                read(fast, other, slow, slowOther);
            }
        }

        private void write(Amplitudes fast, Amplitudes slow, int from, int count) {
            double[] numbers = Cases.numbers(random, 2 * count);
            double scale = Math.pow(2, -0.5 * bits);
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = precision == Precision.SINGLE ? (float) (numbers[i] * scale) : numbers[i] * scale;
            }
            fast.write(0, from, numbers);
            slow.write(0, from, numbers);
        }

        /** Runs one plan a few times. */
        private void live(SweepAmplitudes fast, Amplitudes slow) {
            SweepFuzzPlans plans = new SweepFuzzPlans(random, bits);
            Plan plan = plans.next();
            for (int times = random.nextInt(1, 4); times > 0; times--) {
                double[] values = random.doubles(plan.slots(), -7, 7).toArray();
                for (int i = 0; i < values.length; i++) {
                    values[i] = random.nextInt(3) == 0
                            ? SPECIAL_ANGLES[random.nextInt(SPECIAL_ANGLES.length)]
                            : values[i];
                }
                Angles angles = Angles.shared(values);
                diary.add(SweepFuzzPlans.describe(plan));
                fast.apply(plan, angles, Samples.plain(1));
                slow.apply(plan, angles, Samples.plain(1));
                roundings += 0.2 * plan.steps().size() + 1e-2 * Arrays.stream(values).map(Math::abs).sum();
                // Steps that are not unitary let the state grow or shrink; both start again from a unit vector.
                double norm = norm(slow);
                if (norm < 0.25 || norm > 4) {
                    same(fast, slow);
                    diary.add("normalize " + norm);
                    double[] now = new double[2 << bits];
                    slow.read(0, 0, now);
                    for (int i = 0; i < now.length; i++) {
                        now[i] = norm == 0 ? i == 0 ? 1 : 0 : now[i] / norm;
                    }
                    fast.write(0, 0, now);
                    slow.write(0, 0, now);
                    roundings = 1;
                }
            }
        }

        private double norm(Amplitudes state) {
            double sum = 0;
            for (double p : state.probabilities()) {
                sum += p;
            }
            return Math.sqrt(sum);
        }

        private double tolerance() {
            return precision == Precision.DOUBLE ? 2e-14 * Math.max(5, roundings) : 4e-6 * Math.max(5, roundings);
        }

        private String story() {
            return "seed " + seed + ": " + precision + ", " + bits + " bits, blocks of " + blockBytes + ", rows of "
                    + rowBytes + ", " + team.threads() + " threads; " + diary;
        }

        private void same(Amplitudes fast, Amplitudes slow) {
            double[] got = new double[2 << bits];
            double[] wanted = new double[2 << bits];
            fast.read(0, 0, got);
            slow.read(0, 0, wanted);
            double scale = Math.max(1e-300, Arrays.stream(wanted).map(Math::abs).max().orElse(0));
            assertArrayEquals(wanted, got, Math.max(scale, 1) * tolerance(), this::story);
        }

        private void read(SweepAmplitudes fast, SweepAmplitudes other, Amplitudes slow, Amplitudes slowOther) {
            double scale = Math.max(1, norm(slow) * Math.max(norm(slow), norm(slowOther)));
            double tolerance = 40 * scale * tolerance();
            Readout readout = Cases.readout(random, bits, random.nextInt(1, 5));
            assertArrayEquals(slow.expectations(readout), fast.expectations(readout), tolerance, this::story);
            int[] kept = Cases.someBits(random, bits, random.nextInt(bits + 1));
            assertArrayEquals(slow.probabilities(kept), fast.probabilities(kept), tolerance, this::story);
            int[] on = Cases.someBits(random, bits, random.nextInt(Math.min(bits, 3) + 1));
            Matrix matrix = random.nextBoolean() ? Cases.dense(random, on.length) : Matrix.identity(on.length);
            assertArrayEquals(slow.overlap(slowOther, matrix, on), fast.overlap(other, matrix, on), 8 * tolerance,
                    this::story);
            int from = random.nextInt(1 << bits);
            double[] slice = new double[2 * random.nextInt((1 << bits) - from + 1)];
            double[] wanted = slice.clone();
            fast.read(0, from, slice);
            slow.read(0, from, wanted);
            assertArrayEquals(wanted, slice, Math.max(1, scale) * tolerance(), this::story);
        }
    }
}
