package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A plan on large real vectors with the angles of one sample: all threads work on one vector, pass after pass. Going
 * back, vectors are kept before as many passes as memory allows, and computed again from there.
 */
final class LinearSweep {
    /** Below, all samples of a tile fit the cache. */
    private static final int LEAST_BITS = 13;

    /** Parts of a pass whose derivatives are summed one after the other; the same at any number of threads. */
    private static final int PARTS = 256;

    /** Vectors of a block that are kept near the processor. */
    private static final int NEAR_SLOTS = 8;

    /** Share of the free memory that vectors on the way back may take. */
    private static final double SHARE = 0.8;

    private final Workers workers;
    private final int bits;
    private final Precision precision;
    private final LinearKernels kernels;
    private final List<LinearPass> passes;
    private final List<LinearBinding> bindings;

    LinearSweep(Workers workers, Plan plan, Angles angles, Precision precision, int[] slots, List<Probe> probes) {
        this.workers = workers;
        this.bits = plan.bits();
        this.precision = precision;
        this.kernels = LinearKernels.of(precision);
        this.passes = LinearSchedule.of(plan, probes, precision).passes();
        this.bindings = passes.stream()
                .map(pass -> new LinearBinding(pass.program(), precision, angles, slots, probes)).toList();
    }

    /** Whether vectors of a plan are large enough for passes, and its gates small enough. */
    static boolean suits(Plan plan, Precision precision) {
        return plan.bits() >= LEAST_BITS && LinearSchedule.fits(plan, precision);
    }

    /** The angles of one sample. */
    static Angles angles(Plan plan, Angles angles, Samples samples, int sample) {
        double[] values = new double[plan.slots()];
        Arrays.setAll(values, slot -> angles.at(slot, samples, sample));
        return Angles.shared(values);
    }

    // --- forward

    /** Takes a vector through all passes. */
    void run(long vector, DoubleConsumer progress) {
        for (int i = 0; i < passes.size(); i++) {
            pass(i, vector, vector);
            progress.accept((i + 1.0) / passes.size());
        }
    }

    private void pass(int index, long from, long to) {
        LinearPass pass = passes.get(index);
        @Nullable
        LinearTile[] tiles = new LinearTile[workers.threads()];
        workers.forEach(pass.blocks(), (block, worker) -> {
            LinearTile tile = tiles[worker];
            if (tile == null) {
                tile = pass.take(precision, bindings.get(index), 2, false);
                tiles[worker] = tile;
            }
            pass.move(kernels, from, block, tile.slot(0), false, precision);
            int end = tile.advance(pass.program().ops().size());
            pass.move(kernels, to, block, tile.slot(end), true, precision);
        });
        LinearPass.giveBack(tiles);
    }

    // --- back

    /** Whether a derivative comes from a pass. */
    private boolean isWanted(int pass) {
        return bindings.get(pass).ops().stream().anyMatch(op -> !op.wanted().isEmpty());
    }

    /**
     * Vector-Jacobian product of one sample.
     *
     * @param start the vector at the start; it is used up
     * @param coState the gradient with respect to the vector at the end; it becomes the one at the start, or if that is
     *        not wanted, something else
     * @param further whether the gradient at the start is wanted
     * @param pool where more vectors come from
     * @return the sums of the wanted derivatives, numbered as in {@link LinearBinding}
     */
    double[] pullback(LinearMemory start, LinearMemory coState, boolean further, LinearPool pool) {
        int first = passes.size();
        int end = 0;
        for (int i = passes.size() - 1; i >= 0; i--) {
            if (isWanted(i)) {
                first = i;
                end = Math.max(end, i + 1);
            }
        }
        double[] sums = new double[bindings.isEmpty() ? 0 : bindings.getFirst().gradients()];
        for (int i = passes.size() - 1; i >= end && (further || i > first); i--) {
            back(i, 0, coState.address(), sums, false);
        }
        int from = Math.min(first, end);
        for (int i = 0; i < from; i++) {
            pass(i, start.address(), start.address());
        }
        reverse(from, end, start, coState, sums, further, pool);
        for (int i = from - 1; i >= 0 && further; i--) {
            back(i, 0, coState.address(), sums, false);
        }
        return sums;
    }

    private void reverse(int from, int end, LinearMemory start, LinearMemory coState, double[] sums,
            boolean further, LinearPool pool) {
        if (end <= from) {
            return;
        }
        int slots = slots(end - from);
        List<LinearMemory> kept = new ArrayList<>(List.of(start));
        while (kept.size() < slots) {
            kept.add(pool.take());
        }
        Reversal.run(new Reversal.Chain() {
            @Override
            public void forward(int step, int fromSlot, int toSlot) {
                pass(step, kept.get(fromSlot).address(), kept.get(toSlot).address());
            }

            @Override
            public void back(int step, int slot) {
                LinearSweep.this.back(step, kept.get(slot).address(), coState.address(), sums,
                        step == from && !further);
            }
        }, from, end, slots);
        kept.subList(1, slots).forEach(pool::giveBack);
    }

    private int slots(int steps) {
        double vector = LinearMemory.bytes(precision);
        Memory.require(bits, n -> (Reversal.OTHER_SLOTS - 1) * vector * Math.pow(2, n), Memory.free() * SHARE,
                "memory outside the Java heap");
        double fitting = Memory.free() * SHARE / (vector * Math.pow(2, bits));
        return (int) Math.min(Reversal.slots(steps, 1), 1 + fitting);
    }

    /**
     * Takes the co-state back through a pass and adds its derivatives.
     *
     * @param index the pass
     * @param vector the vector before it; not read if no derivative is wanted
     * @param coState the co-state after it, replaced by that before it
     * @param sums sums of derivatives
     * @param last whether the co-state before it does not matter
     */
    private void back(int index, long vector, long coState, double[] sums, boolean last) {
        LinearPass pass = passes.get(index);
        boolean wanted = isWanted(index);
        int ops = pass.program().ops().size();
        int slots = Math.max(Reversal.slots(ops, 2), Math.min(Reversal.slots(ops, 1), NEAR_SLOTS));
        int parts = Math.min(PARTS, pass.blocks());
        double[][] partial = new double[parts][];
        @Nullable
        LinearTile[] tiles = new LinearTile[workers.threads()];
        workers.forEach(parts, (part, worker) -> {
            LinearTile known = tiles[worker];
            LinearTile tile = known != null ? known : pass.take(precision, bindings.get(index), slots, true);
            tiles[worker] = tile;
            tile.clearGradients();
            int begin = (int) ((long) pass.blocks() * part / parts);
            int end = (int) ((long) pass.blocks() * (part + 1) / parts);
            for (int block = begin; block < end; block++) {
                pass.move(kernels, coState, block, tile.coState(), false, precision);
                if (wanted) {
                    pass.move(kernels, vector, block, tile.slot(0), false, precision);
                    reverse(tile, ops, slots);
                } else {
                    for (int i = ops - 1; i >= 0; i--) {
                        tile.back(i);
                    }
                }
                if (!last) {
                    pass.move(kernels, coState, block, tile.coState(), true, precision);
                }
            }
            partial[part] = wanted ? tile.totals() : new double[0];
        });
        LinearPass.giveBack(tiles);
        for (double[] part : partial) {
            for (int i = 0; i < part.length; i++) {
                sums[i] += part[i];
            }
        }
    }

    private static void reverse(LinearTile tile, int ops, int slots) {
        Reversal.run(new Reversal.Chain() {
            @Override
            public void forward(int step, int fromSlot, int toSlot) {
                tile.forward(step, fromSlot, toSlot);
            }

            @Override
            public void back(int step, int slot) {
                tile.differentiate(step, slot);
                tile.back(step);
            }
        }, 0, ops, slots);
    }

    // --- batches

    /** How many samples may be under way at once: as many as threads where vectors are small. */
    private static boolean together(Workers workers, int bits, int batch) {
        return bits <= 20 && batch >= workers.threads() && workers.threads() > 1;
    }

    private static void each(Workers workers, int bits, int batch, IntConsumer task) {
        if (together(workers, bits, batch)) {
            workers.forEach(batch, (sample, worker) -> task.accept(sample));
        } else {
            for (int sample = 0; sample < batch; sample++) {
                task.accept(sample);
            }
        }
    }

    private static void require(Workers workers, int bits, Precision precision, int batch, int vectors) {
        double all = (double) vectors * LinearMemory.bytes(precision)
                * (together(workers, bits, batch) ? workers.threads() : 1);
        Memory.require(bits, n -> all * Math.pow(2, n), Memory::free, "memory outside the Java heap");
    }

    private static void start(LinearMemory vector, Workers workers, int bits, Samples samples, int sample) {
        double[] start = samples.startReal();
        if (start == null) {
            vector.clear(workers);
            vector.set(0, 1);
            return;
        }
        for (int i = 0; i < 1 << bits; i++) {
            vector.set(i, start[i * samples.count() + sample]);
        }
    }

    /** Reads weighted sums off the vector that begins at an index. */
    static void read(LinearMemory vector, long at, LinearReadout readout, double[] out, int sample, int batch) {
        for (int k = 0; k < readout.size(); k++) {
            double sum = 0;
            for (LinearReadout.Entry entry : readout.outputs().get(k)) {
                sum += entry.coefficient() * vector.get(at + entry.index());
            }
            out[k * batch + sample] = sum;
        }
    }

    static void linear(Workers workers, Plan plan, Angles angles, Samples samples, LinearReadout readout,
            Precision precision, double[] out) {
        int batch = samples.count();
        require(workers, plan.bits(), precision, batch, 1);
        try (LinearPool pool = new LinearPool(precision, 1L << plan.bits())) {
            each(workers, plan.bits(), batch, sample -> {
                LinearMemory vector = pool.take();
                start(vector, workers, plan.bits(), samples, sample);
                new LinearSweep(workers, plan, angles(plan, angles, samples, sample), precision, new int[0],
                        List.of()).run(vector.address(), done -> {
                        });
                read(vector, 0, readout, out, sample, batch);
                pool.giveBack(vector);
            });
        }
    }

    static void pullback(Workers workers, Plan plan, Angles angles, Samples samples, LinearReadout readout,
            Precision precision, double[] cotangent, LinearSink sink) {
        int batch = samples.count();
        require(workers, plan.bits(), precision, batch, 2);
        try (LinearPool pool = new LinearPool(precision, 1L << plan.bits())) {
            each(workers, plan.bits(), batch, sample -> {
                LinearSweep sweep = new LinearSweep(workers, plan, angles(plan, angles, samples, sample), precision,
                        sink.slots(), sink.probes());
                LinearMemory vector = pool.take();
                LinearMemory coState = pool.take();
                start(vector, workers, plan.bits(), samples, sample);
                double[] values = sink.values();
                if (values != null) {
                    coState.assign(vector, workers);
                    sweep.run(coState.address(), done -> {
                    });
                    read(coState, 0, readout, values, sample, batch);
                }
                coState.clear(workers);
                for (int k = 0; k < readout.size(); k++) {
                    for (LinearReadout.Entry entry : readout.outputs().get(k)) {
                        coState.set(entry.index(), coState.get(entry.index())
                                + entry.coefficient() * cotangent[k * batch + sample]);
                    }
                }
                double[] sums = sweep.pullback(vector, coState, sink.start() != null, pool);
                sweep.deliver(sums, coState, sink, sample, batch);
                pool.giveBack(vector);
                pool.giveBack(coState);
            });
        }
    }

    private void deliver(double[] sums, LinearMemory coState, LinearSink sink, int sample, int batch) {
        List<Integer> slots = new ArrayList<>();
        for (int slot : sink.slots()) {
            if (!slots.contains(slot)) {
                slots.add(slot);
            }
        }
        for (int j = 0; j < sink.slots().length; j++) {
            sink.angles()[j * batch + sample] = sums.length == 0 ? 0 : sums[slots.indexOf(sink.slots()[j])];
        }
        for (int j = 0; j < sink.probes().size(); j++) {
            sink.probed()[j * batch + sample] = sums[slots.size() + j];
        }
        double[] start = sink.start();
        for (int i = 0; start != null && i < 1 << bits; i++) {
            start[i * batch + sample] = coState.get(i);
        }
    }
}
