package org.ketwright.kernels;

import java.util.SplittableRandom;

/** Random plans of all kinds of steps, unitary or not; each plan has moods of its own: what it mostly consists of. */
final class SweepFuzzPlans {
    private static final int MOST_MATRIX_BITS = 6;
    private static final String PAULIS = "IXYZ";

    private final SplittableRandom random;
    private final int bits;
    private int slots;

    SweepFuzzPlans(SplittableRandom random, int bits) {
        this.random = random;
        this.bits = bits;
    }

    Plan next() {
        slots = 0;
        Plan.Builder builder = Plan.on(bits);
        int steps = random.nextInt(3) == 0 ? random.nextInt(60) : random.nextInt(12);
        int mood = random.nextInt(6);
        for (int s = 0; s < steps; s++) {
            switch (mood) {
                case 0 -> rename(builder);
                case 1 -> dense(builder);
                case 2 -> rotate(builder);
                default -> {
                    switch (random.nextInt(5)) {
                        case 0, 1 -> rename(builder);
                        case 2 -> dense(builder);
                        case 3 -> rotate(builder);
                        default -> structured(builder);
                    }
                }
            }
            if (mood == 0 && random.nextInt(6) == 0) {
                dense(builder);
            } else if (mood > 0 && random.nextInt(4) == 0) {
                rename(builder);
            }
        }
        return builder.build();
    }

    /** What changes where amplitudes are stored: X, CX, SWAP. */
    private void rename(Plan.Builder builder) {
        Matrix matrix = bits == 1
                ? Cases.X
                : switch (random.nextInt(6)) {
                    case 0 -> Cases.X;
                    case 1 -> Cases.SWAP;
                    case 2 -> Cases.ISWAP;
                    default -> Cases.CX;
                };
        add(builder, MatrixFamily.fixed(matrix), false, random.nextInt(8) == 0);
    }

    private void dense(Plan.Builder builder) {
        int k = random.nextInt(Math.min(bits, random.nextInt(4) == 0 ? MOST_MATRIX_BITS : 3) + 1);
        Matrix matrix = switch (random.nextInt(4)) {
            case 0 -> Matrix.zero(k).plus(Math.pow(2, -0.5 * k), Cases.dense(random, k));
            case 1 -> Matrix.zero(k).plus(Math.pow(2, -0.5 * k), Cases.real(random, k));
            case 2 -> k == 1 ? Cases.HADAMARD : Cases.unitary(random, k);
            default -> Cases.unitary(random, k);
        };
        add(builder, MatrixFamily.fixed(matrix), false, random.nextInt(3) == 0);
    }

    private void rotate(Plan.Builder builder) {
        int k = random.nextInt(1, Math.min(bits, 4) + 1);
        StringBuilder paulis = new StringBuilder();
        for (int i = 0; i < k; i++) {
            paulis.append(PAULIS.charAt(random.nextInt(random.nextInt(3) == 0 ? 0 : 1, PAULIS.length())));
        }
        MatrixFamily family = switch (random.nextInt(6)) {
            case 0 -> Cases.phase(k);
            case 1 -> k == 1 ? Cases.rotation("Z") : Cases.controlledRotation(paulis.substring(1));
            default -> Cases.rotation(paulis.toString());
        };
        add(builder, family, true, random.nextInt(4) == 0);
    }

    private void structured(Plan.Builder builder) {
        int k = random.nextInt(1, Math.min(bits, MOST_MATRIX_BITS) + 1);
        Matrix matrix = switch (random.nextInt(7)) {
            case 0 -> Cases.diagonal(random, k);
            case 1 -> phases(k);
            case 2 -> Cases.permutation(random, k, false);
            case 3 -> Cases.permutation(random, k, true);
            case 4 -> Cases.controlled(random, k, random.nextInt(2));
            case 5 -> Matrix.identity(k);
            default -> k > 1 ? Cases.CZ : Cases.Z;
        };
        add(builder, MatrixFamily.fixed(matrix), false, random.nextInt(4) == 0);
    }

    private Matrix phases(int k) {
        double[] entries = new double[2 << 2 * k];
        for (int i = 0; i < 1 << k; i++) {
            double phase = random.nextInt(3) == 0 ? Math.PI / 4 * random.nextInt(8) : random.nextDouble(6);
            entries[2 * (i << k | i)] = Math.cos(phase);
            entries[2 * (i << k | i) + 1] = Math.sin(phase);
        }
        return Matrix.of(k, entries);
    }

    private void add(Plan.Builder builder, MatrixFamily family, boolean driven, boolean controlled) {
        int[] on = random.nextInt(4) == 0 ? neighbors(family.bits()) : Cases.someBits(random, bits, family.bits());
        long controls = 0;
        if (controlled) {
            long few = random.nextLong();
            few &= random.nextLong();
            controls = (random.nextInt(4) == 0 ? -1L : few) & (1L << bits) - 1;
            for (int bit : on) {
                controls &= ~(1L << bit);
            }
        }
        int slot = -1;
        if (driven) {
            slot = slots > 0 && random.nextInt(4) == 0 ? random.nextInt(slots) : slots++;
        }
        builder.step(family, slot, controls, random.nextLong() & controls, on);
    }

    /** Bits in a row: the lowest ones, the highest ones, or those around a border of lanes, rows and blocks. */
    private int[] neighbors(int count) {
        int from = random.nextInt(bits - count + 1);
        int[] on = new int[count];
        boolean down = random.nextBoolean();
        for (int i = 0; i < count; i++) {
            on[i] = from + (down ? count - 1 - i : i);
        }
        return on;
    }

    /** Kinds of steps, for messages. */
    static String describe(Plan plan) {
        return plan.steps().stream().map(step -> Structure.of(step.family()).getClass().getSimpleName() + step.bits()
                + (step.controls() == 0 ? "" : "c" + Long.toBinaryString(step.controls()))).toList().toString();
    }
}
