package org.ketwright.kernels;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the amplitudes of a tile lie in shared memory: the place of an index is the exclusive or of the columns of its
 * bits that are one and of a constant. Steps that permute indices linearly over the field of two elements, and those that
 * flip bits, move no amplitude: from then on the same places belong to other indices.
 */
final class CudaPlaces {
    /** Bits outside a tile that places may depend on, as the kernels have it. */
    static final int MOST_OUTSIDE = 8;
    private static final int[] SWAP = {0, 2, 1, 3};

    private final int[] positions;
    private final int[] columns;
    private final SortedMap<Integer, Integer> outside = new TreeMap<>();
    private int constant;

    /**
     * Places at the begin of a pass.
     *
     * @param positions in the index of the bits of a tile
     * @param columns of each of them
     */
    CudaPlaces(int[] positions, int[] columns) {
        this.positions = positions;
        this.columns = columns.clone();
    }

    /** Whether a step only moves indices so: a bit is flipped, on its own or by a control, or two bits change places. */
    static boolean isMove(CudaStep step) {
        if (step.kind() != CudaStep.Kind.PERMUTATION || !CudaRoundTables.isPlain(step.family().constant())) {
            return false;
        }
        return step.bits().length == 1
                ? Long.bitCount(step.controls()) <= 1
                : step.controls() == 0 && Arrays.equals(step.sources(), SWAP);
    }

    /** The column of the i-th bit of the tile. */
    int column(int i) {
        return columns[i];
    }

    /** What is added to all places. */
    int constant() {
        return constant;
    }

    /** What bits outside the tile add, by their positions. */
    SortedMap<Integer, Integer> outside() {
        return new TreeMap<>(outside);
    }

    /** Takes a step into account, which is its own inverse. */
    void move(CudaStep step) {
        int first = tileBit(step.bits()[0]);
        if (step.bits().length == 2) {
            int second = tileBit(step.bits()[1]);
            int column = columns[first];
            columns[first] = columns[second];
            columns[second] = column;
            return;
        }
        if (step.values() == 0) {
            constant ^= columns[first];
        }
        if (step.controls() == 0) {
            return;
        }
        int position = Long.numberOfTrailingZeros(step.controls());
        int control = tileBit(position);
        if (control >= 0) {
            columns[control] ^= columns[first];
        } else if (outside.merge(position, columns[first], (a, b) -> a ^ b) == 0) {
            outside.remove(position);
        }
    }

    /** Which bit of the tile is at a position, or -1. */
    private int tileBit(int position) {
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] == position) {
                return i;
            }
        }
        return -1;
    }
}
