package org.ketwright.kernels;

import static org.ketwright.kernels.Lanes.BYTES;
import static org.ketwright.kernels.Lanes.ROW;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way back through a program. State and co-state, the weighted sum of all observables times the state, are taken
 * back together; between them lie the gradients. For a run of 2 by 2 matrices the two are met once, which leaves the
 * anti-Hermitian part of a 2 by 2 matrix for each lane; with it the run's single matrices are undone, one derivative
 * after the other, without touching the states again.
 */
final class LaneAdjoint {
    private static final long MATRIX = LaneBinding.COMPONENTS * BYTES;
    private static final long MOMENTS = 4 * BYTES;

    private final LaneTile tile;
    private final LaneKernels kernels;
    private final LaneBinding binding;
    private final LaneReadout readout;
    private final double[] cotangent;
    private final GradientSink sink;
    private final int batch;
    private final int firstNeeded;
    private final int[] gradientOf;
    private MemorySegment coState = MemorySegment.NULL;
    private MemorySegment cotangents = MemorySegment.NULL;
    private MemorySegment gradient = MemorySegment.NULL;
    private MemorySegment moments = MemorySegment.NULL;
    private MemorySegment adjoint = MemorySegment.NULL;
    private MemorySegment product = MemorySegment.NULL;

    LaneAdjoint(LaneTile tile, LaneReadout readout, double[] cotangent, GradientSink sink, int batch) {
        this.tile = tile;
        this.kernels = tile.kernels();
        this.binding = tile.binding();
        this.readout = readout;
        this.cotangent = cotangent;
        this.sink = sink;
        this.batch = batch;
        List<LaneBinding.Bound> ops = binding.ops();
        int first = 0;
        if (sink.startReal() == null && !binding.startWanted()) {
            while (first < ops.size() && !ops.get(first).wanted()) {
                first++;
            }
        }
        this.firstNeeded = first;
        this.gradientOf = java.util.Arrays.stream(sink.slots()).map(binding::gradientOf).toArray();
    }

    /** Gradients of a block of samples whose states are at the end of the program. */
    void backward(int first, int count) {
        int tiles = tile.tiles();
        coState = tile.atLeast(tile.step() * tiles, coState);
        cotangents = tile.atLeast((long) readout.width() * tiles * BYTES, cotangents);
        moments = tile.atLeast(MOMENTS * tiles, moments);
        adjoint = tile.atLeast(MATRIX * tiles, adjoint);
        product = tile.atLeast(MATRIX * tiles, product);
        long gradientBytes = (binding.gradients() + 1L) * tiles * BYTES;
        gradient = tile.atLeast(gradientBytes, gradient);
        gradient.asSlice(0, gradientBytes).fill((byte) 0);
        coState(first, count);
        List<LaneBinding.Bound> ops = binding.ops();
        for (int i = ops.size() - 1; i >= firstNeeded; i--) {
            switch (ops.get(i)) {
                case LaneBinding.Pairs pairs -> undo(pairs);
                case LaneBinding.Phases phases -> undo(phases);
                case LaneBinding.Blocks blocks -> undo(blocks);
                case LaneBinding.Shuffle shuffle -> {
                    tile.gather(tile.state(), 0, shuffle.back());
                    tile.gather(coState, 0, shuffle.back());
                }
            }
        }
        if (binding.startWanted()) {
            undoStart();
        }
        deliver(first, count);
    }

    private void coState(int first, int count) {
        for (int k = 0; k < readout.outputs(); k++) {
            tile.load(cotangents, k * (long) tile.tiles() * BYTES, BYTES, cotangent, k * batch + first, count);
        }
        kernels.coState(tile.state(), coState, tile.step(), tile.tiles(), tile.rows(), readout.weights(),
                readout.width(), readout.outputs(), cotangents);
        for (LaneReadout.Cross cross : readout.crosses()) {
            kernels.coCross(tile.state(), coState, tile.step(), tile.tiles(), cross.rows(), cross.weights(),
                    cotangents, cross.output());
        }
    }

    // --- runs

    private void undo(LaneBinding.Pairs pairs) {
        RowGroups groups = pairs.rows();
        int tiles = tile.tiles();
        kernels.adjoint(tile.matrices(), tile.matrixAt(pairs), LaneTile.matrixStep(pairs), tiles, adjoint, 0, MATRIX);
        for (int from = 0; from < groups.count(); from += groups.chunk(from)) {
            int[] rows = groups.rows(from);
            int count = groups.chunk(from);
            if (pairs.wanted()) {
                kernels.moments(tile.state(), coState, tile.step(), tiles, rows, count, moments, from > 0);
            }
            if (pairs.real()) {
                kernels.realPairs(tile.state(), 0, tile.step(), tiles, rows, count, adjoint, 0, MATRIX);
                kernels.realPairs(coState, 0, tile.step(), tiles, rows, count, adjoint, 0, MATRIX);
            } else {
                kernels.pairs(tile.state(), 0, tile.step(), tiles, rows, count, adjoint, 0, MATRIX);
                kernels.pairs(coState, 0, tile.step(), tiles, rows, count, adjoint, 0, MATRIX);
            }
        }
        if (pairs.wanted()) {
            differentiate(pairs);
        }
    }

    /** Goes back through the matrices of a run by their moments. */
    private void differentiate(LaneBinding.Pairs pairs) {
        List<LaneBinding.Factor> factors = pairs.factors();
        int last = 0;
        while (factors.get(last).wanted() < 0) {
            last++;
        }
        int tiles = tile.tiles();
        MemorySegment m = tile.temporary();
        long slope = tile.secondTemporary();
        for (int i = factors.size() - 1; i >= last; i--) {
            LaneBinding.Factor factor = factors.get(i);
            // What is not wanted goes to a place that nobody reads.
            long to = gradientAt(factor.wanted() >= 0 ? factor.wanted() : binding.gradients());
            tile.evaluate(factor, factor.numbers(), LaneBinding.COMPONENTS, m, 0, MATRIX);
            if (factor.wanted() >= 0) {
                tile.evaluate(factor, factor.derivative(), LaneBinding.COMPONENTS, m, slope, MATRIX);
            }
            switch (factor.kind()) {
                case DIAGONAL -> kernels.backDiagonal(moments, tiles, m, 0, slope, MATRIX, gradient, to);
                case REAL -> kernels.backReal(moments, tiles, m, 0, slope, MATRIX, gradient, to);
                case GENERAL -> backGeneral(m, slope, to);
            }
        }
    }

    private void backGeneral(MemorySegment m, long slope, long to) {
        int tiles = tile.tiles();
        kernels.adjoint(m, 0, MATRIX, tiles, adjoint, 0, MATRIX);
        kernels.unfold(moments, tiles, product, 0, MATRIX);
        kernels.multiply(product, 0, MATRIX, tiles, 2, adjoint, 0, MATRIX);
        kernels.trace(product, 0, m, slope, MATRIX, tiles, gradient, to);
        kernels.multiply(m, 0, MATRIX, tiles, 2, product, 0, MATRIX);
        kernels.fold(m, 0, MATRIX, tiles, moments);
    }

    private long gradientAt(int index) {
        return (long) index * tile.tiles() * BYTES;
    }

    // --- factors of rows

    private void undo(LaneBinding.Phases phases) {
        if (phases.wanted()) {
            int tiles = tile.tiles();
            // The factors have modulus one, so state times conjugate co-state is the same before and after.
            MemorySegment imaginary = tile.scratch((long) tile.rows() * tiles * BYTES);
            kernels.imaginaries(tile.state(), coState, tile.step(), tiles, tile.rows(), imaginary);
            for (LaneBinding.Phase phase : phases.lanes()) {
                if (phase.factor().wanted() >= 0) {
                    differentiate(phase, imaginary);
                }
            }
        }
        for (MemorySegment each : List.of(tile.state(), coState)) {
            Numbers conjugate = phases.conjugate();
            if (conjugate != null) {
                kernels.table(each, 0, tile.step(), tile.tiles(), tile.rows(), conjugate);
            }
            for (LaneBinding.Phase phase : phases.lanes()) {
                if (phase.applied()) {
                    tile.scale(each, 0, phase, true);
                }
            }
        }
    }

    private void differentiate(LaneBinding.Phase phase, MemorySegment imaginary) {
        int classes = phase.rows().length;
        long distance = (long) classes * ROW;
        long second = tile.secondTemporary();
        LaneBinding.Factor factor = phase.factor();
        tile.evaluate(factor, factor.numbers(), 2 * classes, tile.temporary(), 0, distance);
        tile.evaluate(factor, factor.derivative(), 2 * classes, tile.temporary(), second, distance);
        for (int c = 0; c < classes; c++) {
            kernels.phaseDerivative(imaginary, tile.tiles(), tile.rows(), phase.rows()[c], tile.temporary(),
                    c * ROW, second + c * ROW, distance, gradient, gradientAt(factor.wanted()));
        }
    }

    // --- larger matrices

    private void undo(LaneBinding.Blocks blocks) {
        tile.apply(tile.state(), 0, blocks, blocks.adjoint());
        if (blocks.wanted()) {
            long bytes = tile.step() * tile.tiles();
            long spare = blocks.rows().size() * ROW;
            MemorySegment moved = tile.scratch(bytes + spare).asSlice(spare, bytes);
            derivativeOfBlocks(blocks, moved, bytes);
        }
        tile.apply(coState, 0, blocks, blocks.adjoint());
    }

    /** The derivative acts on the groups' rows; other rows do not depend on the angle. */
    private void derivativeOfBlocks(LaneBinding.Blocks blocks, MemorySegment moved, long bytes) {
        MemorySegment.copy(tile.state(), 0, moved, 0, bytes);
        tile.apply(moved, 0, blocks, blocks.factor().derivative());
        RowGroups groups = blocks.rows();
        for (int from = 0; from < groups.count(); from += groups.chunk(from)) {
            kernels.dotDerivative(coState, moved, tile.step(), tile.tiles(), groups.rows(from),
                    groups.chunk(from) * groups.size(), gradient, gradientAt(blocks.factor().wanted()));
        }
    }

    // --- the start

    /**
     * The start is a tensor product, so the gradient at a bit needs the co-state contracted with the other bits'
     * vectors: those of higher bits are taken off one after the other, those of lower bits are a smaller product.
     */
    private void undoStart() {
        LaneBinding.@Nullable Pairs[] start = java.util.Objects.requireNonNull(binding.start());
        MemorySegment prefixes = tile.state();
        int tiles = tile.tiles();
        kernels.one(prefixes, ROW, tile.step(), tiles);
        for (int bit = 0; bit + 1 < start.length; bit++) {
            kernels.grow(prefixes, tile.step(), tiles, bit, 1 << bit, 2 << bit, tile.matrices(),
                    tile.matrixAt(start[bit]), LaneTile.matrixStep(start[bit]));
        }
        for (int bit = start.length - 1; bit >= 0; bit--) {
            LaneBinding.Pairs pairs = start[bit];
            if (pairs != null && pairs.wanted()) {
                kernels.productMoments(prefixes, coState, tile.step(), tiles, bit, tile.matrices(),
                        tile.matrixAt(pairs), LaneTile.matrixStep(pairs), moments);
                differentiate(pairs);
            }
            kernels.contract(coState, tile.step(), tiles, bit, tile.matrices(), tile.matrixAt(pairs),
                    LaneTile.matrixStep(pairs));
        }
    }

    // --- results

    private void deliver(int first, int count) {
        for (int j = 0; j < gradientOf.length; j++) {
            tile.store(gradient, gradientAt(gradientOf[j]), BYTES, sink.angles(), j * batch + first, count);
        }
        double[] start = sink.startReal();
        if (start != null) {
            for (int row = 0; row < tile.rows(); row++) {
                int to = row * batch + first;
                tile.store(coState, row * ROW, tile.step(), start, to, count);
                for (int i = to; i < to + count; i++) {
                    start[i] *= 2;
                }
            }
        }
    }
}
