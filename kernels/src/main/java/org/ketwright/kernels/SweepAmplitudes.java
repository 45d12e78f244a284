package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One large vector of amplitudes, off the heap. Where an amplitude is stored follows a linear frame, see
 * {@link SweepFrame}; small vectors hold a few bits more than asked for, which are always zero.
 */
final class SweepAmplitudes implements Amplitudes {
    /** Most bits of a vector. */
    static final int MOST_BITS = 40;
    private static final int MOST_EXPANDED_BITS = 6;
    private static final int MOST_CORRELATIONS = 64;
    private static final long CHUNK_PAIRS = 1 << 14;
    private static final long TILE_PAIRS = 1 << 8;

    private final int bits;
    private final SweepKernel kernel;
    private final SweepShape shape;
    private final Workers workers;
    private final SweepMemory memory;
    private final SweepEngine engine;
    private final SweepReader reader;
    private SweepFrame frame;
    /** Bits of the state's index that differ from their parities over the stored index. */
    private long flips;
    /** Stored indices of amplitudes that may differ from zero, or null for all. */
    private @Nullable SweepSpan support;
    private boolean closed;

    /**
     * Takes memory; the vector starts in index 0.
     *
     * @param bits index bits, 1 to {@link #MOST_BITS}
     * @param precision format
     * @param workers who works
     * @throws InsufficientMemoryException if it does not fit
     */
    SweepAmplitudes(int bits, Precision precision, Workers workers) {
        this(bits, precision, workers, SweepShape.BLOCK_BYTES, SweepShape.ROW_BYTES);
    }

    /** The same with blocks of another size. */
    SweepAmplitudes(int bits, Precision precision, Workers workers, int blockBytes, int rowBytes) {
        Checks.shape(bits, 1, MOST_BITS);
        this.bits = bits;
        this.workers = workers;
        kernel = SweepKernel.of(precision);
        shape = SweepShape.of(bits, kernel, blockBytes, rowBytes);
        int held = shape.bits();
        Memory.require(bits, n -> precision.bytes() * Math.pow(2, n), Memory::free,
                "memory outside the Java heap");
        memory = new SweepMemory(shape.place(1L << held));
        engine = new SweepEngine(kernel, shape, workers);
        reader = new SweepReader(kernel, shape, workers);
        frame = new SweepFrame(held);
        reset();
    }

    @Override
    public int bits() {
        return bits;
    }

    @Override
    public int batch() {
        return 1;
    }

    @Override
    public Precision precision() {
        return kernel.precision();
    }

    private long state() {
        if (closed) {
            throw new IllegalStateException("the amplitudes are closed");
        }
        return memory.address();
    }

    /** Runs over all pairs in chunks. */
    private void chunked(ChunkTask task) {
        long pairs = 1L << shape.bits() - shape.laneBits();
        long chunk = Math.min(pairs, CHUNK_PAIRS);
        workers.forEach((int) (pairs / chunk), (i, worker) -> task.run(i * chunk * shape.pair(), chunk));
    }

    @FunctionalInterface
    private interface ChunkTask {
        void run(long offset, long pairs);
    }

    @Override
    public void reset() {
        long state = state();
        chunked((offset, pairs) -> kernel.fill(state + offset, pairs));
        kernel.set(state, 1);
        frame = new SweepFrame(shape.bits());
        flips = 0;
        support = new SweepSpan();
    }

    @Override
    public void assign(Amplitudes source) {
        Checks.same(this, source);
        SweepAmplitudes other = (SweepAmplitudes) source;
        long from = other.state();
        long to = state();
        chunked((offset, pairs) -> kernel.copy(from + offset, to + offset, pairs));
        frame = other.frame.copy();
        flips = other.flips;
        support = other.support == null ? null : other.support.copy();
    }

    @Override
    public void write(int sample, long from, double[] interleaved) {
        Checks.range(this, sample, from, interleaved);
        long state = state();
        support = null;
        for (int i = 0; i < interleaved.length; i += 2) {
            long at = state + place(from + i / 2);
            kernel.set(at, interleaved[i]);
            kernel.set(at + kernel.vector(), interleaved[i + 1]);
        }
    }

    @Override
    public void read(int sample, long from, double[] interleaved) {
        Checks.range(this, sample, from, interleaved);
        long state = state();
        long stored = frame.shift(from ^ flips);
        for (int i = 0; i < interleaved.length; i += 2) {
            if (i > 0) {
                // the next index differs in its lowest bits
                long index = from + i / 2;
                stored ^= frame.shift(index ^ index - 1);
            }
            long at = state + kernel.place(stored);
            interleaved[i] = kernel.get(at);
            interleaved[i + 1] = kernel.get(at + kernel.vector());
        }
    }

    /** Writes multiples of all real parts to {@code [index * count + sample]}. */
    void readReal(double[] to, int count, int sample, double factor) {
        for (int i = 0; i < 1 << bits; i++) {
            to[i * count + sample] = factor * kernel.get(state() + place(i));
        }
    }

    private long place(long index) {
        return kernel.place(frame.shift(index ^ flips));
    }

    @Override
    public void apply(Plan plan, Angles angles, Samples samples) {
        Checks.apply(this, plan, angles, samples);
        run(plan, angles, samples, 0);
    }

    @Override
    public double progress() {
        return engine.progress();
    }

    /** Takes one sample through a plan. */
    void run(Plan plan, Angles angles, Samples samples, int sample) {
        long state = state();
        SweepPlan scheduled = SweepPlan.of(plan, frame, shape);
        SweepValues values = scheduled.values(angles, samples, sample, flips);
        engine.run(scheduled, values, state, support);
        if (support != null && support.dimension() == shape.bits()) {
            support = null;
        }
        frame = scheduled.frame().copy();
        flips = values.flips();
    }

    /**
     * Takes samples through a plan.
     *
     * @param out receives {@code [k * samples + sample]}
     */
    static void expectations(Workers workers, Plan plan, Angles angles, Samples samples, Readout readout,
            Precision precision, double[] out) {
        SweepSamples.forEach(workers, plan.bits(), samples.count(),
                () -> new SweepAmplitudes(plan.bits(), precision, workers), SweepAmplitudes::close, (state, sample) -> {
                    state.start(samples, sample);
                    state.run(plan, angles, samples, sample);
                    double[] values = state.expectations(readout);
                    for (int k = 0; k < values.length; k++) {
                        out[k * samples.count() + sample] = values[k];
                    }
                });
    }

    /** Sets the start of a sample. */
    void start(Samples samples, int sample) {
        reset();
        double[] real = samples.startReal();
        double[] imaginary = samples.startImaginary();
        if (real == null) {
            return;
        }
        support = null;
        for (int i = 0; i < 1 << bits; i++) {
            long at = state() + kernel.place(i);
            kernel.set(at, real[i * samples.count() + sample]);
            kernel.set(at + kernel.vector(), imaginary == null ? 0 : imaginary[i * samples.count() + sample]);
        }
    }

    @Override
    public double[] overlap(Amplitudes bra, Matrix matrix, int... on) {
        Checks.overlap(this, bra, matrix, on);
        SweepAmplitudes other = (SweepAmplitudes) bra;
        if (on.length <= MOST_EXPANDED_BITS && frame.equals(other.frame)) {
            List<SweepReader.Correlation> wanted = new ArrayList<>();
            List<double[]> weights = new ArrayList<>();
            SweepExpansion.of(matrix, (flipped, signs, re, im) -> {
                wanted.add(new SweepReader.Correlation(SweepExpansion.place(flipped, on), SweepExpansion.place(signs,
                        on)));
                weights.add(new double[] {re, im});
            });
            if (wanted.size() <= MOST_CORRELATIONS) {
                double[] sums = inner(other, wanted);
                double[] out = new double[2];
                for (int i = 0; i < wanted.size(); i++) {
                    double[] w = weights.get(i);
                    out[0] += w[0] * sums[2 * i] - w[1] * sums[2 * i + 1];
                    out[1] += w[0] * sums[2 * i + 1] + w[1] * sums[2 * i];
                }
                return out;
            }
        }
        return slowOverlap(other, matrix, on);
    }

    /**
     * Inner products {@code <bra|X Z|this>} in one sweep, both states stored in the same way.
     *
     * @param bra the other state
     * @param wanted flips and signs on bits of the state's index
     * @return real and imaginary part in turn
     */
    double[] inner(SweepAmplitudes bra, Collection<SweepReader.Correlation> wanted) {
        List<SweepReader.Correlation> stored = new ArrayList<>();
        for (SweepReader.Correlation one : wanted) {
            stored.add(new SweepReader.Correlation(frame.shift(one.shift() ^ flips ^ bra.flips),
                    frame.parity(one.sign())));
        }
        double[] sums = reader.correlations(bra.state(), state(), stored);
        int at = 0;
        for (SweepReader.Correlation one : wanted) {
            if (SweepSpan.parity(flips & one.sign()) != 0) {
                sums[at] = -sums[at];
                sums[at + 1] = -sums[at + 1];
            }
            at += 2;
        }
        return sums;
    }

    /** Becomes a sum of Pauli strings times another state, and is stored in the same way as that. */
    void become(List<Readout.Term> terms, SweepAmplitudes source) {
        Map<SweepReader.Correlation, Double> weights = new LinkedHashMap<>();
        for (Readout.Term term : terms) {
            weights.merge(new SweepReader.Correlation(term.flip(), term.sign()), term.coefficient(), Double::sum);
        }
        frame = source.frame.copy();
        flips = source.flips;
        support = null;
        long to = state();
        long from = source.state();
        int lanes = shape.lanes() - 1;
        chunked((offset, pairs) -> {
            kernel.fill(to + offset, pairs);
            int tile = (int) Math.min(pairs, TILE_PAIRS);
            for (long first = offset / shape.pair(); first < offset / shape.pair() + pairs; first += tile) {
                for (Map.Entry<SweepReader.Correlation, Double> entry : weights.entrySet()) {
                    long flip = entry.getKey().shift();
                    long sign = entry.getKey().sign();
                    long shift = frame.shift(flip);
                    long parity = frame.parity(sign);
                    int turns = Long.bitCount(flip & sign) + 2 * SweepSpan.parity(flips & sign ^ shift & parity) & 3;
                    double weight = turns < 2 ? entry.getValue() : -entry.getValue();
                    kernel.accumulate(to, from, first, tile, shift >>> shape.laneBits(), (int) shift & lanes,
                            parity >>> shape.laneBits(), engine.laneSigns(parity), (turns & 1) == 0 ? weight : 0,
                            (turns & 1) == 0 ? 0 : weight);
                }
            }
        });
    }

    /** Amplitude by amplitude, for states stored in different ways or matrices with many entries. */
    private double[] slowOverlap(SweepAmplitudes bra, Matrix matrix, int... on) {
        int chunkBits = Math.min(bits, 14);
        int chunks = 1 << bits - chunkBits;
        double[] re = new double[chunks];
        double[] im = new double[chunks];
        long all = SweepExpansion.place(matrix.dimension() - 1, on);
        double[] entries = matrix.toArray();
        long ownState = state();
        long braState = bra.state();
        workers.forEach(chunks, (chunk, worker) -> {
            long end = (long) (chunk + 1) << chunkBits;
            for (long index = (long) chunk << chunkBits; index < end; index++) {
                long left = braState + bra.place(index);
                int row = SweepExpansion.pick(index, on);
                double r = 0;
                double i = 0;
                for (int column = 0; column < matrix.dimension(); column++) {
                    double a = entries[2 * (row * matrix.dimension() + column)];
                    double b = entries[2 * (row * matrix.dimension() + column) + 1];
                    if (a == 0 && b == 0) {
                        continue;
                    }
                    long right = ownState + place(index & ~all | SweepExpansion.place(column, on));
                    double c = kernel.get(right);
                    double d = kernel.get(right + kernel.vector());
                    r += a * c - b * d;
                    i += a * d + b * c;
                }
                double c = kernel.get(left);
                double d = kernel.get(left + kernel.vector());
                re[chunk] += c * r + d * i;
                im[chunk] += c * i - d * r;
            }
        });
        double[] out = new double[2];
        for (int chunk = 0; chunk < chunks; chunk++) {
            out[0] += re[chunk];
            out[1] += im[chunk];
        }
        return out;
    }

    @Override
    public double[] probabilities(int... on) {
        Checks.outcomes(this, on);
        return reader.probabilities(state(), frame, flips, on);
    }

    @Override
    public double[] expectations(Readout readout) {
        Checks.readout(bits, readout);
        return reader.expectations(state(), frame, flips, readout);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            engine.close();
            memory.close();
        }
    }
}
