package org.ketwright.kernels;

/**
 * The inner loops of the sweep engine, on raw addresses. A vector of real parts is followed by the vector of the
 * imaginary parts of the same amplitudes; the two are called a pair. Addresses are byte addresses, places and
 * directions are byte offsets of pairs, combined by exclusive or.
 *
 * <p>
 * A turn is a rotation without its cosine: {@code new[i] = old[i] -/+ t old[i xor shift]}, minus where the parity of
 * the index is even. A weave is a table of complex factors for the pairs of a group, repeated for every mark. A blend is
 * a table of two complex factors for every combination of signs: of an amplitude itself and of its partner.
 */
abstract sealed class SweepKernel permits SweepDouble, SweepSingle {
    /** Bytes that {@link #touch} reads at a time. */
    static final int TOUCHED = 256;
    private final Precision precision;
    private final int lanes;

    SweepKernel(Precision precision, int lanes) {
        this.precision = precision;
        this.lanes = lanes;
    }

    static SweepKernel of(Precision precision) {
        return precision == Precision.DOUBLE ? new SweepDouble() : new SweepSingle();
    }

    final Precision precision() {
        return precision;
    }

    /** Amplitudes in a vector. */
    final int lanes() {
        return lanes;
    }

    final int laneBits() {
        return Integer.numberOfTrailingZeros(lanes);
    }

    /** Bytes of a real number. */
    final int bytes() {
        return precision.bytes() / 2;
    }

    /** Bytes of a vector. */
    final int vector() {
        return lanes * bytes();
    }

    /** Bytes of a pair. */
    final int pair() {
        return 2 * vector();
    }

    /** Byte offset of the real part of an amplitude; its imaginary part is one vector further. */
    final long place(long index) {
        return (index & -lanes) * precision.bytes() + (index & lanes - 1) * bytes();
    }

    abstract double get(long address);

    abstract void set(long address, double value);

    /** Copies the rows of a block into the block buffer. */
    abstract void gather(long state, long base, long[] rows, SweepPass.Way way, long block);

    /**
     * Reads a number of every cache line of a block that lies together, in order: that brings the block into the cache at
     * the speed of a sweep, which reading it row by row does not.
     *
     * @param bytes a multiple of {@link #TOUCHED}
     * @param sum where to write what the numbers add up to, so that no compiler leaves out reading them
     */
    abstract void touch(long address, int bytes, long sum);

    /** Copies a block buffer back to its rows. */
    abstract void scatter(long state, long base, long[] rows, SweepPass.Way way, long block);

    /**
     * Three turns along vector directions d0, d1, d2. Bit k of a sign exchanges the two coefficient vectors of turn k;
     * {@code turns} holds for each turn the vectors -t, t, -t with the signs of the lanes.
     */
    abstract void turn(long x, long base, long[] places, byte[] signs, int flip, long turns, long d0, long d1, long d2);

    /** The same after multiplying by the weave. */
    abstract void turnPhased(long x, long base, long[] places, byte[] signs, int flip, long turns, long weave,
            byte[] marks, long d0, long d1, long d2);

    /** Multiplies by the weave, then three turns that exchange lanes within a vector. */
    abstract void lanes(long x, long base, long[] places, byte[] signs, int flip, long turns, long weave, byte[] marks,
            int k0, int k1, int k2);

    /** Multiplies by the weave, then two turns that go along a vector direction and exchange lanes too. */
    abstract void mixed(long x, long base, long[] places, byte[] signs, int flip, long turns, long weave, byte[] marks,
            int k0, int k1, long d0, long d1);

    /** Multiplies neighboring pairs by the first factors of a blend; their signs are the marks, some flipped. */
    abstract void scale(long x, long base, byte[] marks, int flip, long blend);

    /** Blends amplitudes of neighboring pairs with partners in other lanes of the same pair. */
    abstract void blendLanes(long x, long base, byte[] marks, int flip, long blend, int exchange);

    /**
     * Blends amplitudes with partners in pairs at {@code direction}, in other lanes if {@code exchange} says so.
     *
     * @param moved signs that differ between the two pairs
     * @param above bits of the pair number that are one higher in the place
     * @param run pairs after which memory is read ahead in its own order, or 0 if that does not help
     * @param scratch receives what is of no use to anybody
     */
    abstract void blend(long x, long base, byte[] marks, int flip, int moved, int above, int run, long blend,
            long direction, int exchange, long scratch);

    /**
     * Writes pairs of a weave: the product over factors of {@code cos - i sin} with the sign of the parity of (pair
     * number, lane) over the factor's pattern, whose low bits are lanes.
     */
    abstract void weave(long weave, int count, double scaleRe, double scaleIm, int factors, int[] patterns,
            double[] cosines, double[] sines, long laneSigns);

    /** Multiplies the pairs at {@code first xor offsets} and at {@code second xor offsets} by a matrix. */
    abstract void dense(long x, long first, long second, long[] offsets, double[] matrix, long buffer);

    /** Copies a block so that the amplitude at the unit coordinate i is the one that was at {@code sources[i]}. */
    abstract void move(long from, long to, int size, long[] sources);

    /** Sets pairs to zero. */
    abstract void fill(long address, long pairs);

    /** Copies pairs. */
    abstract void copy(long from, long to, long pairs);

    /**
     * Sums {@code conj(bra[x xor shift]) ket[x]} over pairs, with the sign of the parity of the pair number, and writes a
     * vector of real and one of imaginary parts.
     */
    abstract void correlate(long bra, long ket, long first, int pairs, long shift, int exchange, long parity,
            long sums);

    /**
     * Adds {@code (re + i im) from[x xor shift]} to pairs, with the sign of the parity of the pair number and, by lane, of
     * a vector of signs.
     */
    abstract void accumulate(long to, long from, long first, int pairs, long shift, int exchange, long parity,
            long laneSigns, double re, double im);

    /**
     * Adds squared magnitudes to the sums of their outcomes.
     *
     * @param outcome outcome of lane 0 of the first pair
     * @param steps how the outcome changes when the lowest i + 1 bits of the pair number do
     * @param laneOutcomes how it changes with the lane
     */
    abstract void probabilities(long state, long first, long pairs, int outcome, int[] steps, int[] laneOutcomes,
            double[] sums);
}
