package org.ketwright.kernels;

import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * From how many amplitudes on a card is faster than the processor. A backend takes a time that does not depend on the
 * size, and a time for each amplitude; both are measured here, with two sizes of the same work, so that the answer is of
 * this machine.
 *
 * @param batches amplitudes of a batch of small states (2^bits times samples) from which on the card is faster
 * @param states amplitudes of one large state from which on it is
 */
record Crossover(double batches, double states) {
    /** From here on states run one after the other. */
    static final int LARGE_BITS = 17;
    private static final int SMALL_BITS = 8;
    private static final int FEW = 16;
    private static final int MANY = 4096;
    private static final int STATE_BITS = 20;
    private static final int REPEATS = 5;
    private static final int LAYERS = 4;

    /** What work of a size takes on a backend: {@code fixed + amplitudes * each} seconds. */
    record Cost(double fixed, double each) {

        /** From two measurements of different sizes. */
        static Cost of(double amplitudes, double seconds, double moreAmplitudes, double moreSeconds) {
            double each = Math.max(0, (moreSeconds - seconds) / (moreAmplitudes - amplitudes));
            return new Cost(Math.max(0, seconds - amplitudes * each), each);
        }

        /** Amplitudes from which on another cost is lower; infinite if it never is. */
        double until(Cost other) {
            if (other.each >= each) {
                return other.fixed < fixed ? 0 : Double.POSITIVE_INFINITY;
            }
            return Math.max(0, (other.fixed - fixed) / (each - other.each));
        }
    }

    /** Measures two backends; takes well under a second on a quiet machine. */
    static Crossover measure(Backend processor, Backend card) {
        return new Crossover(batches(processor).until(batches(card)), states(processor).until(states(card)));
    }

    private static Cost batches(Backend backend) {
        Plan plan = work(SMALL_BITS);
        return Cost.of((double) FEW * (1 << SMALL_BITS), best(() -> batch(backend, plan, FEW)),
                (double) MANY * (1 << SMALL_BITS), best(() -> batch(backend, plan, MANY)));
    }

    private static double batch(Backend backend, Plan plan, int samples) {
        double[] out = new double[samples];
        long start = System.nanoTime();
        backend.expectations(plan, Angles.shared(0.3), Samples.plain(samples), Readout.signs(0), Precision.DOUBLE,
                out);
        return (System.nanoTime() - start) * 1e-9;
    }

    private static Cost states(Backend backend) {
        return Cost.of(1 << SMALL_BITS, best(() -> state(backend, SMALL_BITS)), 1 << STATE_BITS,
                best(() -> state(backend, STATE_BITS)));
    }

    private static double state(Backend backend, int bits) {
        try (Amplitudes state = backend.allocate(bits, 1, Precision.DOUBLE)) {
            long start = System.nanoTime();
            state.apply(work(bits), Angles.shared(0.3), Samples.plain(1));
            return (System.nanoTime() - start) * 1e-9;
        }
    }

    private static double best(DoubleSupplier measured) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < REPEATS; i++) {
            best = Math.min(best, measured.getAsDouble());
        }
        return best;
    }

    /** Layers of a rotation of every bit and of flips that entangle neighbors. */
    private static Plan work(int bits) {
        Matrix one = Matrix.identity(1);
        MatrixFamily rotation = new MatrixFamily(Matrix.zero(1), one, Matrix.real(1, 0, -1, 1, 0), 0.5);
        MatrixFamily flip = MatrixFamily.fixed(Matrix.real(1, 0, 1, 1, 0));
        Plan.Builder plan = Plan.on(bits);
        for (int layer = 0; layer < LAYERS; layer++) {
            for (int bit = 0; bit < bits; bit++) {
                plan.step(rotation, 0, bit);
            }
            for (int bit = 1; bit < bits; bit++) {
                plan.step(flip, -1, 1L << bit - 1, 1L << bit - 1, bit);
            }
        }
        return plan.build();
    }

    /** Whether work of a size goes to the card. */
    boolean prefersCard(int bits, int samples) {
        return bits >= LARGE_BITS
                ? Math.pow(2, bits) >= states
                : samples * Math.pow(2, bits) >= batches;
    }

    /** The reason in words. */
    String words(int bits, int samples) {
        boolean large = bits >= LARGE_BITS;
        double from = large ? states : batches;
        return String.format(Locale.ROOT, "%s of 2^%d amplitudes%s: measured here, the card is faster %s",
                large ? "a state" : "states", bits, large ? "" : ", " + samples + " at a time",
                Double.isInfinite(from)
                        ? "at no size"
                        : String.format(Locale.ROOT, "from %.3g amplitudes on", from));
    }
}
