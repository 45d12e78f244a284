package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded random plans of real matrices, and runs of them, for tests. */
final class LinearCases {
    private static final int[] Y_SIGN = {1, 1, -1, 1};

    private LinearCases() {
    }

    /** One run: plan, angles, samples and what is read. */
    record Run(Plan plan, Angles angles, Samples samples, LinearReadout readout) {

        Run with(Samples other) {
            return new Run(plan, angles, other, readout);
        }

        Run with(Angles other) {
            return new Run(plan, other, samples, readout);
        }

        double[] outputs(Backend backend, Precision precision) {
            double[] out = new double[readout.size() * samples.count()];
            Arrays.fill(out, Double.NaN);
            backend.linear(plan, angles, samples, readout, precision, out);
            return out;
        }

        /** The vector at the end, from the textbook. */
        double[] reference(int sample, double[] start) {
            double[] complex = new double[2 * start.length];
            for (int i = 0; i < start.length; i++) {
                complex[2 * i] = start[i];
            }
            double[] end = Reference.run(plan, angles, samples, sample, complex);
            return real(end);
        }

        double[] reference(int sample) {
            return real(Reference.run(plan, angles, samples, sample));
        }

        private static double[] real(double[] complex) {
            double[] out = new double[complex.length / 2];
            Arrays.setAll(out, i -> complex[2 * i]);
            return out;
        }
    }

    /** A matrix with norm about one, so that long plans neither grow nor vanish. */
    static Matrix dense(SplittableRandom random, int bits) {
        double[] entries = Cases.numbers(random, 1 << 2 * bits);
        double scale = Math.sqrt(3) * Math.pow(2, -0.5 * bits);
        Arrays.setAll(entries, i -> scale * entries[i]);
        return Matrix.real(bits, entries);
    }

    static Matrix diagonal(SplittableRandom random, int bits) {
        int dimension = 1 << bits;
        double[] entries = new double[dimension * dimension];
        for (int i = 0; i < dimension; i++) {
            entries[i * dimension + i] = random.nextInt(4) == 0 ? 1 : random.nextDouble(-1.2, 1.2);
        }
        return Matrix.real(bits, entries);
    }

    /** Signed if wished. */
    static Matrix permutation(SplittableRandom random, int bits, boolean signs) {
        int dimension = 1 << bits;
        double[] entries = new double[dimension * dimension];
        List<Integer> image = new ArrayList<>();
        for (int i = 0; i < dimension; i++) {
            image.add(random.nextInt(i + 1), i);
        }
        for (int i = 0; i < dimension; i++) {
            entries[image.get(i) * dimension + i] = signs && random.nextBoolean() ? -1 : 1;
        }
        return Matrix.real(bits, entries);
    }

    /** Mostly zeros, some rows or columns entirely. */
    static Matrix sparse(SplittableRandom random, int bits) {
        double[] entries = Cases.numbers(random, 1 << 2 * bits);
        Arrays.setAll(entries, i -> random.nextInt(3) == 0 ? entries[i] : 0);
        return Matrix.real(bits, entries);
    }

    /** Prepares |0> on the pair of bits of a qubit in the Pauli basis. */
    static final Matrix PREPARE = Matrix.real(1, 1, 0, 1, 0);

    /** Rotation of two entries of the vector on some bits into each other. */
    static MatrixFamily rotation(SplittableRandom random, int bits) {
        int dimension = 1 << bits;
        double[] constant = new double[dimension * dimension];
        double[] cosine = new double[dimension * dimension];
        double[] sine = new double[dimension * dimension];
        int flip = random.nextInt(1, dimension);
        int which = random.nextInt(dimension) | Integer.lowestOneBit(flip);
        for (int i = 0; i < dimension; i++) {
            int j = i ^ flip;
            if (Integer.bitCount(i & which) % 2 == 0 && bits > 1 && (which & ~flip) != 0) {
                constant[i * dimension + i] = 1;
            } else {
                cosine[i * dimension + i] = 1;
                sine[i * dimension + j] = (i < j ? -1 : 1) * Y_SIGN[(i ^ j) & 3];
            }
        }
        return new MatrixFamily(Matrix.real(bits, constant), Matrix.real(bits, cosine), Matrix.real(bits, sine), 1);
    }

    /** Any three real matrices. */
    static MatrixFamily anything(SplittableRandom random, int bits) {
        return new MatrixFamily(dense(random, bits), Matrix.zero(bits).plus(0.5, dense(random, bits)),
                Matrix.zero(bits).plus(0.5, sparse(random, bits)), random.nextBoolean() ? 1 : 0.5);
    }

    /** Steps of all kinds; slots repeat now and then, and some are left out. */
    static Plan plan(SplittableRandom random, int bits, int steps) {
        Plan.Builder builder = Plan.on(bits);
        int slots = random.nextInt(2);
        for (int s = 0; s < steps; s++) {
            int most = random.nextInt(1, Math.min(bits, 4) + 1);
            int kind = random.nextInt(12);
            Matrix fixed = switch (kind) {
                case 0 -> dense(random, most);
                case 1 -> diagonal(random, most);
                case 2 -> permutation(random, most, true);
                case 3 -> permutation(random, most, false);
                case 4 -> sparse(random, most);
                case 5 -> PREPARE;
                case 6 -> Matrix.identity(most);
                case 7 -> dense(random, Math.min(bits, 2));
                default -> null;
            };
            MatrixFamily family = fixed != null
                    ? MatrixFamily.fixed(fixed)
                    : kind < 11 ? rotation(random, most) : anything(random, most);
            int slot = fixed != null ? -1 : slots > 0 && random.nextInt(4) == 0 ? random.nextInt(slots) : slots++;
            builder.step(family, slot, Cases.someBits(random, bits, family.bits()));
        }
        return builder.build();
    }

    static LinearReadout readout(SplittableRandom random, int bits, int outputs) {
        List<List<LinearReadout.Entry>> sums = new ArrayList<>();
        for (int k = 0; k < outputs; k++) {
            List<LinearReadout.Entry> entries = new ArrayList<>();
            for (int t = random.nextInt(4); t > 0; t--) {
                entries.add(new LinearReadout.Entry(random.nextDouble(-1, 1), random.nextLong(1L << bits)));
            }
            sums.add(entries);
        }
        return new LinearReadout(sums);
    }

    /** A random run; about half of the angles are driven by columns. */
    static Run run(SplittableRandom random, int bits, int steps, int batch, boolean startGiven) {
        return run(random, plan(random, bits, steps), batch, startGiven);
    }

    static Run run(SplittableRandom random, Plan plan, int batch, boolean startGiven) {
        int columns = random.nextInt(1, 5);
        int slots = plan.slots() + random.nextInt(2);
        int[] column = new int[slots];
        Arrays.setAll(column, i -> random.nextBoolean() ? -1 : random.nextInt(columns));
        Angles angles = new Angles(random.doubles(slots, -4, 4).toArray(), random.doubles(slots, -3, 3).toArray(),
                column);
        double[] start = startGiven ? Cases.numbers(random, batch << plan.bits()) : null;
        Samples samples = new Samples(batch, columns, Cases.numbers(random, columns * batch), start, null);
        return new Run(plan, angles, samples, readout(random, plan.bits(), random.nextInt(1, 6)));
    }
}
