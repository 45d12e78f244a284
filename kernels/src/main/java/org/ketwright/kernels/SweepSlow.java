package org.ketwright.kernels;

/** A dense matrix on a block, amplitude by amplitude; right for every block, fast for none. */
final class SweepSlow {

    private SweepSlow() {
    }

    /** Reads one block buffer and writes the other. */
    static void apply(SweepStroke.Slow slow, SweepValues.DenseValue value, SweepKernel kernel, long from, long to,
            int size, long base) {
        int k = slow.shifts().length;
        int dimension = 1 << k;
        long[] offsets = new long[dimension];
        for (int i = 0; i < dimension; i++) {
            for (int b = 0; b < k; b++) {
                offsets[i] ^= (i >> b & 1) == 0 ? 0 : slow.shifts()[b];
            }
        }
        int outside = value.flips();
        for (int i = 0; i < k; i++) {
            outside ^= SweepSpan.parity(slow.parities()[i] & base) << i;
        }
        int wanted = value.controls();
        for (int i = 0; i < slow.controls().length; i++) {
            wanted ^= SweepSpan.parity(slow.controls()[i] & base) << i;
        }
        for (long local = 0; local < 1L << size; local++) {
            int row = outside;
            for (int i = 0; i < k; i++) {
                row ^= SweepSpan.parity(slow.locals()[i] & local) << i;
            }
            int condition = 0;
            for (int i = k; i < slow.locals().length; i++) {
                condition |= SweepSpan.parity(slow.locals()[i] & local) << i - k;
            }
            long place = kernel.place(local);
            double re = 0;
            double im = 0;
            if (condition == wanted) {
                for (int column = 0; column < dimension; column++) {
                    long other = from + kernel.place(local ^ offsets[row ^ column]);
                    double r = kernel.get(other);
                    double i = kernel.get(other + kernel.vector());
                    int at = 2 * (row * dimension + column);
                    re += value.entries()[at] * r - value.entries()[at + 1] * i;
                    im += value.entries()[at] * i + value.entries()[at + 1] * r;
                }
            } else {
                re = kernel.get(from + place);
                im = kernel.get(from + place + kernel.vector());
            }
            kernel.set(to + place, re);
            kernel.set(to + place + kernel.vector(), im);
        }
    }
}
