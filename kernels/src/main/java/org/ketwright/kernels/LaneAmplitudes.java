package org.ketwright.kernels;

import static org.ketwright.kernels.Lanes.BYTES;
import static org.ketwright.kernels.Lanes.ROW;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/** A batch of states in lanes: tile after tile, each a row for every index, each row a vector of every part. */
final class LaneAmplitudes implements Amplitudes {
    private final Workers workers;
    private final int bits;
    private final int batch;
    private final Precision precision;
    private final LaneKernels kernels;
    private final int lanes;
    private final int tiles;
    private final long step;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private boolean closed;

    LaneAmplitudes(Workers workers, int bits, int batch, Precision precision) {
        this.workers = workers;
        this.bits = bits;
        this.batch = batch;
        this.precision = precision;
        this.kernels = LaneKernels.of(precision);
        this.lanes = Lanes.count(precision);
        this.tiles = (batch - 1) / lanes + 1;
        this.step = ROW << bits;
        Memory.require(bits, n -> (double) tiles * ROW * Math.pow(2, n), Memory::free, "memory");
        this.memory = arena.allocate(tiles * step, 64);
        kernels.one(memory, 0, step, tiles);
    }

    @Override
    public int bits() {
        return bits;
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public Precision precision() {
        return precision;
    }

    @Override
    public void reset() {
        memory.fill((byte) 0);
        kernels.one(memory, 0, step, tiles);
    }

    @Override
    public void assign(Amplitudes source) {
        Checks.same(this, source);
        MemorySegment.copy(((LaneAmplitudes) source).memory, 0, memory, 0, memory.byteSize());
    }

    /** The loops work on bare addresses, so they do not see that memory was given back. */
    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("amplitudes were used after they were closed");
        }
    }

    private long place(int sample, long index) {
        return sample / lanes * step + index * ROW + sample % lanes * (BYTES / lanes);
    }

    @Override
    public void write(int sample, long from, double[] interleaved) {
        Checks.range(this, sample, from, interleaved);
        for (int i = 0; i < interleaved.length; i++) {
            long at = place(sample, from + i / 2) + (i & 1) * BYTES;
            if (precision == Precision.DOUBLE) {
                memory.set(ValueLayout.JAVA_DOUBLE, at, interleaved[i]);
            } else {
                memory.set(ValueLayout.JAVA_FLOAT, at, (float) interleaved[i]);
            }
        }
    }

    @Override
    public void read(int sample, long from, double[] interleaved) {
        Checks.range(this, sample, from, interleaved);
        for (int i = 0; i < interleaved.length; i++) {
            long at = place(sample, from + i / 2) + (i & 1) * BYTES;
            interleaved[i] = number(memory, at);
        }
    }

    private double number(MemorySegment segment, long at) {
        return precision == Precision.DOUBLE
                ? segment.get(ValueLayout.JAVA_DOUBLE, at)
                : segment.get(ValueLayout.JAVA_FLOAT, at);
    }

    @Override
    public void apply(Plan plan, Angles angles, Samples samples) {
        requireOpen();
        Checks.apply(this, plan, angles, samples);
        LaneProgram program = LaneProgram.of(plan, LaneProgram.Kind.IN_PLACE);
        LaneBinding binding = new LaneBinding(program, precision, angles);
        int size = LaneTile.capacity(bits) * lanes;
        @Nullable
        LaneTile[] workspaces = new LaneTile[workers.threads()];
        workers.forEach((batch + size - 1) / size, (chunk, worker) -> {
            LaneTile workspace = workspaces[worker];
            if (workspace == null) {
                workspace = LaneTile.take(program, precision);
                workspaces[worker] = workspace;
                workspace.bind(binding, samples);
            }
            int first = chunk * size;
            workspace.forward(memory, first / lanes * step, first, Math.min(size, batch - first));
        });
        for (LaneTile workspace : workspaces) {
            if (workspace != null) {
                workspace.giveBack();
            }
        }
    }

    @Override
    public double[] overlap(Amplitudes bra, Matrix matrix, int... on) {
        Checks.overlap(this, bra, matrix, on);
        double[] out = new double[2 * batch];
        Plan plan = Plan.on(bits).step(matrix, on).build();
        try (LaneAmplitudes moved = new LaneAmplitudes(workers, bits, batch, precision);
                Arena local = Arena.ofConfined()) {
            moved.assign(this);
            moved.apply(plan, Angles.shared(), Samples.plain(batch));
            MemorySegment sums = local.allocate((long) tiles * ROW, 64);
            kernels.dot(((LaneAmplitudes) bra).memory, moved.memory, step, tiles, 1 << bits, sums);
            for (int sample = 0; sample < batch; sample++) {
                long at = sample / lanes * ROW + sample % lanes * (BYTES / lanes);
                out[2 * sample] = number(sums, at);
                out[2 * sample + 1] = number(sums, at + BYTES);
            }
        }
        return out;
    }

    @Override
    public double[] probabilities(int... on) {
        double[] out = new double[Checks.outcomes(this, on)];
        int outcomes = 1 << on.length;
        int[] outcome = new int[1 << bits];
        for (int index = 0; index < outcome.length; index++) {
            outcome[index] = LanePiece.pack(index, on);
        }
        try (Arena local = Arena.ofConfined()) {
            MemorySegment sums = local.allocate((long) outcomes * BYTES, 64);
            for (int tile = 0; tile < tiles; tile++) {
                sums.fill((byte) 0);
                kernels.probabilities(memory, tile * step, outcome, sums);
                for (int o = 0; o < outcomes; o++) {
                    for (int lane = 0; lane < Math.min(lanes, batch - tile * lanes); lane++) {
                        out[o * batch + tile * lanes + lane] = number(sums,
                                o * BYTES + lane * (BYTES / lanes));
                    }
                }
            }
        }
        return out;
    }

    @Override
    public double[] expectations(Readout readout) {
        requireOpen();
        Checks.readout(bits, readout);
        double[] out = new double[readout.size() * batch];
        int[] row = new int[1 << bits];
        java.util.Arrays.setAll(row, i -> i);
        LaneReadout weights = LaneReadout.of(readout, precision, bits, row);
        try (Arena local = Arena.ofConfined()) {
            MemorySegment sums = local.allocate((long) weights.width() * BYTES + 1, 64);
            for (int tile = 0; tile < tiles; tile++) {
                weights.sum(kernels, memory, tile * step, step, 1, sums);
                for (int k = 0; k < readout.size(); k++) {
                    for (int lane = 0; lane < Math.min(lanes, batch - tile * lanes); lane++) {
                        out[k * batch + tile * lanes + lane] = number(sums,
                                k * BYTES + lane * (BYTES / lanes));
                    }
                }
            }
        }
        return out;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            arena.close();
        }
    }
}
