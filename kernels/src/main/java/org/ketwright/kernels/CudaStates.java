package org.ketwright.kernels;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Vectors in the memory of a card, complex or real, those of a sample together, and the passes over them. Memory belongs
 * to one scope; work goes to the queue of whatever scope it is given.
 */
final class CudaStates {
    /** Bits of a state and of the number of a sample in one block. */
    private static final int BLOCK_BITS = 9;
    /** Bytes that lie together in every tile: what a card reads at once. */
    private static final int ROW_BYTES = 128;
    /** From here on a pass takes long enough to be waited for, so that progress can be told. */
    private static final int WATCHED_BITS = 24;

    private final CudaScope memory;
    private final CudaElement element;
    private final int bits;
    private final int count;
    private final boolean twice;
    private long address;
    private long spare;
    private volatile double progress;

    /**
     * Takes memory.
     *
     * @param twice whether passes hold two tiles at a time
     */
    CudaStates(CudaScope memory, CudaElement element, int bits, int count, boolean twice) {
        this.memory = memory;
        this.element = element;
        this.bits = bits;
        this.count = count;
        this.twice = twice;
        address = memory.allocate(bytes());
    }

    CudaElement element() {
        return element;
    }

    int bits() {
        return bits;
    }

    int count() {
        return count;
    }

    long bytes() {
        return (long) count * element.bytes() << bits;
    }

    long address() {
        return address;
    }

    long place(int sample, long index) {
        return address + (((long) sample << bits) + index) * element.bytes();
    }

    double progress() {
        return progress;
    }

    static int contiguousBits(CudaElement element) {
        return Integer.numberOfTrailingZeros(ROW_BYTES / element.bytes());
    }

    /** The passes of a plan over states of one tile at a time. */
    static CudaSchedule schedule(Plan plan, CudaElement element) {
        return CudaSchedule.of(plan, element.tileBits(false), contiguousBits(element));
    }

    /** A second copy that is taken when it is first needed. */
    private long spare() {
        if (spare == 0) {
            spare = memory.allocate(bytes());
        }
        return spare;
    }

    /** Starts given on the card, or a number at index 0 and zeros. */
    void start(CudaScope on, long real, long imaginary, double first) {
        on.launch(CudaLaunch.over(element.kernel("start"), (long) count << bits, address, bits, count, real,
                imaginary, Double.doubleToRawLongBits(first)));
    }

    /** Runs a plan with numbers for as many samples at a time as fit. */
    void apply(Plan plan, Angles angles, Samples samples) {
        CudaSchedule schedule = schedule(plan, element);
        double each = CudaTables.bytesPerSample(CudaStep.of(plan), angles, element, false)
                + 8.0 * samples.columns() + 1;
        boolean wide = schedule.passes().stream().anyMatch(CudaSchedule.Pass::isWide);
        // A wide step takes all samples at once.
        int most = wide ? count : (int) Math.max(1, Math.min(count, memory.device().freeBytes() / 4 / each));
        progress = 0;
        for (int first = 0; first < count; first += most) {
            int some = Math.min(most, count - first);
            try (CudaScope on = new CudaScope(memory.device())) {
                CudaBuffer columns = on.buffer(8L * samples.columns() * some);
                columns.putSamples(samples.values(), samples.columns(), count, first, some);
                columns.upload(8L * samples.columns() * some);
                CudaTables tables = new CudaTables(element, angles, some);
                for (CudaSchedule.Pass pass : schedule.passes()) {
                    for (CudaStep step : pass.steps()) {
                        tables.add(step, pass.isWide() ? 0 : pass.local(), -1, List.of());
                    }
                }
                forward(on, schedule, tables.upload(on, columns.address()), first, some, 0);
            }
        }
        progress = 1;
    }

    /** Runs all passes; states before some steps go to a tape. */
    void forward(CudaScope on, CudaSchedule schedule, CudaTables.Uploaded tables, int first, int some, long tape) {
        if (tables.evaluate() != null) {
            on.launch(tables.evaluate());
        }
        int op = 0;
        int done = 0;
        for (CudaSchedule.Pass pass : schedule.passes()) {
            if (pass.isWide()) {
                int kept = tables.tapes()[op];
                if (kept >= 0) {
                    on.copy(address, tape + kept * bytes(), bytes());
                }
                wide(on, tables, op, false);
            } else {
                sweep(on, "sweep_forward", pass, tables, op, first, some, 0, 0, tape);
            }
            op += pass.steps().size();
            if (bits >= WATCHED_BITS) {
                on.synchronize();
                progress = ++done / (double) schedule.passes().size();
            }
        }
    }

    /** One pass over some samples. */
    void sweep(CudaScope on, String kernel, CudaSchedule.Pass pass, CudaTables.Uploaded tables, int firstOp, int first,
            int some, long coStates, long gradients, long tape) {
        int tileBits = element.tileBits(twice);
        int local = Math.min(bits, tileBits);
        int together = bits <= tileBits ? Math.max(0, BLOCK_BITS - bits) : 0;
        long outer = (1L << bits) - 1 & ~pass.local();
        int amplitudes = (twice ? 2 : 1) << local + together;
        long blocks = (some + (1L << together) - 1 >> together) * tiles();
        on.launch(new CudaLaunch(element.kernel(kernel), blocks, element.sharedBytes(amplitudes),
                new long[] {address, coStates, bits, first, some, together, pass.local(), outer, local, tiles(),
                        tables.op(firstOp), pass.steps().size(), tables.numbers(), tables.sources(), tables.wanted(),
                        gradients, tape}));
    }

    /** Tiles of one state. */
    long tiles() {
        return 1L << bits - Math.min(bits, element.tileBits(twice));
    }

    /** Applies a wide step to all samples, through the second copy. */
    void wide(CudaScope on, CudaTables.Uploaded tables, int op, boolean reversed) {
        wideInto(on, spare(), tables.op(op), tables.numbers(), reversed, false);
        long old = address;
        address = spare;
        spare = old;
    }

    /** A derivative of a wide step of all samples, in the second copy: zero where its controls differ. */
    long derivative(CudaScope on, CudaTables.Uploaded tables, int wanted) {
        wideInto(on, spare(), tables.derivative(wanted), tables.numbers(), false, true);
        return spare;
    }

    private void wideInto(CudaScope on, long to, long op, long numbers, boolean reversed, boolean zeroElsewhere) {
        on.launch(CudaLaunch.over(element.kernel("wide"), (long) count << bits, address, to, bits, 0, count, op,
                numbers, reversed ? 1 : 0, zeroElsewhere ? 1 : 0));
    }

    /** A matrix times all samples, in the second copy. */
    long times(CudaScope on, Matrix matrix, int... bitsOn) {
        CudaTables tables = new CudaTables(element, Angles.shared(), count);
        tables.add(CudaStep.wide(matrix, bitsOn), 0, -1, List.of());
        CudaTables.Uploaded uploaded = tables.upload(on, 0);
        wideInto(on, spare(), uploaded.op(0), uploaded.numbers(), false, false);
        return spare;
    }

    /** Copies a batch of the same shape. */
    void assign(CudaStates source) {
        try (CudaScope on = new CudaScope(memory.device())) {
            on.copy(source.address, address, bytes());
        }
    }

    /** Writes consecutive numbers of one sample; of complex ones both parts. */
    void write(int sample, long from, double[] numbers) {
        if (numbers.length == 0) {
            return;
        }
        long bytes = (long) numbers.length / element.parts() * element.bytes();
        try (CudaScope on = new CudaScope(memory.device())) {
            MemorySegment host = on.allocateHost(bytes);
            for (int i = 0; i < numbers.length; i++) {
                element.put(host, i, numbers[i]);
            }
            on.copyIn(host, place(sample, from), bytes);
        }
    }

    /** Reads likewise. */
    void read(int sample, long from, double[] numbers) {
        if (numbers.length == 0) {
            return;
        }
        long bytes = (long) numbers.length / element.parts() * element.bytes();
        try (CudaScope on = new CudaScope(memory.device())) {
            MemorySegment host = on.allocateHost(bytes);
            on.copyOut(place(sample, from), host, bytes);
            on.synchronize();
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = element.get(host, i);
            }
        }
    }
}
