package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads sums off amplitudes. Sums run over chunks that do not depend on the number of threads, in a fixed order. */
final class SweepReader {
    private static final int CHUNK_PAIRS = 1 << 14;
    private static final int TILE_PAIRS = 1 << 9;
    private static final int MOST_CHUNKED_BITS = 10;

    private final SweepKernel kernel;
    private final SweepShape shape;
    private final Workers workers;

    SweepReader(SweepKernel kernel, SweepShape shape, Workers workers) {
        this.kernel = kernel;
        this.shape = shape;
        this.workers = workers;
    }

    /**
     * A sum over stored indices x of {@code conj(bra[x xor shift]) (-1)^parity(x and sign) ket[x]}.
     *
     * @param shift flipped bits of the stored index
     * @param sign bits of the stored index that give signs
     */
    record Correlation(long shift, long sign) {
    }

    /** All the sums in one sweep; real and imaginary part in turn. */
    double[] correlations(long bra, long ket, List<Correlation> wanted) {
        long pairs = 1L << shape.bits() - shape.laneBits();
        int chunkPairs = (int) Math.min(pairs, CHUNK_PAIRS);
        int chunks = (int) (pairs / chunkPairs);
        double[][] sums = new double[chunks][];
        try (SweepMemory buffers = new SweepMemory((long) workers.threads() * kernel.pair())) {
            workers.forEach(chunks, (chunk, worker) -> {
                double[] own = new double[2 * wanted.size()];
                long buffer = buffers.address() + (long) worker * kernel.pair();
                int tile = Math.min(TILE_PAIRS, chunkPairs);
                for (int from = 0; from < chunkPairs; from += tile) {
                    for (int i = 0; i < wanted.size(); i++) {
                        add(own, 2 * i, bra, ket, (long) chunk * chunkPairs + from, tile, wanted.get(i), buffer);
                    }
                }
                sums[chunk] = own;
            });
        }
        double[] out = new double[2 * wanted.size()];
        for (double[] own : sums) {
            for (int i = 0; i < out.length; i++) {
                out[i] += own[i];
            }
        }
        return out;
    }

    private void add(double[] sums, int at, long bra, long ket, long first, int pairs, Correlation wanted,
            long buffer) {
        int lanes = shape.lanes() - 1;
        kernel.correlate(bra, ket, first, pairs, wanted.shift() >>> shape.laneBits(), (int) wanted.shift() & lanes,
                wanted.sign() >>> shape.laneBits(), buffer);
        for (int lane = 0; lane < shape.lanes(); lane++) {
            double sign = SweepSpan.parity(lane & wanted.sign()) == 0 ? 1 : -1;
            long from = buffer + (long) lane * kernel.bytes();
            sums[at] += sign * kernel.get(from);
            sums[at + 1] += sign * kernel.get(from + kernel.vector());
        }
    }

    /** Expectation values of weighted sums of Pauli strings. */
    double[] expectations(long state, SweepFrame frame, long flips, Readout readout) {
        Map<Correlation, Integer> numbers = new LinkedHashMap<>();
        for (List<Readout.Term> terms : readout.outputs()) {
            for (Readout.Term term : terms) {
                numbers.putIfAbsent(correlation(frame, term), numbers.size());
            }
        }
        double[] sums = correlations(state, state, new ArrayList<>(numbers.keySet()));
        double[] out = new double[readout.size()];
        for (int k = 0; k < out.length; k++) {
            for (Readout.Term term : readout.outputs().get(k)) {
                Integer number = java.util.Objects.requireNonNull(numbers.get(correlation(frame, term)));
                int turns = Long.bitCount(term.flip() & term.sign()) + 2 * SweepSpan.parity(flips & term.sign()) & 3;
                double value = (turns & 1) == 0 ? sums[2 * number] : -sums[2 * number + 1];
                out[k] += turns < 2 ? term.coefficient() * value : -term.coefficient() * value;
            }
        }
        return out;
    }

    private static Correlation correlation(SweepFrame frame, Readout.Term term) {
        return new Correlation(frame.shift(term.flip()), frame.parity(term.sign()));
    }

    /** Squared magnitudes summed over all bits but some. */
    double[] probabilities(long state, SweepFrame frame, long flips, int... bits) {
        int[] changes = new int[shape.bits()];
        int flipped = 0;
        for (int k = 0; k < bits.length; k++) {
            long parity = frame.parity(1L << bits[k]);
            flipped |= (int) (flips >>> bits[k] & 1) << k;
            for (int i = 0; i < changes.length; i++) {
                changes[i] |= (int) (parity >>> i & 1) << k;
            }
        }
        int[] laneOutcomes = new int[shape.lanes()];
        for (int lane = 0; lane < laneOutcomes.length; lane++) {
            laneOutcomes[lane] = outcome(changes, 0, lane);
        }
        int[] steps = new int[Long.SIZE + 1];
        for (int i = 0; i < steps.length; i++) {
            int bit = shape.laneBits() + i;
            steps[i] = (i == 0 ? 0 : steps[i - 1]) ^ (bit < changes.length ? changes[bit] : 0);
        }
        long pairs = 1L << shape.bits() - shape.laneBits();
        double[] out = new double[1 << bits.length];
        int start = flipped;
        if (bits.length > MOST_CHUNKED_BITS) {
            kernel.probabilities(state, 0, pairs, start, steps, laneOutcomes, out);
            return out;
        }
        long chunkPairs = Math.min(pairs, CHUNK_PAIRS << bits.length / 2);
        int chunks = (int) (pairs / chunkPairs);
        double[][] sums = new double[chunks][];
        workers.forEach(chunks, (chunk, worker) -> {
            double[] own = new double[1 << bits.length];
            long first = chunk * chunkPairs;
            kernel.probabilities(state, first, chunkPairs, outcome(changes, start, first << shape.laneBits()), steps,
                    laneOutcomes, own);
            sums[chunk] = own;
        });
        for (double[] own : sums) {
            for (int i = 0; i < out.length; i++) {
                out[i] += own[i];
            }
        }
        return out;
    }

    private static int outcome(int[] changes, int start, long index) {
        int out = start;
        for (long b = index; b != 0; b &= b - 1) {
            out ^= changes[Long.numberOfTrailingZeros(b)];
        }
        return out;
    }
}
