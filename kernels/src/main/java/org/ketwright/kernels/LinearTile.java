package org.ketwright.kernels;

import static org.ketwright.kernels.Lanes.BYTES;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The workspace of one worker for real vectors: a few tiles whose rows go through a whole program, and back, while they
 * lie in the cache. The states of all tiles take a slot; what an operation reads and writes are different slots. Used by
 * one thread at a time, reused from run to run.
 */
final class LinearTile {
    private static final int SUMS = 3;

    private final LinearProgram program;
    private final Precision precision;
    private final LinearKernels kernels;
    private final LaneKernels families;
    private final int capacity;
    private final long step;
    private final Arena arena = Arena.ofAuto();
    private final LaneAngles trigs;
    private MemorySegment states = MemorySegment.NULL;
    private MemorySegment coStates = MemorySegment.NULL;
    private MemorySegment matrices = MemorySegment.NULL;
    private MemorySegment temporary = MemorySegment.NULL;
    private MemorySegment moments = MemorySegment.NULL;
    private MemorySegment gradients = MemorySegment.NULL;
    private int tiles = 1;
    private int coSlot;
    private @Nullable LinearBinding binding;

    LinearTile(LinearProgram program, Precision precision, int capacity) {
        this.program = program;
        this.precision = precision;
        this.capacity = capacity;
        this.kernels = LinearKernels.of(precision);
        this.families = LaneKernels.of(precision);
        this.step = program.rows() * BYTES;
        this.trigs = new LaneAngles(precision);
    }

    /** A workspace not in use, or a new one; in a program each has the same capacity. */
    static LinearTile take(LinearProgram program, Precision precision, int capacity) {
        LinearTile tile = program.spare(precision).poll();
        return tile != null ? tile : new LinearTile(program, precision, capacity);
    }

    /** Ends a run; the workspace may be used again. */
    void giveBack() {
        binding = null;
        program.spare(precision).add(this);
    }

    /** The segment if it is large enough, else a larger one. */
    private MemorySegment atLeast(long bytes, MemorySegment segment) {
        return segment.byteSize() >= bytes ? segment : arena.allocate(bytes, 64);
    }

    LinearBinding binding() {
        return Objects.requireNonNull(binding);
    }

    int tiles() {
        return tiles;
    }

    /** Distance of neighboring tiles of a slot. */
    long step() {
        return step;
    }

    long slot(int slot) {
        return states.address() + slot * step * capacity;
    }

    /** The states of a slot as a segment. */
    MemorySegment states(int slot) {
        return states.asSlice(slot * step * capacity, step * capacity);
    }

    // --- a run

    /**
     * Begins a run.
     *
     * @param run the numbers
     * @param slots number of slots needed
     * @param back whether it goes back as well
     */
    void bind(LinearBinding run, int slots, boolean back) {
        binding = run;
        states = atLeast(slots * step * capacity, states);
        matrices = atLeast(Math.max(1, run.laneEntries()) * BYTES * capacity, matrices);
        temporary = atLeast(4L * temporaryStep() * capacity, temporary);
        if (back) {
            coStates = atLeast(2 * step * capacity, coStates);
            moments = atLeast(temporaryStep() * capacity, moments);
            gradients = atLeast(Math.max(1, run.gradients()) * BYTES * capacity, gradients);
        }
        trigs.bind(run.trigs(), capacity * Lanes.count(precision));
    }

    private long temporaryStep() {
        return Math.max(SUMS, binding().largest()) * BYTES;
    }

    private long temporary(int which) {
        return temporary.address() + which * temporaryStep() * capacity;
    }

    private long matrixStep() {
        return binding().laneEntries() * BYTES;
    }

    // --- a block of samples

    /** Computes the matrices of some samples. */
    void place(Samples samples, int first, int count) {
        int lanes = Lanes.count(precision);
        tiles = (count + lanes - 1) / lanes;
        trigs.compute(binding().angles(), samples, first, count, tiles * lanes);
        for (LinearBinding.Bound op : binding().ops()) {
            if (op.factors().size() == 1) {
                LinearBinding.Factor factor = op.factors().getFirst();
                families.family(matrices, op.place() * BYTES, matrixStep(), tiles, factor.parts(),
                        op.op().entries().length, trigs.cosine(), trigs.sine(), trigs.at(factor.trig()));
            } else if (op.factors().size() > 1) {
                kernels.pick(op.op().entries(), multiply(op.op(), op.factors()), temporaryStep(),
                        matrices.address() + op.place() * BYTES, matrixStep(), tiles);
            }
        }
    }

    /** Without samples: all matrices are the same in all lanes. */
    void placeOne() {
        tiles = 1;
        trigs.compute(binding().angles(), Samples.plain(1), 0, 0, Lanes.count(precision));
    }

    /** The product of some factors; returns where it is. */
    private long multiply(LinearOp op, List<LinearBinding.Factor> factors) {
        int now = 0;
        evaluate(op, factors.getFirst(), now);
        for (LinearBinding.Factor factor : factors.subList(1, factors.size())) {
            evaluate(op, factor, 2);
            kernels.product(op.dimension(), temporary(2), temporary(now), temporary(1 - now), temporaryStep(), tiles);
            now = 1 - now;
        }
        return temporary(now);
    }

    private void evaluate(LinearOp op, LinearBinding.Factor factor, int to) {
        families.family(temporary, to * temporaryStep() * capacity, temporaryStep(), tiles, factor.parts(),
                op.dimension() * op.dimension(), trigs.cosine(), trigs.sine(), trigs.at(factor.trig()));
    }

    /** Does an operation. */
    void forward(int index, int fromSlot, int toSlot) {
        LinearBinding.Bound op = binding().ops().get(index);
        apply(op, op.op().forward(), slot(fromSlot), slot(toSlot));
    }

    private void apply(LinearBinding.Bound op, LinearTable table, long from, long to) {
        Numbers matrix = op.matrix();
        if (matrix != null) {
            kernels.apply(table, from, to, step, tiles, matrix);
        } else {
            kernels.applyLanes(table, from, to, step, tiles, matrices.address() + op.place() * BYTES, matrixStep());
        }
    }

    /** Does the first operations from slot 0 on, to and fro with slot 1; returns the slot of the result. */
    int advance(int end) {
        for (int i = 0; i < end; i++) {
            forward(i, i & 1, 1 - (i & 1));
        }
        return end & 1;
    }

    // --- back

    /** Where the co-state is. */
    long coState() {
        return coStates.address() + coSlot * step * capacity;
    }

    /** The co-state as a segment. */
    MemorySegment coStates() {
        return coStates.asSlice(coSlot * step * capacity, step * capacity);
    }

    /** Sets all derivatives to zero. */
    void clearGradients() {
        gradients.fill((byte) 0);
    }

    /** Sums that belong to the wanted derivatives: all tiles of one, then of the next. */
    MemorySegment gradients() {
        return gradients;
    }

    private long gradient(int index) {
        return gradients.address() + index * BYTES * capacity;
    }

    /** Where the sum of a derivative begins. */
    long gradientOffset(int index) {
        return index * BYTES * capacity;
    }

    /** Derivatives of an operation, from the state before it and the co-state after it. */
    void differentiate(int index, int slot) {
        LinearBinding.Bound op = binding().ops().get(index);
        if (op.wanted().isEmpty()) {
            return;
        }
        kernels.moments(op.op().moments(), slot(slot), coState(), step, tiles, moments.address(), temporaryStep());
        for (LinearBinding.Wanted wanted : op.wanted()) {
            LinearSums sums = wanted.sums();
            if (sums != null) {
                kernels.combine(sums, wanted.weights(), moments.address(), temporaryStep(), temporary(0),
                        temporaryStep(), tiles);
                kernels.turn(temporary(0), temporaryStep(), tiles, trigs.cosine(), trigs.sine(),
                        trigs.at(wanted.trig()), gradient(wanted.gradient()), BYTES);
            } else {
                int[] entries = op.op().entries();
                kernels.pick(entries, multiply(op.op(), wanted.factors()), temporaryStep(), temporary(3),
                        temporaryStep(), tiles);
                kernels.dot(entries.length, temporary(3), moments.address(), temporaryStep(), tiles,
                        gradient(wanted.gradient()), BYTES);
            }
        }
    }

    /** Takes the co-state back through an operation. */
    void back(int index) {
        LinearBinding.Bound op = binding().ops().get(index);
        long from = coState();
        coSlot = 1 - coSlot;
        apply(op, op.op().backward(), from, coState());
    }

    /** Each derivative summed over the lanes, where these are not samples. */
    double[] totals() {
        double[] totals = new double[binding().gradients()];
        Numbers stage = Numbers.room(precision, Lanes.count(precision));
        double[] values = new double[Lanes.count(precision)];
        for (int i = 0; i < totals.length; i++) {
            families.toArray(gradients, gradientOffset(i), BYTES, 1, stage);
            stage.get(0, values, 0, values.length);
            for (double value : values) {
                totals[i] += value;
            }
        }
        return totals;
    }
}
