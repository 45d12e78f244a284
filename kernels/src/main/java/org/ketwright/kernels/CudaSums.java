package org.ketwright.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Numbers summed over the states in the memory of a card, in an order that depends on their shape alone. */
final class CudaSums {
    /** Bits of the runs of neighboring amplitudes that one block sums. */
    private static final int CHUNK_BITS = 14;
    /** Bits of the runs of which one is searched for each shot drawn. */
    private static final int DRAW_BITS = 9;
    /** Bits of the number of partial sums that probabilities are split into. */
    private static final int PART_BITS = 16;
    private static final long ONE = Double.doubleToRawLongBits(1);

    private final CudaScope on;
    private final CudaStates states;
    private final CudaElement element;
    private final int bits;
    private final int count;
    private final int chunkBits;
    private final long chunks;

    /** Sums over some states by the queue of a scope. */
    CudaSums(CudaScope on, CudaStates states) {
        this.on = on;
        this.states = states;
        element = states.element();
        bits = states.bits();
        count = states.count();
        chunkBits = Math.min(bits, CHUNK_BITS);
        chunks = chunks(bits);
    }

    /** Into how many sums an inner product of states is cut. */
    static long chunks(int bits) {
        return 1L << bits - Math.min(bits, CHUNK_BITS);
    }

    /** Inner products of two batches of this shape: real and imaginary part in turn. */
    double[] inner(long bra, long ket) {
        double[] sums = folded(innerParts(bra, ket), 2 * count, chunks);
        double[] out = new double[sums.length];
        for (int sample = 0; sample < count; sample++) {
            out[2 * sample] = sums[sample];
            out[2 * sample + 1] = sums[count + sample];
        }
        return out;
    }

    /** The same in chunks, left on the card: the real parts of all samples, then the imaginary parts. */
    long innerParts(long bra, long ket) {
        long parts = on.allocate(2L * count * chunks * Double.BYTES);
        on.launch(CudaLaunch.of(element.kernel("inner"), count * chunks, bra, ket, bits, count, chunkBits, chunks,
                parts));
        return parts;
    }

    /** Sums of rows of parts. */
    private double[] folded(long parts, int rows, long each) {
        CudaBuffer sums = on.buffer((long) rows * Double.BYTES);
        fold(parts, rows, each, sums.address(), 1);
        return fetched(sums, rows);
    }

    private double[] fetched(CudaBuffer buffer, int length) {
        buffer.download((long) length * Double.BYTES);
        on.synchronize();
        return buffer.doubles(length);
    }

    /** Sums of rows of parts, scaled, left on the card. */
    void fold(long parts, long rows, long each, long sums, double scale) {
        on.launch(CudaLaunch.of("fold", rows, parts, each, sums, Double.doubleToRawLongBits(scale)));
    }

    /** All outputs: {@code [k * count + sample]}. */
    double[] read(CudaOutputs outputs) {
        int rows = outputs.count() * count;
        CudaBuffer sums = on.buffer((long) rows * Double.BYTES);
        read(outputs.upload(on), outputs.count(), sums.address());
        return fetched(sums, rows);
    }

    /** The same, left on the card. */
    void read(CudaOutputs.Uploaded outputs, int outputCount, long sums) {
        long rows = (long) outputCount * count;
        long[] o = outputs.outputs();
        if (element.isComplex()) {
            long parts = on.allocate(rows * chunks * Double.BYTES);
            on.launch(CudaLaunch.of(element.kernel("expect"), rows * chunks, states.address(), bits, count, chunkBits,
                    chunks, o[0], o[1], o[2], parts));
            fold(parts, rows, chunks, sums, 1);
        } else {
            on.launch(CudaLaunch.over(element.kernel("entries"), rows, states.address(), bits, count, o[0], o[1],
                    o[2], sums));
        }
    }

    /** Squared magnitudes summed over all bits not listed: {@code [outcome * count + sample]}. */
    double[] probabilities(int... kept) {
        int rest = bits - kept.length;
        int partBits = Math.max(0, Math.min(rest, PART_BITS - kept.length));
        int rows = count << kept.length;
        long mask = (1L << bits) - 1;
        for (int bit : kept) {
            mask &= ~(1L << bit);
        }
        long parts = on.allocate(((long) rows << partBits) * Double.BYTES);
        on.launch(CudaLaunch.over(element.kernel("probability"), (long) rows << partBits, states.address(), bits,
                count, on.upload(Arrays.stream(kept).asLongStream().toArray()), kept.length, mask, partBits,
                1L << rest - partBits, parts));
        return folded(parts, rows, 1L << partBits);
    }

    /** Real parts of some indices of one sample. */
    double[] gather(int sample, long[] indices) {
        CudaBuffer out = on.buffer((long) indices.length * Double.BYTES);
        on.launch(CudaLaunch.over(element.kernel("gather"), indices.length, states.place(sample, 0), bits, 1,
                on.upload(indices), indices.length, ONE, out.address()));
        return fetched(out, indices.length);
    }

    /** Real parts of all indices of all samples, scaled, left on the card: {@code [index * count + sample]}. */
    void gather(double scale, long to) {
        on.launch(CudaLaunch.over(element.kernel("gather"), (long) count << bits, states.address(), bits, count, 0,
                1L << bits, Double.doubleToRawLongBits(scale), to));
    }

    /** Indices drawn with the probabilities of one sample of complex states, ascending. */
    long[] draw(int sample, long seed, long[] shots, long event) {
        if (shots.length == 0) {
            return new long[0];
        }
        long state = states.place(sample, 0);
        int drawBits = Math.min(bits, DRAW_BITS);
        long parts = 1L << bits - drawBits;
        long sums = on.allocate(parts * Double.BYTES);
        on.launch(CudaLaunch.of(element.kernel("mass"), parts, state, drawBits, sums));
        on.launch(CudaLaunch.of("scan", 1, sums, parts));
        CudaBuffer out = on.buffer((long) shots.length * Long.BYTES);
        out.put(shots);
        out.upload((long) shots.length * Long.BYTES);
        on.launch(CudaLaunch.over(element.kernel("draw"), shots.length, state, drawBits, sums, parts, seed, event,
                out.address(), shots.length));
        out.download((long) shots.length * Long.BYTES);
        on.synchronize();
        long[] drawn = new long[shots.length];
        MemorySegment.copy(out.host(), ValueLayout.JAVA_LONG, 0, drawn, 0, drawn.length);
        Arrays.parallelSort(drawn);
        return drawn;
    }
}
