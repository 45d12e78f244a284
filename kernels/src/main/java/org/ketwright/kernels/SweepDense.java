package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dense matrices inside a block: which coordinates suit them, and their strokes. */
final class SweepDense {

    private SweepDense() {
    }

    /**
     * Coordinates in which the bits of a matrix and its controls do not depend on the lane: those given if they will do,
     * others, or null if the block is too small.
     */
    static @Nullable SweepAxes axes(SweepTerm.Dense dense, SweepAxes axes, SweepSpan span, SweepShape shape) {
        int lanes = shape.lanes() - 1;
        boolean suited = true;
        for (long shift : dense.shifts()) {
            suited &= (axes.of(shift) & lanes) == 0;
        }
        for (long parity : dense.parities()) {
            suited &= (axes.parity(parity) & lanes) == 0;
        }
        for (long parity : dense.controls()) {
            suited &= (axes.parity(parity) & lanes) == 0;
        }
        if (suited) {
            return axes;
        }
        SweepSpan taken = new SweepSpan();
        List<Long> chosen = new ArrayList<>();
        for (long free : free(dense, axes)) {
            if (chosen.size() < shape.laneBits() && taken.add(free)) {
                chosen.add(free);
            }
        }
        if (chosen.size() < shape.laneBits()) {
            return null;
        }
        for (long shift : dense.shifts()) {
            taken.add(shift);
            chosen.add(shift);
        }
        for (int i = 0; i < axes.dimension(); i++) {
            if (taken.add(axes.axis(i))) {
                chosen.add(axes.axis(i));
            }
        }
        return new SweepAxes(span, chosen.stream().mapToLong(v -> v).toArray());
    }

    /** Directions along which neither matrix bits nor controls change. */
    private static List<Long> free(SweepTerm.Dense dense, SweepAxes axes) {
        List<Long> free = new ArrayList<>();
        for (int i = 0; i < axes.dimension(); i++) {
            long direction = axes.axis(i);
            for (int b = 0; b < dense.shifts().length; b++) {
                if (SweepSpan.parity(axes.axis(i) & dense.parities()[b]) != 0) {
                    direction ^= dense.shifts()[b];
                }
            }
            if (direction != 0) {
                free.add(direction);
            }
        }
        for (long control : dense.controls()) {
            int pivot = -1;
            for (int i = 0; i < free.size(); i++) {
                if (SweepSpan.parity(free.get(i) & control) == 0) {
                    continue;
                }
                if (pivot < 0) {
                    pivot = i;
                } else {
                    free.set(i, free.get(i) ^ free.get(pivot));
                }
            }
            if (pivot >= 0) {
                free.remove(pivot);
            }
        }
        return free;
    }

    /** The stroke in coordinates that suit. */
    static SweepStroke stroke(int term, SweepTerm.Dense dense, SweepAxes axes, SweepShape shape, boolean direct) {
        int k = dense.shifts().length;
        int vectorBits = axes.dimension() - shape.laneBits();
        SweepSpan span = new SweepSpan();
        long[] shifts = new long[k];
        for (int i = 0; i < k; i++) {
            shifts[i] = axes.of(dense.shifts()[i]) >>> shape.laneBits();
            span.add(shifts[i]);
        }
        long[] complement = new long[vectorBits - k];
        int count = 0;
        for (int bit = 0; bit < vectorBits; bit++) {
            if (span.add(1L << bit)) {
                long direction = 1L << bit;
                for (int i = 0; i < k; i++) {
                    if ((axes.parity(dense.parities()[i]) >>> shape.laneBits() + bit & 1) != 0) {
                        direction ^= shifts[i];
                    }
                }
                complement[count++] = direction;
            }
        }
        SweepDraft.ascend(complement);
        long[] places = new long[1 << complement.length];
        int[] controlled = new int[places.length];
        for (int g = 0; g < places.length; g++) {
            long vector = combine(complement, g);
            places[g] = place(vector, axes, shape, direct);
            for (int c = 0; c < dense.controls().length; c++) {
                controlled[g] |= SweepSpan.parity(axes.parity(dense.controls()[c]) >>> shape.laneBits() & vector) << c;
            }
        }
        long[] offsets = new long[1 << k];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = place(combine(shifts, i), axes, shape, direct);
        }
        return new SweepStroke.Dense(term, places, controlled, offsets, dense.parities().clone(),
                dense.controls().clone());
    }

    /** The stroke for blocks too small. */
    static SweepStroke slow(int term, SweepTerm.Dense dense, SweepAxes axes) {
        int k = dense.shifts().length;
        long[] shifts = new long[k];
        long[] locals = new long[k + dense.controls().length];
        for (int i = 0; i < k; i++) {
            shifts[i] = axes.of(dense.shifts()[i]);
            locals[i] = axes.parity(dense.parities()[i]);
        }
        for (int c = 0; c < dense.controls().length; c++) {
            locals[k + c] = axes.parity(dense.controls()[c]);
        }
        return new SweepStroke.Slow(term, shifts, locals, dense.parities().clone(), dense.controls().clone());
    }

    private static long combine(long[] vectors, int which) {
        long out = 0;
        for (int b = which; b != 0; b &= b - 1) {
            out ^= vectors[Integer.numberOfTrailingZeros(b)];
        }
        return out;
    }

    private static long place(long vector, SweepAxes axes, SweepShape shape, boolean direct) {
        return direct ? shape.place(axes.at(vector << shape.laneBits())) : vector * shape.pair();
    }
}
