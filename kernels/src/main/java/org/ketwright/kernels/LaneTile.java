package org.ketwright.kernels;

import static org.ketwright.kernels.Lanes.BYTES;
import static org.ketwright.kernels.Lanes.ROW;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The workspace of one worker: a few tiles, each the states of as many samples as a vector has lanes, which go through
 * the whole program while they lie in the cache. Used by one thread at a time, reused from run to run.
 */
final class LaneTile {
    /** Bytes of state that the tiles of a workspace share, as far as one tile leaves room for more. */
    private static final int CACHE = 1 << 14;

    private static final int MOST_TILES = 16;
    private static final long MATRIX = LaneBinding.COMPONENTS * BYTES;

    private final LaneProgram program;
    private final Precision precision;
    private final LaneKernels kernels;
    private final int lanes;
    private final int capacity;
    private final long step;
    private final Arena arena = Arena.ofAuto();
    private final Numbers stage;
    private MemorySegment own = MemorySegment.NULL;
    private MemorySegment matrices = MemorySegment.NULL;
    private MemorySegment temporary = MemorySegment.NULL;
    private MemorySegment scratch = MemorySegment.NULL;
    private MemorySegment outputs = MemorySegment.NULL;
    private MemorySegment lent = MemorySegment.NULL;
    private final LaneAngles angles;

    // Of the current run.
    private @Nullable LaneBinding binding;
    private @Nullable Samples samples;

    // Of the current block.
    private MemorySegment state = MemorySegment.NULL;
    private long at;
    private int tiles;

    LaneTile(LaneProgram program, Precision precision) {
        this.program = program;
        this.precision = precision;
        this.kernels = LaneKernels.of(precision);
        this.lanes = Lanes.count(precision);
        this.step = program.rows() * ROW;
        this.capacity = capacity(program.bits());
        this.stage = Numbers.room(precision, capacity * lanes);
        this.angles = new LaneAngles(precision);
    }

    /** Tiles that go through a program together. */
    static int capacity(int bits) {
        return Math.clamp(CACHE / (ROW << bits), 1, MOST_TILES);
    }

    /** A workspace not in use, or a new one. */
    static LaneTile take(LaneProgram program, Precision precision) {
        LaneTile tile = program.spare(precision).poll();
        return tile != null ? tile : new LaneTile(program, precision);
    }

    /** Ends a run; the workspace may be used again. */
    void giveBack() {
        binding = null;
        samples = null;
        program.spare(precision).add(this);
    }

    LaneKernels kernels() {
        return kernels;
    }

    long step() {
        return step;
    }

    int tiles() {
        return tiles;
    }

    int rows() {
        return program.rows();
    }

    LaneBinding binding() {
        return java.util.Objects.requireNonNull(binding);
    }

    MemorySegment state() {
        return state;
    }

    /** Samples that go through the program together. */
    int blockSize() {
        return capacity * lanes;
    }

    /** Most tiles that go through the program together. */
    int capacity() {
        return capacity;
    }

    /** Memory for what else a run needs; the same memory for every run, with whatever the last one left in it. */
    MemorySegment lend(long bytes) {
        lent = atLeast(bytes, lent);
        return lent;
    }

    /** The segment if it is large enough, else a larger one. */
    private MemorySegment atLeast(long bytes, MemorySegment segment) {
        return segment.byteSize() >= bytes ? segment : arena.allocate(bytes, 64);
    }

    // --- a run

    /** Begins a run. */
    void bind(LaneBinding run, Samples batch) {
        binding = run;
        samples = batch;
        matrices = atLeast((run.shared() + 1L + (long) run.laneMatrices() * capacity) * MATRIX, matrices);
        temporary = atLeast(2L * run.largest() * BYTES * capacity, temporary);
        angles.bind(run.trigs(), blockSize());
        LaneBinding.@Nullable Pairs @Nullable [] start = run.start();
        if (start != null) {
            for (LaneBinding.Pairs pairs : start) {
                bindShared(pairs);
            }
        }
        for (LaneBinding.Bound op : run.ops()) {
            if (op instanceof LaneBinding.Pairs pairs) {
                bindShared(pairs);
            }
        }
        kernels.constant(matrices, identityAt(), 0, 1, Numbers.of(precision, new double[] {1, 0, 0, 0, 0, 0, 1, 0}),
                LaneBinding.COMPONENTS);
    }

    private void bindShared(LaneBinding.@Nullable Pairs pairs) {
        Numbers product = pairs == null ? null : pairs.product();
        if (pairs != null && product != null) {
            kernels.constant(matrices, matrixAt(pairs), 0, 1, product, LaneBinding.COMPONENTS);
        }
    }

    private long identityAt() {
        return binding().shared() * MATRIX;
    }

    MemorySegment matrices() {
        return matrices;
    }

    /** Where the matrix of a run lies; the identity for none. */
    long matrixAt(LaneBinding.@Nullable Pairs pairs) {
        if (pairs == null) {
            return identityAt();
        }
        return pairs.lane()
                ? identityAt() + MATRIX + (long) pairs.place() * capacity * MATRIX
                : (long) pairs.place() * MATRIX;
    }

    /** Distance of a run's matrices of neighboring tiles. */
    static long matrixStep(LaneBinding.@Nullable Pairs pairs) {
        return pairs != null && pairs.lane() ? MATRIX : 0;
    }

    // --- a block of samples

    /** Takes some samples from the start through all operations. */
    void forward(int first, int count) {
        own = atLeast(step * capacity, own);
        place(own, 0, first, count);
        start(first, count);
        operate();
    }

    /** Takes states that lie elsewhere through all operations, in place. */
    void forward(MemorySegment states, long offset, int first, int count) {
        place(states, offset, first, count);
        operate();
    }

    private void place(MemorySegment states, long offset, int first, int count) {
        state = states;
        at = offset;
        tiles = (count + lanes - 1) / lanes;
        angles.compute(binding().angles(), java.util.Objects.requireNonNull(samples), first, count, tiles * lanes);
        LaneBinding.@Nullable Pairs @Nullable [] start = binding().start();
        if (start != null) {
            for (LaneBinding.Pairs pairs : start) {
                if (pairs != null && pairs.lane()) {
                    assemble(pairs, 1);
                }
            }
        }
        for (LaneBinding.Bound op : binding().ops()) {
            if (op instanceof LaneBinding.Pairs pairs && pairs.lane()) {
                assemble(pairs, 2);
            }
        }
    }

    private int trigAt(LaneBinding.Factor factor) {
        return angles.at(factor.trig());
    }

    /** Multiplies the matrices of a run for each lane; the start needs their first column only. */
    private void assemble(LaneBinding.Pairs pairs, int columns) {
        long to = matrixAt(pairs);
        boolean first = true;
        for (LaneBinding.Factor factor : pairs.factors()) {
            if (first) {
                evaluate(factor, factor.numbers(), 4 * columns, matrices, to, MATRIX);
                first = false;
            } else if (factor.isPlain()) {
                kernels.multiplyConstant(matrices, to, MATRIX, tiles, columns, factor.numbers());
            } else {
                switch (factor.kind()) {
                    case DIAGONAL -> kernels.multiplyDiagonal(matrices, to, MATRIX, tiles, columns, factor.numbers(),
                            angles.cosine(), angles.sine(), trigAt(factor));
                    case REAL -> kernels.multiplyReal(matrices, to, MATRIX, tiles, columns, factor.numbers(), angles
                            .cosine(),
                            angles.sine(), trigAt(factor));
                    case GENERAL -> {
                        evaluate(factor, factor.numbers(), LaneBinding.COMPONENTS, temporary, 0, MATRIX);
                        kernels.multiply(matrices, to, MATRIX, tiles, columns, temporary, 0, MATRIX);
                    }
                }
            }
        }
    }

    /** Writes the numbers of a factor, or of its derivative, for each lane. */
    void evaluate(LaneBinding.Factor factor, Numbers numbers, int components, MemorySegment to, long offset,
            long distance) {
        if (factor.isPlain()) {
            kernels.constant(to, offset, distance, tiles, numbers, components);
        } else {
            kernels.family(to, offset, distance, tiles, numbers, components, angles.cosine(), angles.sine(), trigAt(
                    factor));
        }
    }

    /** Memory for numbers of one matrix or set of factors. */
    MemorySegment temporary() {
        return temporary;
    }

    /** Where a second one fits. */
    long secondTemporary() {
        return (long) binding().largest() * BYTES * capacity;
    }

    private void start(int first, int count) {
        LaneBinding.@Nullable Pairs @Nullable [] start = binding().start();
        if (start != null) {
            kernels.one(state, 0, step, tiles);
            for (int bit = 0; bit < start.length; bit++) {
                kernels.grow(state, step, tiles, bit, 0, 0, matrices, matrixAt(start[bit]), matrixStep(start[bit]));
            }
            return;
        }
        Samples batch = java.util.Objects.requireNonNull(samples);
        loadStart(0, batch.startReal(), batch.count(), first, count);
        loadStart(1, batch.startImaginary(), batch.count(), first, count);
    }

    private void loadStart(int part, double @Nullable [] values, int batch, int first, int count) {
        stage.fill(0, tiles * lanes, 0);
        for (int row = 0; row < rows(); row++) {
            if (values != null) {
                stage.set(0, values, row * batch + first, count);
            } else if (part == 0) {
                stage.fill(0, count, row == 0 ? 1 : 0);
            }
            kernels.fromArray(state, row * ROW + part * BYTES, step, tiles, stage);
        }
    }

    private void operate() {
        for (LaneBinding.Bound op : binding().ops()) {
            switch (op) {
                case LaneBinding.Pairs pairs -> apply(pairs);
                case LaneBinding.Phases phases -> apply(phases);
                case LaneBinding.Blocks blocks -> apply(state, at, blocks, blocks.factor().numbers());
                case LaneBinding.Shuffle shuffle -> gather(state, at, shuffle.source());
            }
        }
    }

    private void apply(LaneBinding.Pairs pairs) {
        RowGroups groups = pairs.rows();
        for (int from = 0; from < groups.count(); from += groups.chunk(from)) {
            if (pairs.real()) {
                kernels.realPairs(state, at, step, tiles, groups.rows(from), groups.chunk(from), matrices,
                        matrixAt(pairs), matrixStep(pairs));
            } else {
                kernels.pairs(state, at, step, tiles, groups.rows(from), groups.chunk(from), matrices,
                        matrixAt(pairs), matrixStep(pairs));
            }
        }
    }

    private void apply(LaneBinding.Phases phases) {
        Numbers table = phases.table();
        if (table != null) {
            kernels.table(state, at, step, tiles, rows(), table);
        }
        for (LaneBinding.Phase phase : phases.lanes()) {
            if (phase.applied()) {
                scale(state, at, phase, false);
            }
        }
    }

    /** Multiplies rows by the factors of their class. */
    void scale(MemorySegment rows, long offset, LaneBinding.Phase phase, boolean conjugate) {
        int classes = phase.rows().length;
        long distance = (long) classes * ROW;
        evaluate(phase.factor(), phase.factor().numbers(), 2 * classes, temporary, 0, distance);
        for (int c = 0; c < classes; c++) {
            kernels.scale(rows, offset, step, tiles, phase.rows()[c], temporary, c * ROW, distance, conjugate);
        }
    }

    /** Multiplies groups of rows by a matrix: a block's own, its adjoint or its derivative. */
    void apply(MemorySegment rows, long offset, LaneBinding.Blocks blocks, Numbers matrix) {
        RowGroups groups = blocks.rows();
        int size = groups.size();
        MemorySegment spare = scratch(size * ROW);
        long distance = (long) size * size * ROW;
        if (!blocks.factor().isPlain()) {
            evaluate(blocks.factor(), matrix, 2 * size * size, temporary, 0, distance);
        }
        for (int from = 0; from < groups.count(); from += groups.chunk(from)) {
            if (blocks.factor().isPlain()) {
                kernels.block(rows, offset, step, tiles, groups.rows(from), groups.chunk(from), size, matrix,
                        blocks.real(), spare);
            } else {
                kernels.laneBlock(rows, offset, step, tiles, groups.rows(from), groups.chunk(from), size, temporary,
                        distance, spare);
            }
        }
    }

    void gather(MemorySegment rows, long offset, int[] source) {
        MemorySegment spare = scratch(step * tiles);
        kernels.gather(rows, offset, step, tiles, source, spare);
        MemorySegment.copy(spare, 0, rows, offset, step * tiles);
    }

    MemorySegment scratch(long bytes) {
        scratch = atLeast(bytes, scratch);
        return scratch;
    }

    // --- reading

    /** Writes the outputs of the block's states to {@code out[k * batch + first ...]}. */
    void read(LaneReadout readout, double[] out, int batch, int first, int count) {
        outputs = atLeast((long) readout.width() * tiles * BYTES, outputs);
        readout.sum(kernels, state, at, step, tiles, outputs);
        for (int k = 0; k < readout.outputs(); k++) {
            store(outputs, k * (long) tiles * BYTES, BYTES, out, k * batch + first, count);
        }
    }

    /** Copies numbers of the block's samples to an array. */
    void store(MemorySegment from, long offset, long distance, double[] out, int to, int count) {
        kernels.toArray(from, offset, distance, tiles, stage);
        stage.get(0, out, to, count);
    }

    /** Copies numbers of the block's samples from an array; lanes without a sample get zero. */
    void load(MemorySegment to, long offset, long distance, double[] values, int from, int count) {
        stage.fill(count, tiles * lanes, 0);
        stage.set(0, values, from, count);
        kernels.fromArray(to, offset, distance, tiles, stage);
    }
}
