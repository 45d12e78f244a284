package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Runs schedules on the amplitudes at an address. Every thread of the team has buffers of its own. */
final class SweepEngine implements AutoCloseable {
    private final SweepKernel kernel;
    private final SweepShape shape;
    private final Workers workers;
    private final List<SweepMemory> taken = new ArrayList<>();
    private final long laneSigns;
    private final Buffers[] buffers;
    private final LongAdder doneBlocks = new LongAdder();
    private volatile int donePasses;
    private volatile int allPasses;
    private volatile int allBlocks = 1;
    private long tables;
    private long tableBytes;

    /** Memory of one thread. */
    private static final class Buffers {
        private final long weave;
        private long block;
        private long other;
        private long blockBytes;
        private long dense;
        private long denseBytes;
        private int[] accepted = {};

        Buffers(long weave) {
            this.weave = weave;
        }
    }

    SweepEngine(SweepKernel kernel, SweepShape shape, Workers workers) {
        this.kernel = kernel;
        this.shape = shape;
        this.workers = workers;
        laneSigns = allocate((long) kernel.lanes() * kernel.vector());
        SweepTables.signs(kernel, laneSigns);
        buffers = new Buffers[workers.threads()];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = new Buffers(allocate(
                    (long) kernel.pair() << SweepStroke.Kind.VECTORS.directions() + SweepStroke.Kind.VECTORS
                            .markBits()));
        }
    }

    /** Address of a vector of signs: the parity of each lane over a mask. */
    long laneSigns(long mask) {
        return laneSigns + (mask & kernel.lanes() - 1) * kernel.vector();
    }

    private long allocate(long bytes) {
        SweepMemory memory = new SweepMemory(bytes);
        taken.add(memory);
        return memory.address();
    }

    @Override
    public void close() {
        taken.forEach(SweepMemory::close);
        taken.clear();
    }

    /**
     * Runs a schedule.
     *
     * @param plan the schedule
     * @param values the numbers of this run
     * @param state address of the amplitudes
     * @param support where amplitudes may differ from zero, or null for everywhere; widened
     */
    void run(SweepPlan plan, SweepValues values, long state, @Nullable SweepSpan support) {
        if (plan.tableBytes() > tableBytes) {
            tableBytes = plan.tableBytes();
            tables = allocate(tableBytes);
        }
        SweepTables filled = new SweepTables(kernel, shape, plan, values, tables, laneSigns);
        donePasses = 0;
        allPasses = plan.passes().size();
        int passes = 0;
        for (SweepPass pass : plan.passes()) {
            if (!pass.isIdle(values)) {
                if (support != null) {
                    support.addAll(pass.span());
                }
                run(pass, filled, values, state, support);
                doneBlocks.reset();
            }
            passes++;
            donePasses = passes;
        }
    }

    /** How much of the passes is done, 0 to 1; any thread may ask. */
    double progress() {
        int all = allPasses;
        return all == 0 ? 0 : Math.min(1, (donePasses + Math.min(1, doneBlocks.doubleValue() / allBlocks)) / all);
    }

    private void run(SweepPass pass, SweepTables filled, SweepValues values, long state,
            @Nullable SweepSpan support) {
        long blockBytes = shape.place(1L << pass.size());
        for (Buffers own : buffers) {
            if (!pass.direct() && own.blockBytes < blockBytes) {
                own.block = allocate(blockBytes);
                own.other = allocate(blockBytes);
                own.blockBytes = blockBytes;
            }
            for (SweepStroke stroke : pass.strokes()) {
                if (stroke instanceof SweepStroke.Dense dense) {
                    long bytes = 2L * dense.offsets().length * kernel.pair();
                    if (own.denseBytes < bytes) {
                        own.dense = allocate(bytes);
                        own.denseBytes = bytes;
                    }
                    if (own.accepted.length < dense.places().length) {
                        own.accepted = new int[dense.places().length];
                    }
                }
            }
        }
        int blocks = 1 << Long.bitCount(pass.blocks());
        allBlocks = blocks;
        workers.forEach(blocks, (block, worker) -> {
            long base = Long.expand(block, pass.blocks());
            if (support == null || support.contains(base)) {
                run(pass, filled, values, state, base, buffers[worker]);
            }
            doneBlocks.increment();
        });
    }

    private void run(SweepPass pass, SweepTables filled, SweepValues values, long state, long base, Buffers own) {
        long start = shape.place(base);
        SweepPass.Way in = pass.in();
        SweepPass.Way out = pass.out();
        if (in == null || out == null) {
            int bytes = (int) shape.place(1L << pass.size());
            if (bytes >= SweepKernel.TOUCHED && pass.together()
                    && pass.strokes().getFirst() instanceof SweepStroke.Dense dense && dense.controls().length == 0) {
                kernel.touch(state + start, bytes, own.dense);
            }
            run(pass.strokes().getFirst(), filled, values, state, start, base, own);
            return;
        }
        kernel.gather(state, start, pass.rows(), in, own.block);
        for (SweepStroke stroke : pass.strokes()) {
            switch (stroke) {
                case SweepStroke.Move move -> {
                    move(move, pass.size(), own);
                }
                case SweepStroke.Slow slow -> {
                    SweepSlow.apply(slow, values.matrix(slow.term()), kernel, own.block, own.other, pass.size(), base);
                    long block = own.block;
                    own.block = own.other;
                    own.other = block;
                }
                default -> run(stroke, filled, values, own.block, 0, base, own);
            }
        }
        kernel.scatter(state, start, pass.rows(), out, own.block);
    }

    private void run(SweepStroke stroke, SweepTables filled, SweepValues values, long x, long start, long base,
            Buffers own) {
        if (stroke instanceof SweepStroke.Turns turns) {
            turns(turns, filled, x, start, base, own);
        } else if (stroke instanceof SweepStroke.Dense dense) {
            dense(dense, values.matrix(dense.term()), x, start, base, own);
        } else if (stroke instanceof SweepStroke.Blend blend) {
            blend(blend, filled.blend(blend), x, start, SweepBlend.signs(base, blend.signs()), own);
        }
    }

    private void blend(SweepStroke.Blend blend, long coefficients, long x, long start, int signs, Buffers own) {
        if (blend.direction() != 0) {
            kernel.blend(x, start, blend.marks(), signs, blend.moved(), blend.above(), blend.run(), coefficients,
                    blend.direction(), blend.exchange(), own.weave);
        } else if (blend.exchange() != 0) {
            kernel.blendLanes(x, start, blend.marks(), signs, coefficients, blend.exchange());
        } else {
            kernel.scale(x, start, blend.marks(), signs, coefficients);
        }
    }

    private void turns(SweepStroke.Turns turns, SweepTables filled, long x, long start, long base, Buffers own) {
        int flip = 0;
        for (int i = 0; i < turns.parities().length; i++) {
            flip |= SweepSpan.parity(turns.parities()[i] & base) << i;
        }
        long coefficients = filled.turns(turns);
        long[] d = turns.directions();
        int[] k = turns.exchanges();
        SweepWeave weave = turns.weave();
        if (weave == null) {
            kernel.turn(x, start, turns.places(), turns.signs(), flip, coefficients, d[0], d[1], d[2]);
            return;
        }
        long table = filled.weave(weave, base, own.weave);
        switch (turns.kind()) {
            case VECTORS -> kernel.turnPhased(x, start, turns.places(), turns.signs(), flip, coefficients, table,
                    weave.marks(), d[0], d[1], d[2]);
            case LANES -> kernel.lanes(x, start, turns.places(), turns.signs(), flip, coefficients, table,
                    weave.marks(), k[0], k[1], k[2]);
            case MIXED -> kernel.mixed(x, start, turns.places(), turns.signs(), flip, coefficients, table,
                    weave.marks(), k[0], k[1], d[0], d[1]);
        }
    }

    private void dense(SweepStroke.Dense dense, SweepValues.DenseValue value, long x, long start, long base,
            Buffers own) {
        int flips = value.flips();
        for (int i = 0; i < dense.parities().length; i++) {
            flips ^= SweepSpan.parity(dense.parities()[i] & base) << i;
        }
        int wanted = value.controls();
        for (int i = 0; i < dense.controls().length; i++) {
            wanted ^= SweepSpan.parity(dense.controls()[i] & base) << i;
        }
        long[] offsets = new long[dense.offsets().length];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = dense.offsets()[i ^ flips];
        }
        int count = 0;
        for (int g = 0; g < dense.places().length; g++) {
            if (dense.controlled()[g] == wanted) {
                own.accepted[count++] = g;
            }
        }
        for (int i = 0; i < count; i += 2) {
            long first = start ^ dense.places()[own.accepted[i]];
            long second = start ^ dense.places()[own.accepted[Math.min(i + 1, count - 1)]];
            kernel.dense(x, first, second, offsets, value.entries(), own.dense);
        }
    }

    private void move(SweepStroke.Move move, int size, Buffers own) {
        kernel.move(own.block, own.other, size, move.sources());
        long block = own.block;
        own.block = own.other;
        own.other = block;
    }
}
