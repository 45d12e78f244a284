package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Seeded random matrices, plans, angles and samples for tests. */
final class Cases {
    static final Matrix X = Matrix.real(1, 0, 1, 1, 0);
    static final Matrix Y = Matrix.of(1, 0, 0, 0, -1, 0, 1, 0, 0);
    static final Matrix Z = Matrix.real(1, 1, 0, 0, -1);
    static final Matrix HADAMARD = Matrix.real(1, Math.sqrt(0.5), Math.sqrt(0.5), Math.sqrt(0.5), -Math.sqrt(0.5));
    static final Matrix CX = Matrix.real(2, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0);
    static final Matrix CZ = Matrix.real(2, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -1);
    static final Matrix SWAP = Matrix.real(2, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1);
    static final Matrix ISWAP = Matrix.of(2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0,
            0, 0,
            0, 0, 0, 1, 0);

    private Cases() {
    }

    /** One run: plan, angles, samples and what is read. */
    record Run(Plan plan, Angles angles, Samples samples, Readout readout) {

        Run with(Samples other) {
            return new Run(plan, angles, other, readout);
        }

        double[] expectations(Backend backend, Precision precision) {
            double[] out = new double[readout.size() * samples.count()];
            backend.expectations(plan, angles, samples, readout, precision, out);
            return out;
        }
    }

    static double[] numbers(SplittableRandom random, int count) {
        return random.doubles(count, -1, 1).toArray();
    }

    /** Dense, as a rule neither unitary nor Hermitian. */
    static Matrix dense(SplittableRandom random, int bits) {
        return Matrix.of(bits, numbers(random, 2 << 2 * bits));
    }

    static Matrix real(SplittableRandom random, int bits) {
        return Matrix.real(bits, numbers(random, 1 << 2 * bits));
    }

    static Matrix diagonal(SplittableRandom random, int bits) {
        double[] entries = new double[2 << 2 * bits];
        for (int i = 0; i < 1 << bits; i++) {
            entries[2 * (i << bits | i)] = random.nextDouble(-1, 1);
            entries[2 * (i << bits | i) + 1] = random.nextDouble(-1, 1);
        }
        return Matrix.of(bits, entries);
    }

    static Matrix permutation(SplittableRandom random, int bits, boolean phases) {
        int dimension = 1 << bits;
        List<Integer> image = new ArrayList<>();
        for (int i = 0; i < dimension; i++) {
            image.add(random.nextInt(i + 1), i);
        }
        double[] entries = new double[2 * dimension * dimension];
        for (int column = 0; column < dimension; column++) {
            double phase = phases ? random.nextDouble(6) : 0;
            entries[2 * (image.get(column) * dimension + column)] = Math.cos(phase);
            entries[2 * (image.get(column) * dimension + column) + 1] = Math.sin(phase);
        }
        return Matrix.of(bits, entries);
    }

    /** The identity where the highest matrix bit is not {@code value}, dense elsewhere. */
    static Matrix controlled(SplittableRandom random, int bits, int value) {
        int dimension = 1 << bits;
        int half = dimension / 2;
        double[] entries = Matrix.identity(bits).toArray();
        for (int r = 0; r < half; r++) {
            for (int c = 0; c < half; c++) {
                int at = 2 * ((r + value * half) * dimension + c + value * half);
                entries[at] = random.nextDouble(-1, 1);
                entries[at + 1] = random.nextDouble(-1, 1);
            }
        }
        return Matrix.of(bits, entries);
    }

    /** A unitary: the exponential of an anti-Hermitian matrix by its series. */
    static Matrix unitary(SplittableRandom random, int bits) {
        Matrix g = dense(random, bits);
        Matrix generator = g.plus(-1, g.adjoint());
        Matrix sum = Matrix.identity(bits);
        Matrix power = Matrix.identity(bits);
        for (int k = 1; k < 60; k++) {
            power = Matrix.zero(bits).plus(1.0 / k, power.times(generator));
            sum = sum.plus(1, power);
        }
        return sum;
    }

    /** exp(-i t P / 2) with P the Kronecker product of the named Pauli matrices, the first on the lowest bit. */
    static MatrixFamily rotation(String paulis) {
        Matrix product = Matrix.identity(0);
        for (int i = 0; i < paulis.length(); i++) {
            product = kronecker(switch (paulis.charAt(i)) {
                case 'X' -> X;
                case 'Y' -> Y;
                case 'Z' -> Z;
                default -> Matrix.identity(1);
            }, product);
        }
        int bits = paulis.length();
        return new MatrixFamily(Matrix.zero(bits), Matrix.identity(bits), times(0, -1, product), 0.5);
    }

    /** diag(1, ..., 1, e^{i t}). */
    static MatrixFamily phase(int bits) {
        int dimension = 1 << bits;
        double[] ones = Matrix.identity(bits).toArray();
        ones[2 * dimension * dimension - 2] = 0;
        double[] last = new double[2 * dimension * dimension];
        last[2 * dimension * dimension - 2] = 1;
        Matrix corner = Matrix.of(bits, last);
        return new MatrixFamily(Matrix.of(bits, ones), corner, times(0, 1, corner), 1);
    }

    /** A rotation of the lower matrix bits where the highest matrix bit is 1. */
    static MatrixFamily controlledRotation(String paulis) {
        MatrixFamily inner = rotation(paulis);
        Matrix on = Matrix.real(1, 0, 0, 0, 1);
        Matrix off = kronecker(Matrix.real(1, 1, 0, 0, 0), Matrix.identity(inner.bits()));
        return new MatrixFamily(off, kronecker(on, inner.cosine()), kronecker(on, inner.sine()), 0.5);
    }

    private static Matrix times(double re, double im, Matrix matrix) {
        double[] entries = matrix.toArray();
        for (int i = 0; i < entries.length; i += 2) {
            double real = re * entries[i] - im * entries[i + 1];
            entries[i + 1] = re * entries[i + 1] + im * entries[i];
            entries[i] = real;
        }
        return Matrix.of(matrix.bits(), entries);
    }

    private static Matrix kronecker(Matrix high, Matrix low) {
        int dimension = low.dimension();
        int all = high.dimension() * dimension;
        double[] entries = new double[2 * all * all];
        for (int r = 0; r < all; r++) {
            for (int c = 0; c < all; c++) {
                double a = high.re(r / dimension, c / dimension);
                double b = high.im(r / dimension, c / dimension);
                double d = low.re(r % dimension, c % dimension);
                double e = low.im(r % dimension, c % dimension);
                entries[2 * (r * all + c)] = a * d - b * e;
                entries[2 * (r * all + c) + 1] = a * e + b * d;
            }
        }
        return Matrix.of(high.bits() + low.bits(), entries);
    }

    static int[] someBits(SplittableRandom random, int bits, int count) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < bits; i++) {
            order.add(random.nextInt(i + 1), i);
        }
        return order.stream().mapToInt(Integer::intValue).limit(count).toArray();
    }

    /** A plan of unitary steps of all kinds, with random controls; slots repeat now and then. */
    static Plan plan(SplittableRandom random, int bits, int steps) {
        return plan(random, bits, steps, Math.min(bits, 3));
    }

    /** Steps on at most some bits each, controls apart. */
    private static Plan plan(SplittableRandom random, int bits, int steps, int most) {
        Plan.Builder builder = Plan.on(bits);
        int slots = 0;
        for (int s = 0; s < steps; s++) {
            int kind = random.nextInt(18);
            Matrix fixed = switch (kind) {
                case 0 -> HADAMARD;
                case 1 -> X;
                case 2 -> Y;
                case 3 -> unitary(random, 1);
                case 4 -> most > 1 ? CX : X;
                case 5 -> most > 1 ? CZ : Z;
                case 6 -> most > 1 ? SWAP : Y;
                case 7 -> most > 1 ? ISWAP : Z;
                case 8 -> unitary(random, most);
                case 9 -> permutation(random, most, true);
                default -> null;
            };
            MatrixFamily family = fixed != null ? MatrixFamily.fixed(fixed) : switch (kind) {
                case 10 -> rotation("X");
                case 11 -> rotation("Y");
                case 12 -> rotation("Z");
                case 13 -> phase(random.nextInt(1, most + 1));
                case 14 -> rotation(most > 1 ? random.nextBoolean() ? "XX" : "YY" : "X");
                case 15 -> rotation(most > 1 ? random.nextBoolean() ? "ZZ" : "XY" : "Z");
                case 16 -> most > 1 ? controlledRotation("Y") : rotation("Y");
                default -> most > 2 ? controlledRotation("XZ") : rotation("X");
            };
            int slot = fixed != null ? -1 : slots > 0 && random.nextInt(4) == 0 ? random.nextInt(slots) : slots++;
            int[] on = someBits(random, bits, family.bits());
            long controls = 0;
            if (random.nextInt(4) == 0) {
                controls = random.nextLong() & (1L << bits) - 1;
                for (int bit : on) {
                    controls &= ~(1L << bit);
                }
            }
            builder.step(family, slot, controls, random.nextLong() & controls, on);
        }
        return builder.build();
    }

    static Readout readout(SplittableRandom random, int bits, int outputs) {
        long all = (1L << bits) - 1;
        List<List<Readout.Term>> sums = new ArrayList<>();
        for (int k = 0; k < outputs; k++) {
            List<Readout.Term> terms = new ArrayList<>();
            for (int t = random.nextInt(4); t >= 0; t--) {
                long flip = random.nextBoolean() ? 0 : random.nextLong() & all;
                terms.add(new Readout.Term(random.nextDouble(-1, 1), flip, random.nextLong() & all));
            }
            sums.add(terms);
        }
        return new Readout(sums);
    }

    /** A random run; about half of the angles are driven by columns. */
    static Run run(SplittableRandom random, int bits, int steps, int batch, boolean startGiven) {
        return run(random, plan(random, bits, steps), batch, startGiven);
    }

    /** A run whose steps are on at most two bits each, controls apart. */
    static Run smallSteps(SplittableRandom random, int bits, int steps, int batch, boolean startGiven) {
        return run(random, plan(random, bits, steps, Math.min(bits, 2)), batch, startGiven);
    }

    private static Run run(SplittableRandom random, Plan plan, int batch, boolean startGiven) {
        int bits = plan.bits();
        int columns = random.nextInt(1, 5);
        int slots = plan.slots();
        int[] column = new int[slots];
        for (int i = 0; i < slots; i++) {
            column[i] = random.nextBoolean() ? -1 : random.nextInt(columns);
        }
        Angles angles = new Angles(random.doubles(slots, -4, 4).toArray(), random.doubles(slots, -3, 3).toArray(),
                column);
        double[] real = startGiven ? unitVectors(random, bits, batch) : null;
        double[] imaginary = startGiven && random.nextBoolean() ? unitVectors(random, bits, batch) : null;
        Samples samples = new Samples(batch, columns, numbers(random, columns * batch), real, imaginary);
        return new Run(plan, angles, samples, readout(random, bits, random.nextInt(1, 6)));
    }

    private static double[] unitVectors(SplittableRandom random, int bits, int batch) {
        double[] out = numbers(random, batch << bits);
        double scale = Math.pow(2, -0.5 * bits);
        for (int i = 0; i < out.length; i++) {
            out[i] *= scale;
        }
        return out;
    }

    /** Some samples of a batch, in their order. */
    static Samples slice(Samples of, int bits, int from, int to) {
        return new Samples(to - from, of.columns(), cut(of.values(), of.columns(), of.count(), from, to),
                cutOrNull(of.startReal(), 1 << bits, of.count(), from, to),
                cutOrNull(of.startImaginary(), 1 << bits, of.count(), from, to));
    }

    private static double @Nullable [] cutOrNull(double @Nullable [] from, int rows, int count, int first, int end) {
        return from == null ? null : cut(from, rows, count, first, end);
    }

    static double[] cut(double[] values, int rows, int count, int from, int to) {
        double[] out = new double[rows * (to - from)];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(values, row * count + from, out, row * (to - from), to - from);
        }
        return out;
    }
}
