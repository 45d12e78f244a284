package org.ketwright.kernels;

import static org.ketwright.kernels.Lanes.BYTES;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Batches of small real vectors, each lane of a vector one sample. A tile of samples stays in the cache from the first
 * gate to the read-out; in gradients the states before the gates stay there too, or some of them where there are many.
 */
final class LinearBatch {
    /** Bytes of state that the tiles of a workspace share, as far as one tile leaves room for more. */
    private static final int NEAR = 1 << 14;

    /** Bytes of states that a workspace keeps before it begins to compute them again. */
    private static final int FAR = 1 << 19;

    private static final int MOST_TILES = 16;

    /** What a program depends on besides its plan. */
    private record Key(BitSet driven, boolean given, BitSet read, List<Probe> probes) {
    }

    private record Gates(BitSet driven) {
    }

    /** The programs of a plan that were used last. */
    private static final class Recent {
        private static final int MOST = 8;

        private final Map<Key, LinearProgram> programs = new LinkedHashMap<>(MOST, 0.75f, true);

        synchronized LinearProgram get(Key key, Supplier<LinearProgram> make) {
            LinearProgram known = programs.get(key);
            if (known == null) {
                known = make.get();
                if (programs.size() == MOST) {
                    programs.remove(programs.keySet().iterator().next());
                }
                programs.put(key, known);
            }
            return known;
        }
    }

    private final Workers workers;
    private final Precision precision;
    private final Samples samples;
    private final LinearProgram program;
    private final LinearBinding binding;
    private final LinearReadout readout;
    private final int capacity;

    private LinearBatch(Workers workers, Plan plan, Angles angles, Samples samples, LinearReadout readout,
            Precision precision, int[] slots, List<Probe> probes, boolean given) {
        this.workers = workers;
        this.precision = precision;
        this.samples = samples;
        this.readout = readout;
        this.capacity = Math.clamp(NEAR / (BYTES << plan.bits()), 1, MOST_TILES);
        this.program = program(plan, new Key(driven(plan, angles), given, read(readout), probes));
        this.binding = new LinearBinding(program, precision, angles, slots, probes);
    }

    private static BitSet driven(Plan plan, Angles angles) {
        BitSet driven = new BitSet();
        for (int slot = 0; slot < plan.slots(); slot++) {
            driven.set(slot, angles.column()[slot] >= 0);
        }
        return driven;
    }

    private static BitSet read(LinearReadout readout) {
        BitSet read = new BitSet();
        readout.outputs().forEach(entries -> entries.forEach(entry -> read.set((int) entry.index())));
        return read;
    }

    private static LinearProgram program(Plan plan, Key key) {
        return plan.schedule(Recent.class, Recent.class, Recent::new).get(key, () -> {
            BitSet start = new BitSet();
            start.set(0, key.given ? 1 << plan.bits() : 1);
            return LinearProgram.of(plan, gates(plan, key.driven), key.probes, plan.bits(), bit -> bit, start,
                    key.read);
        });
    }

    /** The gates of a plan, made once. */
    @SuppressWarnings("unchecked")
    static List<LinearGate> gates(Plan plan, BitSet driven) {
        return plan.schedule(new Gates(driven), List.class, () -> LinearFuser.gates(plan, driven));
    }

    // --- forward

    static void linear(Workers workers, Plan plan, Angles angles, Samples samples, LinearReadout readout,
            Precision precision, double[] out) {
        new LinearBatch(workers, plan, angles, samples, readout, precision, new int[0], List.of(),
                samples.startReal() != null).linear(out);
    }

    private void linear(double[] out) {
        require(2);
        over(2, false, block -> {
            block.start();
            block.read(block.tile.slot(block.tile.advance(program.ops().size())), out);
        });
    }

    private void require(int slots) {
        double tile = (double) workers.threads() * slots * capacity * BYTES;
        Memory.require(program.bits(), n -> tile * Math.pow(2, n), Memory::free, "memory");
    }

    /** Takes vectors that lie one after the other through a plan. */
    static void apply(Workers workers, Plan plan, Angles angles, Samples samples, Precision precision,
            LinearMemory vectors) {
        long[] all = java.util.stream.LongStream.range(0, 1L << plan.bits()).toArray();
        LinearBatch run = new LinearBatch(workers, plan, angles, samples, LinearReadout.at(all), precision,
                new int[0], List.of(), true);
        run.require(2);
        run.over(2, false, block -> {
            block.copy(vectors, block.tile.states(0), false);
            int end = block.tile.advance(run.program.ops().size());
            block.copy(vectors, block.tile.states(end), true);
        });
    }

    // --- back

    static void pullback(Workers workers, Plan plan, Angles angles, Samples samples, LinearReadout readout,
            Precision precision, double[] cotangent, LinearSink sink) {
        new LinearBatch(workers, plan, angles, samples, readout, precision, sink.slots(), sink.probes(),
                samples.startReal() != null || sink.start() != null).pullback(cotangent, sink);
    }

    private void pullback(double[] cotangent, LinearSink sink) {
        int first = program.ops().size();
        int end = 0;
        for (int i = program.ops().size() - 1; i >= 0; i--) {
            if (!binding.ops().get(i).wanted().isEmpty()) {
                first = i;
                end = Math.max(end, i + 1);
            }
        }
        int begin = sink.start() != null ? 0 : first;
        int from = Math.min(first, end);
        int to = end;
        int slots = slots(to - from);
        require(slots + 2);
        over(slots, true, block -> block.pullback(begin, from, to, slots, cotangent, sink));
    }

    /** All states are kept where they fit the cache; else each is computed at most twice. */
    private int slots(int steps) {
        long near = FAR / ((long) capacity * program.rows() * BYTES);
        return (int) Math.max(Reversal.slots(steps, 2), Math.min(Reversal.slots(steps, 1), near));
    }

    // --- blocks of samples

    @FunctionalInterface
    private interface Work {
        void run(Block block);
    }

    private void over(int slots, boolean back, Work work) {
        @Nullable
        Block[] blocks = new Block[workers.threads()];
        int size = capacity * Lanes.count(precision);
        int batch = samples.count();
        workers.forEach((batch + size - 1) / size, (chunk, worker) -> {
            Block block = blocks[worker];
            if (block == null) {
                block = new Block(LinearTile.take(program, precision, capacity));
                blocks[worker] = block;
                block.tile.bind(binding, slots, back);
            }
            block.first = chunk * size;
            block.count = Math.min(size, batch - chunk * size);
            block.tile.place(samples, block.first, block.count);
            work.run(block);
        });
        for (Block block : blocks) {
            if (block != null) {
                block.tile.giveBack();
            }
        }
    }

    private LinearSums readSums() {
        int[] starts = new int[readout.size() + 1];
        int[] targets = new int[readout.size()];
        List<Integer> sources = new ArrayList<>();
        for (int k = 0; k < readout.size(); k++) {
            for (LinearReadout.Entry entry : readout.outputs().get(k)) {
                if (program.last().get((int) entry.index())) {
                    sources.add((int) entry.index() * (int) BYTES);
                }
            }
            starts[k + 1] = sources.size();
            targets[k] = k * (int) BYTES;
        }
        return new LinearSums(starts, sources.stream().mapToInt(Integer::intValue).toArray(), targets);
    }

    private Numbers readWeights() {
        return Numbers.of(precision, readout.outputs().stream().flatMap(List::stream)
                .filter(entry -> program.last().get((int) entry.index()))
                .mapToDouble(LinearReadout.Entry::coefficient).toArray());
    }

    /** The samples that a worker works on. */
    private final class Block {
        private final LinearTile tile;
        private final Numbers stage;
        private final LinearSums reads = readSums();
        private final Numbers readWeights = readWeights();
        private final LinearSums coReads;
        private final Numbers coWeights;
        private final MemorySegment outputs;
        private int first;
        private int count;

        Block(LinearTile tile) {
            this.tile = tile;
            this.stage = Numbers.room(precision, capacity * Lanes.count(precision));
            this.outputs = java.lang.foreign.Arena.ofAuto().allocate(Math.max(1, readout.size()) * BYTES * capacity,
                    64);
            Map<Integer, List<Double>> weights = new HashMap<>();
            Map<Integer, List<Integer>> outputsOf = new HashMap<>();
            for (int k = 0; k < readout.size(); k++) {
                for (LinearReadout.Entry entry : readout.outputs().get(k)) {
                    weights.computeIfAbsent((int) entry.index(), i -> new ArrayList<>()).add(entry.coefficient());
                    outputsOf.computeIfAbsent((int) entry.index(), i -> new ArrayList<>()).add(k * (int) BYTES);
                }
            }
            int[] rows = program.last().stream().toArray();
            int[] starts = new int[rows.length + 1];
            List<Integer> sources = new ArrayList<>();
            List<Double> factors = new ArrayList<>();
            for (int i = 0; i < rows.length; i++) {
                sources.addAll(Objects.requireNonNull(outputsOf.get(rows[i])));
                factors.addAll(Objects.requireNonNull(weights.get(rows[i])));
                starts[i + 1] = sources.size();
                rows[i] *= (int) BYTES;
            }
            this.coReads = new LinearSums(starts, sources.stream().mapToInt(Integer::intValue).toArray(), rows);
            this.coWeights = Numbers.of(precision, factors.stream().mapToDouble(Double::doubleValue).toArray());
        }

        private long outputStep() {
            return readout.size() * BYTES;
        }

        /** Writes the start to slot 0. */
        void start() {
            double[] given = samples.startReal();
            MemorySegment states = tile.states(0);
            for (int row = program.first().nextSetBit(0); row >= 0; row = program.first().nextSetBit(row + 1)) {
                if (given != null) {
                    load(given, row * samples.count() + first, states, row * BYTES, tile.step());
                } else {
                    stage.fill(0, tile.tiles() * Lanes.count(precision), row == 0 ? 1 : 0);
                    LaneKernels.of(precision).fromArray(states, row * BYTES, tile.step(), tile.tiles(), stage);
                }
            }
        }

        /** Copies vectors that lie one after the other to rows of lanes, or back. */
        void copy(LinearMemory vectors, MemorySegment states, boolean back) {
            int lanes = tile.tiles() * Lanes.count(precision);
            double[] row = new double[lanes];
            for (int index = 0; index < program.rows(); index++) {
                if (back) {
                    LaneKernels.of(precision).toArray(states, index * BYTES, tile.step(), tile.tiles(), stage);
                    stage.get(0, row, 0, count);
                }
                for (int sample = 0; sample < count; sample++) {
                    long at = ((long) (first + sample) << program.bits()) + index;
                    if (back) {
                        vectors.set(at, row[sample]);
                    } else {
                        row[sample] = vectors.get(at);
                    }
                }
                if (!back) {
                    load(row, 0, states, index * BYTES, tile.step());
                }
            }
        }

        private void load(double[] values, int from, MemorySegment to, long at, long distance) {
            stage.fill(count, tile.tiles() * Lanes.count(precision), 0);
            stage.set(0, values, from, count);
            LaneKernels.of(precision).fromArray(to, at, distance, tile.tiles(), stage);
        }

        private void store(MemorySegment from, long at, long distance, double[] out, int to) {
            LaneKernels.of(precision).toArray(from, at, distance, tile.tiles(), stage);
            stage.get(0, out, to, count);
        }

        void read(long state, double[] out) {
            LinearKernels.of(precision).combine(reads, readWeights, state, tile.step(), outputs.address(),
                    outputStep(), tile.tiles());
            for (int k = 0; k < readout.size(); k++) {
                store(outputs, k * BYTES, outputStep(), out, k * samples.count() + first);
            }
        }

        void pullback(int begin, int from, int to, int slots, double[] cotangent, LinearSink sink) {
            int last = program.ops().size();
            double[] values = sink.values();
            start();
            if (values != null) {
                // The state that is read is far from those kept for the way back.
                read(tile.slot(tile.advance(last)), values);
                start();
            }
            tile.clearGradients();
            for (int k = 0; k < readout.size(); k++) {
                load(cotangent, k * samples.count() + first, outputs, k * BYTES, outputStep());
            }
            LinearKernels.of(precision).combine(coReads, coWeights, outputs.address(), outputStep(), tile.coState(),
                    tile.step(), tile.tiles());
            for (int i = last - 1; i >= Math.max(to, begin); i--) {
                tile.back(i);
            }
            if (to > from) {
                reverse(from, to, slots, sink.start() != null);
            }
            for (int i = Math.min(from, to) - 1; i >= begin; i--) {
                tile.back(i);
            }
            deliver(sink);
        }

        private void reverse(int from, int to, int slots, boolean further) {
            if (tile.advance(from) != 0) {
                MemorySegment.copy(tile.states(1), 0, tile.states(0), 0, tile.states(0).byteSize());
            }
            Reversal.run(new Reversal.Chain() {
                @Override
                public void forward(int step, int fromSlot, int toSlot) {
                    tile.forward(step, fromSlot, toSlot);
                }

                @Override
                public void back(int step, int slot) {
                    tile.differentiate(step, slot);
                    if (step > from || further) {
                        tile.back(step);
                    }
                }
            }, from, to, slots);
        }

        private void deliver(LinearSink sink) {
            for (int j = 0; j < sink.slots().length; j++) {
                store(tile.gradients(), tile.gradientOffset(binding.gradientOf(sink.slots()[j])), BYTES,
                        sink.angles(), j * samples.count() + first);
            }
            for (int j = 0; j < sink.probes().size(); j++) {
                store(tile.gradients(), tile.gradientOffset(binding.gradientOfProbe(j)), BYTES, sink.probed(),
                        j * samples.count() + first);
            }
            double[] start = sink.start();
            for (int row = 0; start != null && row < program.rows(); row++) {
                if (program.first().get(row)) {
                    store(tile.coStates(), row * BYTES, tile.step(), start, row * samples.count() + first);
                } else {
                    int at = row * samples.count() + first;
                    java.util.Arrays.fill(start, at, at + count, 0);
                }
            }
        }
    }
}
