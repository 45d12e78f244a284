package org.ketwright.kernels;

/**
 * A batch of B vectors of 2^n real numbers that live on a backend. Not safe for use by several threads at once.
 */
public interface RealVectors extends AutoCloseable {

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
    void assign(RealVectors source);

    /**
     * Writes consecutive numbers of one vector.
     *
     * @param sample vector, 0 to B - 1
     * @param from first index
     * @param values the numbers
     * @throws IllegalArgumentException if out of range
     */
    void write(int sample, long from, double[] values);

    /**
     * Reads consecutive numbers of one vector.
     *
     * @param sample vector, 0 to B - 1
     * @param from first index
     * @param values receives the numbers, to its full length
     * @throws IllegalArgumentException if out of range
     */
    void read(int sample, long from, double[] values);

    /**
     * Reads some numbers of one vector.
     *
     * @param sample vector, 0 to B - 1
     * @param indices which, in any order
     * @return the numbers in that order
     * @throws IllegalArgumentException if out of range
     */
    double[] read(int sample, long[] indices);

    /**
     * Runs a plan on every vector. Start vectors in {@code samples} are ignored.
     *
     * @param plan real steps on n bits, without controls
     * @param angles a value for each slot
     * @param samples the columns that drive per-sample angles; its count is B
     * @throws IllegalArgumentException if sizes do not fit or a step is not real
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
     * Reads weighted sums off every vector.
     *
     * @param readout K outputs
     * @return {@code [k * B + sample]}
     * @throws IllegalArgumentException if an index is out of range
     */
    double[] expectations(LinearReadout readout);

    /** Gives the memory back. Safe to call twice. */
    @Override
    void close();
}
