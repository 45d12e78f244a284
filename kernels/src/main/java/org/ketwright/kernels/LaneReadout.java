package org.ketwright.kernels;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A readout as weights of rows. Terms without a flip weigh squared magnitudes, all outputs in one table; terms with a
 * flip weigh products of pairs of rows.
 *
 * @param outputs number of outputs K
 * @param width K rounded up, as outputs are summed several at a time
 * @param weights {@code [row * width + k]}
 * @param crosses terms with a flip
 */
record LaneReadout(int outputs, int width, Numbers weights, List<Cross> crosses) {
    /** How many outputs one pass sums. */
    static final int TOGETHER = 4;

    /**
     * The terms of an output with one flip mask.
     *
     * @param output k
     * @param rows pairs of rows that the flip exchanges
     * @param weights complex weight of each pair, from the first to the second
     */
    record Cross(int output, int[] rows, Numbers weights) {
    }

    static LaneReadout of(Readout readout, Precision precision, int bits, int[] row) {
        int outputs = readout.size();
        int width = (outputs + TOGETHER - 1) / TOGETHER * TOGETHER;
        double[] weights = new double[width << bits];
        List<Cross> crosses = new ArrayList<>();
        for (int k = 0; k < outputs; k++) {
            Map<Long, List<Readout.Term>> flips = new LinkedHashMap<>();
            for (Readout.Term term : readout.outputs().get(k)) {
                if (term.flip() == 0) {
                    for (int index = 0; index < 1 << bits; index++) {
                        boolean minus = (Long.bitCount(index & term.sign()) & 1) != 0;
                        weights[row[index] * width + k] += minus ? -term.coefficient() : term.coefficient();
                    }
                } else {
                    flips.computeIfAbsent(term.flip(), flip -> new ArrayList<>()).add(term);
                }
            }
            int output = k;
            flips.forEach((flip, terms) -> crosses.add(cross(output, flip.intValue(), terms, precision, row)));
        }
        return new LaneReadout(outputs, width, Numbers.of(precision, weights), crosses);
    }

    private static Cross cross(int output, int flip, List<Readout.Term> terms, Precision precision, int[] row) {
        int[] rows = new int[row.length];
        double[] weights = new double[row.length];
        int pair = 0;
        for (int index = 0; index < row.length; index++) {
            int other = index ^ flip;
            if (other < index) {
                continue;
            }
            rows[2 * pair] = row[index];
            rows[2 * pair + 1] = row[other];
            for (Readout.Term term : terms) {
                int turns = Long.bitCount(term.flip() & term.sign()) + 2 * Long.bitCount(index & term.sign()) & 3;
                double sign = turns < 2 ? term.coefficient() : -term.coefficient();
                weights[2 * pair + (turns & 1)] += sign;
            }
            pair++;
        }
        return new Cross(output, rows, Numbers.of(precision, weights));
    }

    /** Whether all outputs are weighted squared magnitudes. */
    boolean isDiagonal() {
        return crosses.isEmpty();
    }

    /** Sums all outputs over the rows of some tiles: a vector for each output and tile. */
    void sum(LaneKernels kernels, MemorySegment state, long at, long step, int tiles, MemorySegment out) {
        int rows = weights.length() / Math.max(1, width);
        for (int k = 0; k < width; k += TOGETHER) {
            kernels.weigh(state, at, step, tiles, rows, weights, width, k, out);
        }
        for (Cross cross : crosses) {
            kernels.cross(state, at, step, tiles, cross.rows(), cross.weights(), out, cross.output());
        }
    }
}
