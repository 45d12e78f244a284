package org.ketwright.kernels;

/** A matrix as a sum of products X Z of bit flips and signs. */
final class SweepExpansion {

    private SweepExpansion() {
    }

    /** Receives one product. */
    @FunctionalInterface
    interface Sink {

        /** A coefficient that is not zero; both masks are over matrix bits. */
        void accept(int flipped, int signs, double re, double im);
    }

    static void of(Matrix matrix, Sink sink) {
        int dimension = matrix.dimension();
        for (int flipped = 0; flipped < dimension; flipped++) {
            double[] re = new double[dimension];
            double[] im = new double[dimension];
            for (int column = 0; column < dimension; column++) {
                re[column] = matrix.re(column ^ flipped, column);
                im[column] = matrix.im(column ^ flipped, column);
            }
            SweepBinding.spread(re);
            SweepBinding.spread(im);
            for (int signs = 0; signs < dimension; signs++) {
                if (re[signs] != 0 || im[signs] != 0) {
                    sink.accept(flipped, signs, re[signs], im[signs]);
                }
            }
        }
    }

    /** Matrix bits at their places in an index. */
    static long place(int packed, int... bits) {
        long out = 0;
        for (int i = 0; i < bits.length; i++) {
            out |= (long) (packed >> i & 1) << bits[i];
        }
        return out;
    }

    /** The matrix bits of an index. */
    static int pick(long index, int... bits) {
        int out = 0;
        for (int i = 0; i < bits.length; i++) {
            out |= (int) (index >>> bits[i] & 1) << i;
        }
        return out;
    }
}
