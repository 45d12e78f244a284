package org.ketwright.kernels;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The processor's vector units. Many small states are laid out with their index outermost and samples innermost, so
 * that every lane of a vector is one sample: each step on each bit runs in whole vectors, and angles that differ from
 * sample to sample cost nothing extra. Threads share a batch by blocks of lanes. States that do not fit the cache this
 * way, and single ones that stay, are held one by one and swept in blocks.
 */
public final class CpuBackend implements Backend {
    /** Rows are numbered by int, two numbers for each in some tables. */
    static final int MOST_BITS = 28;

    /** From here on states of as many samples as lanes outgrow the cache, and each sample is a large state. */
    private static final int SWEPT_BITS = 13;

    /** Co-states that go back together; each output of a jacobian needs one. */
    private static final int MOST_CO_STATES = 8;

    private final Workers workers;

    /** The backend on the team of threads of this process. */
    public CpuBackend() {
        this(Workers.shared());
    }

    CpuBackend(Workers workers) {
        this.workers = workers;
    }

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public Availability availability() {
        return new Availability.Ready(String.format(java.util.Locale.ROOT,
                "%s, %d-bit vectors, %d thread%s, %.1f GiB free",
                System.getProperty("os.arch"), Lanes.BYTES * Byte.SIZE, workers.threads(),
                workers.threads() == 1 ? "" : "s", Math.min(Memory.free(), Runtime.getRuntime().maxMemory() * 64.0)
                        / (1 << 30)));
    }

    @Override
    public int threads() {
        return workers.threads();
    }

    @Override
    public Amplitudes allocate(int bits, int batch, Precision precision) {
        if (batch == 1) {
            return new SweepAmplitudes(bits, precision, workers);
        }
        Checks.shape(bits, batch, MOST_BITS);
        return new LaneAmplitudes(workers, bits, batch, precision);
    }

    @Override
    public void expectations(Plan plan, Angles angles, Samples samples, Readout readout, Precision precision,
            double[] out) {
        Checks.shape(plan.bits(), samples.count(), SweepAmplitudes.MOST_BITS);
        Checks.run(plan, angles, samples);
        Checks.start(plan.bits(), samples);
        Checks.readout(plan.bits(), readout);
        Checks.length("the result", out, readout.size(), samples.count());
        if (plan.bits() >= SWEPT_BITS) {
            SweepAmplitudes.expectations(workers, plan, angles, samples, readout, precision, out);
            return;
        }
        LaneProgram program = program(plan, samples, false);
        LaneReadout lanes = LaneReadout.of(readout, precision, plan.bits(), program.row());
        LaneBinding binding = new LaneBinding(program, precision, angles);
        require(program, 1);
        new Run(program, precision) {
            @Override
            void begin(LaneTile tile, int worker) {
                tile.bind(binding, samples);
            }

            @Override
            void block(LaneTile tile, int worker, int first, int count) {
                tile.forward(first, count);
                tile.read(lanes, out, samples.count(), first, count);
            }
        }.over(samples.count());
    }

    @Override
    public void pullback(Plan plan, Angles angles, Samples samples, Readout readout, Precision precision,
            double[] cotangent, GradientSink sink) {
        pullback(plan, angles, samples, readout, precision, cotangent, null, sink);
    }

    @Override
    public void pullback(Plan plan, Angles angles, Samples samples, Readout readout, Precision precision,
            OutputWeights weights, GradientSink sink) {
        Weighing weighing = Weighing.of(weights, readout, samples, sink);
        pullback(plan, angles, samples, readout, precision, weighing.cotangent(), weighing, sink);
    }

    private void pullback(Plan plan, Angles angles, Samples samples, Readout readout, Precision precision,
            double[] cotangent, @Nullable Weighing weighing, GradientSink sink) {
        Checks.shape(plan.bits(), samples.count(), SweepAmplitudes.MOST_BITS);
        Checks.run(plan, angles, samples);
        Checks.start(plan.bits(), samples);
        Checks.readout(plan.bits(), readout);
        Checks.pullback(plan, samples, readout, cotangent, sink);
        if (plan.bits() >= SWEPT_BITS) {
            SweepAdjoint.pullback(workers, plan, angles, samples, readout, precision, cotangent, weighing, sink);
            return;
        }
        backward(plan, angles, samples, readout, precision, cotangent, weighing, sink.slots(), sink.angles(),
                weighing == null ? sink.values() : weighing.values(), sink.startReal());
    }

    @Override
    public void jacobian(Plan plan, Angles angles, Samples samples, Readout readout, Precision precision,
            JacobianSink sink) {
        Checks.shape(plan.bits(), samples.count(), SweepAmplitudes.MOST_BITS);
        Checks.run(plan, angles, samples);
        Checks.start(plan.bits(), samples);
        Checks.readout(plan.bits(), readout);
        Checks.slots(plan, sink.slots());
        Checks.jacobian(samples, readout, sink);
        if (plan.bits() >= SWEPT_BITS) {
            SweepAdjoint.jacobian(workers, plan, angles, samples, readout, precision, sink);
            return;
        }
        int count = samples.count();
        int width = sink.slots().length * count;
        double[] values = sink.values();
        for (int from = 0; from < readout.size(); from += MOST_CO_STATES) {
            int to = Math.min(readout.size(), from + MOST_CO_STATES);
            double[] someAngles = new double[(to - from) * width];
            double[] someValues = values == null ? null : new double[(to - from) * count];
            backward(plan, angles, samples, new Readout(readout.outputs().subList(from, to)), precision, null,
                    null, sink.slots(), someAngles, someValues, null);
            System.arraycopy(someAngles, 0, sink.angles(), from * width, someAngles.length);
            if (values != null && someValues != null) {
                System.arraycopy(someValues, 0, values, from * count, someValues.length);
            }
        }
    }

    /** Batches forward and back, see {@link LaneAdjoint}. */
    private void backward(Plan plan, Angles angles, Samples samples, Readout readout, Precision precision,
            double @Nullable [] cotangent, @Nullable Weighing weighing, int[] slots, double[] gradient,
            double @Nullable [] values, double @Nullable [] start) {
        LaneProgram program = program(plan, samples, start != null);
        LaneReadout lanes = LaneReadout.of(readout, precision, plan.bits(), program.row());
        LaneBinding binding = new LaneBinding(program, precision, angles, slots);
        require(program, 1 + (cotangent == null ? readout.size() : 1));
        @Nullable
        LaneAdjoint[] adjoints = new LaneAdjoint[workers.threads()];
        Run run = new Run(program, precision) {
            @Override
            void begin(LaneTile tile, int worker) {
                tile.bind(binding, samples);
                adjoints[worker] = new LaneAdjoint(tile, lanes, cotangent, slots, gradient, start, samples.count());
            }

            @Override
            void block(LaneTile tile, int worker, int first, int count) {
                tile.forward(first, count);
                if (values != null) {
                    tile.read(lanes, values, samples.count(), first, count);
                }
                if (weighing != null) {
                    weighing.weigh(first, count);
                }
                Objects.requireNonNull(adjoints[worker]).backward(first, count);
            }
        };
        try {
            run.over(samples.count());
        } finally {
            // The loops work on bare addresses; the memory behind them must outlive them.
            Reference.reachabilityFence(adjoints);
        }
    }

    @Override
    public void trigonometric(TrigonometricSums sums, Samples samples, Precision precision, double[] out) {
        Checks.trigonometric(sums, samples, out);
        int count = samples.count();
        SampleBlocks.forEach(workers, count, sums::block,
                (block, from) -> block.values(samples.values(), out, count, from));
    }

    @Override
    public void trigonometricPullback(TrigonometricSums sums, Samples samples, Precision precision,
            double[] cotangent, double[] gradient) {
        Checks.trigonometric(sums, samples, cotangent, gradient);
        int count = samples.count();
        SampleBlocks.forEach(workers, count, sums::block,
                (block, from) -> block.pullback(samples.values(), cotangent, gradient, count, from));
        Arrays.fill(gradient, sums.columns() * count, gradient.length, 0);
    }

    @Override
    public RealVectors allocateReal(int bits, int batch, Precision precision) {
        return new LinearVectors(workers, bits, batch, precision);
    }

    @Override
    public void linear(Plan plan, Angles angles, Samples samples, LinearReadout readout, Precision precision,
            double[] out) {
        LinearChecks.run(plan, angles, samples, readout, LinearVectors.MOST_BITS);
        Checks.length("the result", out, readout.size(), samples.count());
        if (LinearSweep.suits(plan, precision)) {
            LinearSweep.linear(workers, plan, angles, samples, readout, precision, out);
            return;
        }
        LinearBatch.linear(workers, plan, angles, samples, readout, precision, out);
    }

    @Override
    public void linearPullback(Plan plan, Angles angles, Samples samples, LinearReadout readout, Precision precision,
            double[] cotangent, LinearSink sink) {
        LinearChecks.run(plan, angles, samples, readout, LinearVectors.MOST_BITS);
        LinearChecks.pullback(plan, samples, readout, cotangent, sink);
        if (LinearSweep.suits(plan, precision)) {
            LinearSweep.pullback(workers, plan, angles, samples, readout, precision, cotangent, sink);
            return;
        }
        LinearBatch.pullback(workers, plan, angles, samples, readout, precision, cotangent, sink);
    }

    private static LaneProgram program(Plan plan, Samples samples, boolean startMatters) {
        return LaneProgram.of(plan, samples.startReal() == null && !startMatters
                ? LaneProgram.Kind.FROM_ZERO
                : LaneProgram.Kind.FROM_GIVEN);
    }

    /** Each thread holds its tiles, a spare one, and on the way back the co-states. */
    private void require(LaneProgram program, int states) {
        Memory.require(program.bits(), n -> (double) workers.threads() * (states + 1) * LaneTile.capacity(n)
                * Lanes.ROW * Math.pow(2, n), Memory::free, "memory");
    }

    /** Work on all blocks of a batch, each worker with a workspace of its own. */
    private abstract class Run {
        private final LaneProgram program;
        private final Precision precision;

        Run(LaneProgram program, Precision precision) {
            this.program = program;
            this.precision = precision;
        }

        abstract void begin(LaneTile tile, int worker);

        abstract void block(LaneTile tile, int worker, int first, int count);

        void over(int batch) {
            @Nullable
            LaneTile[] tiles = new LaneTile[workers.threads()];
            int size = LaneTile.capacity(program.bits()) * Lanes.count(precision);
            workers.forEach((batch + size - 1) / size, (chunk, worker) -> {
                LaneTile tile = tiles[worker];
                if (tile == null) {
                    tile = LaneTile.take(program, precision);
                    tiles[worker] = tile;
                    begin(tile, worker);
                }
                block(tile, worker, chunk * size, Math.min(size, batch - chunk * size));
            });
            for (LaneTile tile : tiles) {
                if (tile != null) {
                    tile.giveBack();
                }
            }
        }
    }
}
