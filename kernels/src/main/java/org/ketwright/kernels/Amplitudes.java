package org.ketwright.kernels;

/**
 * A batch of B vectors of 2^n complex numbers that live on a backend. Not safe for use by several threads at once.
 */
public interface Amplitudes extends AutoCloseable {

    /**
     * Index bits of each vector.
     *
     * @return n
     */
    int bits();

    /**
     * Number of vectors.
     *
     * @return B
     */
    int batch();

    /**
     * Format.
     *
     * @return the precision
     */
    Precision precision();

    /** Sets every vector to 1 at index 0 and 0 elsewhere. */
    void reset();

    /**
     * Copies another batch of the same shape, precision and backend.
     *
     * @param source the batch to copy
     * @throws IllegalArgumentException if the shapes differ
     */
    void assign(Amplitudes source);

    /**
     * Writes consecutive amplitudes of one vector.
     *
     * @param sample vector, 0 to B - 1
     * @param from first index
     * @param interleaved real and imaginary parts in turn
     * @throws IllegalArgumentException if out of range
     */
    void write(int sample, long from, double[] interleaved);

    /**
     * Reads consecutive amplitudes of one vector.
     *
     * @param sample vector, 0 to B - 1
     * @param from first index
     * @param interleaved receives real and imaginary parts in turn, to its full length
     * @throws IllegalArgumentException if out of range
     */
    void read(int sample, long from, double[] interleaved);

    /**
     * Runs a plan on every vector. Start amplitudes in {@code samples} are ignored.
     *
     * @param plan steps on n bits
     * @param angles a value for each slot
     * @param samples the columns that drive per-sample angles; its count is B
     * @throws IllegalArgumentException if sizes do not fit
     */
    void apply(Plan plan, Angles angles, Samples samples);

    /**
     * How much of the plan that {@link #apply} is running is done. Any thread may ask.
     *
     * @return 0 to 1; 0 where it is not known
     */
    default double progress() {
        return 0;
    }

    /**
     * Inner products {@code <bra| M |this>} for each sample, summed in a fixed order.
     *
     * @param bra a batch of the same shape
     * @param matrix M, on k bits
     * @param bits the k bits, lowest matrix bit first
     * @return 2 * B numbers, real and imaginary part in turn
     * @throws IllegalArgumentException if shapes do not fit
     */
    double[] overlap(Amplitudes bra, Matrix matrix, int... bits);

    /**
     * Squared magnitudes, summed over all bits not listed.
     *
     * @param bits the bits kept, the first is the lowest bit of the outcome
     * @return {@code [outcome * B + sample]}
     * @throws IllegalArgumentException if bits repeat or are out of range, or the result would not fit an array
     */
    double[] probabilities(int... bits);

    /**
     * Reads numbers off every vector.
     *
     * @param readout K outputs
     * @return {@code [k * B + sample]}
     */
    double[] expectations(Readout readout);

    /**
     * Draws indices of one vector, each with a probability in proportion to its squared magnitude. A shot takes the first
     * index at which the running sum of squared magnitudes exceeds the total times {@link Philox#uniform uniform}(seed,
     * shot, event).
     *
     * @param sample vector, 0 to B - 1
     * @param seed key of the random numbers
     * @param shots numbers of the shots
     * @param event second half of their counter
     * @return as many indices as shots, in ascending order
     * @throws IllegalArgumentException if the vector is out of range
     */
    default long[] draw(int sample, long seed, long[] shots, long event) {
        return Drawing.of(this, sample, seed, shots, event);
    }

    /** Gives the memory back. Safe to call twice. */
    @Override
    void close();
}
