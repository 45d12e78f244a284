package org.ketwright.kernels;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gates that are applied in one pass over a large vector: block after block comes into the cache, goes through all of
 * them and back. A block holds all values of some bits of the index, the row bits, for as many neighbors as a vector has
 * lanes. Lanes are the lowest bits; where a gate acts on one of these, the lowest bits become row bits and others lanes,
 * and blocks are turned over on their way.
 *
 * @param program the gates on the rows of a block
 * @param turned whether blocks are turned over
 * @param offsets in bytes, of each row in the vector; if turned, of each group of rows that lie side by side
 * @param lanes in bytes, of each lane if turned
 * @param free bits that number the blocks, as a mask
 */
record LinearPass(LinearProgram program, boolean turned, long[] offsets, long[] lanes, long free) {

    /** The lowest bits, those of the lanes unless turned. */
    static int laneBits(Precision precision) {
        return Integer.numberOfTrailingZeros(Lanes.count(precision));
    }

    /** The bits that must be row bits if gates act on some. */
    static long needed(long touched, int laneBits) {
        long low = (1L << laneBits) - 1;
        return (touched & low) == 0 ? touched : touched | low;
    }

    /**
     * Lays out a pass.
     *
     * @param plan the plan the gates come from
     * @param gates the gates
     * @param probes derivatives that matter besides the matrices
     * @param rowBits bits of the rows, at least as many as are needed
     * @param precision format
     */
    static LinearPass of(Plan plan, List<LinearGate> gates, List<Probe> probes, int rowBits, Precision precision) {
        int bits = plan.bits();
        int laneBits = laneBits(precision);
        long low = (1L << laneBits) - 1;
        long touched = gates.stream().mapToLong(LinearGate::mask).reduce(0, (a, b) -> a | b);
        boolean turned = (touched & low) != 0;
        long rows = needed(touched, laneBits);
        long lanes = turned ? lowest(~rows, laneBits, bits) : low;
        rows |= lowest(~(rows | lanes), rowBits - Long.bitCount(rows), bits);
        int[] on = members(rows);
        BitSet all = new BitSet();
        all.set(0, 1 << on.length);
        LinearProgram program = LinearProgram.of(plan, gates, probes, on.length, bit -> Arrays.binarySearch(on, bit),
                all, all);
        long stride = LinearMemory.bytes(precision);
        long sides = turned ? rows & ~low : rows;
        return new LinearPass(program, turned, offsets(sides, stride), offsets(lanes, stride),
                ~(rows | lanes) & (1L << bits) - 1);
    }

    /** The lowest bits of a mask. */
    private static long lowest(long of, int count, int bits) {
        long lowest = 0;
        for (int bit = 0, left = count; bit < bits && left > 0; bit++) {
            if ((of >>> bit & 1) != 0) {
                lowest |= 1L << bit;
                left--;
            }
        }
        return lowest;
    }

    private static int[] members(long mask) {
        return IntStream.range(0, Long.SIZE).filter(bit -> (mask >>> bit & 1) != 0).toArray();
    }

    private static long[] offsets(long mask, long stride) {
        long[] offsets = new long[1 << Long.bitCount(mask)];
        Arrays.setAll(offsets, i -> Long.expand(i, mask) * stride);
        return offsets;
    }

    /** Number of blocks. */
    int blocks() {
        return Math.toIntExact(1L << Long.bitCount(free));
    }

    /** Copies a block of a vector to rows, or back. */
    void move(LinearKernels kernels, long vector, int block, long rows, boolean back, Precision precision) {
        long at = vector + Long.expand(block, free) * LinearMemory.bytes(precision);
        if (turned) {
            kernels.turnOver(at, offsets, lanes, rows, back);
        } else {
            kernels.move(at, offsets, rows, back);
        }
    }

    /** A workspace of one block. */
    LinearTile take(Precision precision, LinearBinding binding, int slots, boolean back) {
        LinearTile tile = LinearTile.take(program, precision, 1);
        tile.bind(binding, slots, back);
        tile.placeOne();
        return tile;
    }

    /** Ends the use of workspaces. */
    static void giveBack(@Nullable LinearTile[] tiles) {
        for (LinearTile tile : tiles) {
            if (tile != null) {
                tile.giveBack();
            }
        }
    }
}
