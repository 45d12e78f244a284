package org.ketwright.kernels;

import static org.ketwright.kernels.Lanes.BYTES;
import static org.ketwright.kernels.Lanes.ROW;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way back through a program. The state and one or more co-states, each a weighted sum of all observables times the
 * state, are taken back together; between them lie the gradients. For a run of 2 by 2 matrices state and co-state are met
 * once, which leaves the anti-Hermitian part of a 2 by 2 matrix for each lane; with it the run's single matrices are
 * undone, one derivative after the other, without touching the states again.
 */
final class LaneAdjoint {
    private static final long MATRIX = LaneBinding.COMPONENTS * BYTES;
    private static final long MOMENTS = 4 * BYTES;
    private static final int LINE = 64;

    private final LaneTile tile;
    private final LaneKernels kernels;
    private final LaneBinding binding;
    private final LaneReadout readout;
    private final double @Nullable [] cotangent;
    private final double[] angles;
    private final double @Nullable [] startGradient;
    private final int batch;
    private final int coStates;
    private final int firstNeeded;
    private final int[] gradientOf;
    private final double[] ones;
    private final double[] zeros;
    private final MemorySegment[] coState;
    private final MemorySegment[] gradient;
    private final MemorySegment[] moments;
    private final MemorySegment cotangents;
    private final MemorySegment adjoint;
    private final MemorySegment product;
    private final MemorySegment turned;

    /**
     * Prepares.
     *
     * @param tile the workspace
     * @param readout K outputs
     * @param cotangent weights {@code [k * B + sample]} of the outputs for one co-state, or null for a co-state for each
     *        output
     * @param slots the wanted slots
     * @param angles receives for co-state r and the j-th wanted slot {@code [(r * slots + j) * B + sample]}
     * @param start receives the gradient of the start amplitudes, or null
     * @param batch number of samples B
     */
    LaneAdjoint(LaneTile tile, LaneReadout readout, double @Nullable [] cotangent, int[] slots, double[] angles,
            double @Nullable [] start, int batch) {
        this.tile = tile;
        this.kernels = tile.kernels();
        this.binding = tile.binding();
        this.readout = readout;
        this.cotangent = cotangent;
        this.angles = angles;
        this.startGradient = start;
        this.batch = batch;
        this.coStates = cotangent == null ? readout.outputs() : 1;
        this.ones = new double[tile.blockSize()];
        Arrays.fill(ones, 1);
        this.zeros = new double[tile.blockSize()];
        int most = tile.capacity();
        Slices slices = new Slices();
        long cotangentsAt = slices.next((long) readout.width() * most * BYTES);
        long adjointAt = slices.next(MATRIX * most);
        long productAt = slices.next(MATRIX * most);
        long turnedAt = slices.next(MATRIX * most);
        long statesAt = slices.next(coStates * tile.step() * most);
        long momentsAt = slices.next(coStates * MOMENTS * most);
        long gradientBytes = (binding.gradients() + 1L) * most * BYTES;
        long gradientAt = slices.next(coStates * gradientBytes);
        // The workspace outlives this run and serves the next.
        MemorySegment memory = tile.lend(slices.end);
        this.cotangents = memory.asSlice(cotangentsAt);
        this.adjoint = memory.asSlice(adjointAt);
        this.product = memory.asSlice(productAt);
        this.turned = memory.asSlice(turnedAt);
        this.coState = each(memory.asSlice(statesAt), coStates, tile.step() * most);
        this.moments = each(memory.asSlice(momentsAt), coStates, MOMENTS * most);
        this.gradient = each(memory.asSlice(gradientAt), coStates, gradientBytes);
        List<LaneBinding.Bound> ops = binding.ops();
        int first = 0;
        if (start == null && !binding.startWanted()) {
            while (first < ops.size() && !ops.get(first).wanted()) {
                first++;
            }
        }
        this.firstNeeded = first;
        this.gradientOf = Arrays.stream(slots).map(binding::gradientOf).toArray();
    }

    /** Consecutive places, each at the start of a line of the cache. */
    private static final class Slices {
        private long end;

        long next(long bytes) {
            long at = end;
            end += (bytes + LINE - 1) / LINE * LINE;
            return at;
        }
    }

    private static MemorySegment[] each(MemorySegment memory, int count, long bytes) {
        MemorySegment[] out = new MemorySegment[count];
        Arrays.setAll(out, i -> memory.asSlice(i * bytes, bytes));
        return out;
    }

    /** Gradients of a block of samples whose states are at the end of the program. */
    void backward(int first, int count) {
        int tiles = tile.tiles();
        long gradientBytes = (binding.gradients() + 1L) * tiles * BYTES;
        for (int r = 0; r < coStates; r++) {
            gradient[r].asSlice(0, gradientBytes).fill((byte) 0);
            coState(r, first, count);
        }
        List<LaneBinding.Bound> ops = binding.ops();
        for (int i = ops.size() - 1; i >= firstNeeded; i--) {
            switch (ops.get(i)) {
                case LaneBinding.Pairs pairs -> undo(pairs);
                case LaneBinding.Phases phases -> undo(phases);
                case LaneBinding.Blocks blocks -> undo(blocks);
                case LaneBinding.Shuffle shuffle -> {
                    tile.gather(tile.state(), 0, shuffle.back());
                    for (MemorySegment each : coState) {
                        tile.gather(each, 0, shuffle.back());
                    }
                }
            }
        }
        if (binding.startWanted()) {
            undoStart();
        }
        for (int r = 0; r < coStates; r++) {
            deliver(r, first, count);
        }
    }

    private void coState(int r, int first, int count) {
        double[] weights = cotangent;
        for (int k = 0; k < readout.outputs(); k++) {
            long to = k * (long) tile.tiles() * BYTES;
            if (weights == null) {
                tile.load(cotangents, to, BYTES, k == r ? ones : zeros, 0, count);
            } else {
                tile.load(cotangents, to, BYTES, weights, k * batch + first, count);
            }
        }
        kernels.coState(tile.state(), coState[r], tile.step(), tile.tiles(), tile.rows(), readout.weights(),
                readout.width(), readout.outputs(), cotangents);
        for (LaneReadout.Cross cross : readout.crosses()) {
            kernels.coCross(tile.state(), coState[r], tile.step(), tile.tiles(), cross.rows(), cross.weights(),
                    cotangents, cross.output());
        }
    }

    // --- runs

    private void undo(LaneBinding.Pairs pairs) {
        RowGroups groups = pairs.rows();
        int tiles = tile.tiles();
        long step = tile.step();
        kernels.adjoint(tile.matrices(), tile.matrixAt(pairs), LaneTile.matrixStep(pairs), tiles, adjoint, 0, MATRIX);
        for (int from = 0; from < groups.count(); from += groups.chunk(from)) {
            int[] rows = groups.rows(from);
            int count = groups.chunk(from);
            if (pairs.wanted() && !pairs.real()) {
                // The last co-state takes the state along.
                for (int r = 0; r + 1 < coStates; r++) {
                    kernels.undoCoPairs(tile.state(), coState[r], step, tiles, rows, count, adjoint, MATRIX,
                            moments[r], from > 0);
                }
                kernels.undoPairs(tile.state(), coState[coStates - 1], step, tiles, rows, count, adjoint, MATRIX,
                        moments[coStates - 1], from > 0);
                continue;
            }
            for (int r = 0; pairs.wanted() && r < coStates; r++) {
                kernels.moments(tile.state(), coState[r], step, tiles, rows, count, moments[r], from > 0);
            }
            undo(pairs, tile.state(), rows, count);
            for (MemorySegment each : coState) {
                undo(pairs, each, rows, count);
            }
        }
        if (pairs.wanted()) {
            differentiate(pairs);
        }
    }

    private void undo(LaneBinding.Pairs pairs, MemorySegment states, int[] rows, int count) {
        if (pairs.real()) {
            kernels.realPairs(states, 0, tile.step(), tile.tiles(), rows, count, adjoint, 0, MATRIX);
        } else {
            kernels.pairs(states, 0, tile.step(), tile.tiles(), rows, count, adjoint, 0, MATRIX);
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
            for (int r = 0; r < coStates; r++) {
                switch (factor.kind()) {
                    case DIAGONAL -> kernels.backDiagonal(moments[r], tiles, m, 0, slope, MATRIX, gradient[r], to);
                    case REAL -> kernels.backReal(moments[r], tiles, m, 0, slope, MATRIX, gradient[r], to);
                    case GENERAL -> backGeneral(r, m, slope, to);
                }
            }
        }
    }

    private void backGeneral(int r, MemorySegment m, long slope, long to) {
        int tiles = tile.tiles();
        kernels.adjoint(m, 0, MATRIX, tiles, adjoint, 0, MATRIX);
        kernels.unfold(moments[r], tiles, product, 0, MATRIX);
        kernels.multiply(product, 0, MATRIX, tiles, 2, adjoint, 0, MATRIX);
        kernels.trace(product, 0, m, slope, MATRIX, tiles, gradient[r], to);
        MemorySegment.copy(m, 0, turned, 0, MATRIX * tiles);
        kernels.multiply(turned, 0, MATRIX, tiles, 2, product, 0, MATRIX);
        kernels.fold(turned, 0, MATRIX, tiles, moments[r]);
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
            for (int r = 0; r < coStates; r++) {
                kernels.imaginaries(tile.state(), coState[r], tile.step(), tiles, tile.rows(), imaginary);
                for (LaneBinding.Phase phase : phases.lanes()) {
                    if (phase.factor().wanted() >= 0) {
                        differentiate(r, phase, imaginary);
                    }
                }
            }
        }
        undo(phases, tile.state());
        for (MemorySegment each : coState) {
            undo(phases, each);
        }
    }

    private void undo(LaneBinding.Phases phases, MemorySegment states) {
        Numbers conjugate = phases.conjugate();
        if (conjugate != null) {
            kernels.table(states, 0, tile.step(), tile.tiles(), tile.rows(), conjugate);
        }
        for (LaneBinding.Phase phase : phases.lanes()) {
            if (phase.applied()) {
                tile.scale(states, 0, phase, true);
            }
        }
    }

    private void differentiate(int r, LaneBinding.Phase phase, MemorySegment imaginary) {
        int classes = phase.rows().length;
        long distance = (long) classes * ROW;
        long second = tile.secondTemporary();
        LaneBinding.Factor factor = phase.factor();
        tile.evaluate(factor, factor.numbers(), 2 * classes, tile.temporary(), 0, distance);
        tile.evaluate(factor, factor.derivative(), 2 * classes, tile.temporary(), second, distance);
        for (int c = 0; c < classes; c++) {
            kernels.phaseDerivative(imaginary, tile.tiles(), tile.rows(), phase.rows()[c], tile.temporary(),
                    c * ROW, second + c * ROW, distance, gradient[r], gradientAt(factor.wanted()));
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
        for (MemorySegment each : coState) {
            tile.apply(each, 0, blocks, blocks.adjoint());
        }
    }

    /** The derivative acts on the groups' rows; other rows do not depend on the angle. */
    private void derivativeOfBlocks(LaneBinding.Blocks blocks, MemorySegment moved, long bytes) {
        MemorySegment.copy(tile.state(), 0, moved, 0, bytes);
        tile.apply(moved, 0, blocks, blocks.factor().derivative());
        RowGroups groups = blocks.rows();
        for (int from = 0; from < groups.count(); from += groups.chunk(from)) {
            for (int r = 0; r < coStates; r++) {
                kernels.dotDerivative(coState[r], moved, tile.step(), tile.tiles(), groups.rows(from),
                        groups.chunk(from) * groups.size(), gradient[r], gradientAt(blocks.factor().wanted()));
            }
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
            for (int r = 0; pairs != null && pairs.wanted() && r < coStates; r++) {
                kernels.productMoments(prefixes, coState[r], tile.step(), tiles, bit, tile.matrices(),
                        tile.matrixAt(pairs), LaneTile.matrixStep(pairs), moments[r]);
            }
            if (pairs != null && pairs.wanted()) {
                differentiate(pairs);
            }
            for (MemorySegment each : coState) {
                kernels.contract(each, tile.step(), tiles, bit, tile.matrices(), tile.matrixAt(pairs),
                        LaneTile.matrixStep(pairs));
            }
        }
    }

    // --- results

    private void deliver(int r, int first, int count) {
        for (int j = 0; j < gradientOf.length; j++) {
            tile.store(gradient[r], gradientAt(gradientOf[j]), BYTES, angles, (r * gradientOf.length + j) * batch
                    + first, count);
        }
        double[] to = startGradient;
        if (to != null) {
            for (int row = 0; row < tile.rows(); row++) {
                int at = row * batch + first;
                tile.store(coState[r], row * ROW, tile.step(), to, at, count);
                for (int i = at; i < at + count; i++) {
                    to[i] *= 2;
                }
            }
        }
    }
}
