package org.ketwright.kernels;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Vectors in the memory of a card, complex or real, those of a sample together, and the passes over them. Memory belongs
 * to one scope; work goes to the queue of whatever scope it is given.
 */
final class CudaStates {
    /** From here on a pass takes long enough to be waited for, so that progress can be told. */
    private static final int WATCHED_BITS = 24;

    /** From here on a pass takes longer than to work out how many there need be. */
    private static final int BOUND_BITS = 20;

    /** Most runs of neighboring bits outside a tile, as the kernels have it: of its bits all but eight are the lowest. */
    private static final int MOST_RUNS = 9;

    private final CudaScope memory;
    private final CudaElement element;
    private final int bits;
    private final int count;
    private long address;
    private long spare;
    private volatile double progress;

    /** Takes memory. */
    CudaStates(CudaScope memory, CudaElement element, int bits, int count) {
        this.memory = memory;
        this.element = element;
        this.bits = bits;
        this.count = count;
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

    /**
     * The passes of a plan there. For large states angles that are the same for all samples are put in first, which leaves
     * fewer steps; else the passes are kept with the plan.
     */
    static CudaPasses passes(Plan plan, CudaElement element, Angles angles) {
        // Asked for here, as one schedule must not be made while another is.
        List<CudaStep> steps = CudaStep.of(plan);
        if (plan.bits() >= BOUND_BITS
                && steps.stream().anyMatch(step -> step.slot() >= 0 && step.bound(angles).slot() < 0)) {
            return passes(plan.bits(), element, steps.stream().map(step -> step.bound(angles)).toList());
        }
        return plan.schedule(new Key(element), CudaPasses.class, () -> passes(plan.bits(), element, steps));
    }

    private static CudaPasses passes(int bits, CudaElement element, List<CudaStep> steps) {
        List<CudaStep> some = CudaFuser.fused(steps.stream().filter(step -> !step.isIdentity()).toList(),
                element.mostDenseBits(), 1, false, step -> false, step -> false);
        return CudaPasses.of(element, bits, some.stream().filter(step -> !step.isIdentity()).toList(), step -> false,
                element.registerBits());
    }

    private record Key(CudaElement element) {
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
        CudaPasses passes = passes(plan, element, angles);
        double each = CudaNumbers.bytesPerSample(CudaStep.of(plan), angles, element) + 8.0 * samples.columns() + 1;
        // A wide step takes all samples at once.
        int most = passes.hasWide()
                ? count
                : (int) Math.max(1, Math.min(count, memory.device().freeBytes() / 4 / each));
        progress = 0;
        for (int first = 0; first < count; first += most) {
            int some = Math.min(most, count - first);
            try (CudaScope on = new CudaScope(memory.device())) {
                CudaBuffer columns = on.buffer(8L * samples.columns() * some);
                columns.putSamples(samples.values(), samples.columns(), count, first, some);
                columns.upload(8L * samples.columns() * some);
                forward(on, sweep(plan, passes, angles, some), columns.address(), first, some, 0);
            }
        }
        progress = 1;
    }

    /** The way there; of fixed steps it is always the same, and kept. */
    private CudaSweep sweep(Plan plan, CudaPasses passes, Angles angles, int some) {
        if (plan.slots() > 0) {
            return CudaSweep.forward(element, bits, passes, angles, some);
        }
        return plan.schedule(new Fixed(element), CudaSweep.class,
                () -> CudaSweep.forward(element, bits, passes, angles, some));
    }

    private record Fixed(CudaElement element) {
    }

    /**
     * Takes some samples there.
     *
     * @param columns address of what drives their angles
     * @param tape where states before some steps go
     */
    void forward(CudaScope on, CudaSweep sweep, long columns, int first, int some, long tape) {
        CudaRoundTables.Uploaded tables = uploaded(on, sweep, columns);
        int done = 0;
        for (CudaSweep.Line line : sweep.lines()) {
            CudaSweep.Wide wide = line.wide();
            if (wide != null) {
                if (wide.tape() >= 0) {
                    on.copy(address, tape + wide.tape() * bytes(), bytes());
                }
                wide(on, sweep, wide, tables);
            } else {
                pass(on, "sweep_forward", sweep, line, tables, first, some, 0, 0, tape);
            }
            if (bits >= WATCHED_BITS) {
                on.synchronize();
                progress = ++done / (double) sweep.lines().size();
            }
        }
    }

    private static CudaRoundTables.Uploaded uploaded(CudaScope on, CudaSweep sweep, long columns) {
        CudaRoundTables.Uploaded tables = sweep.upload(on, columns);
        CudaLaunch evaluate = tables.numbers().evaluate();
        if (evaluate != null) {
            on.launch(evaluate);
        }
        return tables;
    }

    /** Receives what a pass has found. */
    interface Found {

        /**
         * Takes derivatives of a pass.
         *
         * @param rows which rows of the gradients they are
         * @param parts address of what each is the sum of, {@code [(row * count + sample) * each + i]}
         * @param each parts of a derivative of a sample
         * @param scale factor of their sum
         */
        void take(List<Integer> rows, long parts, long each, double scale);
    }

    /**
     * Takes all samples back.
     *
     * @param co co-states
     * @param columns address of what drives their angles
     * @param tape states before some steps
     * @param parts room for the derivatives of a pass
     */
    void backward(CudaScope on, CudaSweep sweep, CudaStates co, long columns, long tape, long parts, Found found) {
        CudaRoundTables.Uploaded tables = uploaded(on, sweep, columns);
        // Complex outputs are quadratic in the state: twice the real part.
        double scale = element.isComplex() ? 2 : 1;
        for (CudaSweep.Line line : sweep.lines()) {
            CudaSweep.Wide wide = line.wide();
            if (wide == null) {
                pass(on, "sweep_backward", sweep, line, tables, 0, count, co.address, parts, tape);
                found.take(line.rows(), parts, tiles(bits, sweep.registerBits()), scale);
                continue;
            }
            if (element.isComplex()) {
                wide(on, sweep, wide, tables);
            } else if (wide.tape() >= 0) {
                on.copy(tape + wide.tape() * bytes(), address, bytes());
            }
            for (int r = 0; r < line.rows().size(); r++) {
                wideInto(on, sweep, wide.derivatives().get(r), tables, true);
                long sums = new CudaSums(on, this).innerParts(co.address, spare);
                found.take(List.of(line.rows().get(r)), sums, CudaSums.chunks(bits), scale);
            }
            co.wide(on, sweep, wide, tables);
        }
    }

    private void pass(CudaScope on, String kernel, CudaSweep sweep, CudaSweep.Line line,
            CudaRoundTables.Uploaded tables, int first, int some, long coStates, long gradients, long tape) {
        int registers = sweep.registerBits();
        int tileBits = CudaRounds.tileBits(registers);
        int local = Math.min(bits, tileBits);
        int together = tileBits - Math.max(local, registers);
        long outer = (1L << bits) - 1 & ~line.local();
        long blocks = (some + (1L << together) - 1 >> together) * tiles(bits, registers);
        LongStream.Builder arguments = LongStream.builder();
        LongStream.of(address, coStates, bits, first, some, together, bits - local).forEach(arguments);
        LongStream.of(CudaRuns.deposits(outer, MOST_RUNS)).forEach(arguments);
        LongStream.of(tables.round(line.firstRound()), line.rounds(), tables.ops(), tables.numbers().address(),
                tables.sources(), gradients, tape).forEach(arguments);
        on.launch(new CudaLaunch(element.kernel(kernel), blocks, element.sweepBytes(sweep.isBackward(),
                line.rounds() > 1), arguments.build().toArray()));
    }

    /** Tiles of one state. */
    static long tiles(int bits, int registerBits) {
        return 1L << Math.max(0, bits - CudaRounds.tileBits(registerBits));
    }

    /** Applies a wide step to all samples, through the second copy. */
    private void wide(CudaScope on, CudaSweep sweep, CudaSweep.Wide wide, CudaRoundTables.Uploaded tables) {
        wideInto(on, sweep, wide, tables, false);
        long old = address;
        address = spare;
        spare = old;
    }

    private void wideInto(CudaScope on, CudaSweep sweep, CudaSweep.Wide wide, CudaRoundTables.Uploaded tables,
            boolean zeroElsewhere) {
        CudaStep step = wide.step();
        long targets = 0;
        long more = 0;
        for (int i = 0; i < step.bits().length; i++) {
            targets |= i < Long.BYTES ? (long) step.bits()[i] << Byte.SIZE * i : 0;
            more |= i < Long.BYTES ? 0 : (long) step.bits()[i] << Byte.SIZE * (i - Long.BYTES);
        }
        on.launch(CudaLaunch.over(element.kernel("wide"), (long) count << bits, address, spare(), bits, count, step
                .bits().length, targets, more, step.controls(), step.values(),
                tables.numbers().address() + sweep.index(wide) * element.bytes(), wide.numbers().entryStride(),
                wide.numbers().sampleStride(), zeroElsewhere ? 1 : 0));
    }

    /** A matrix times all samples, in the second copy. */
    long times(CudaScope on, Matrix matrix, int... bitsOn) {
        CudaStep step = CudaStep.wide(matrix, bitsOn);
        CudaPasses alone = new CudaPasses(element.registerBits(),
                List.of(new CudaPasses.Pass(0, List.of(new CudaPasses.Part(0, List.of(step), false)))));
        CudaSweep sweep = CudaSweep.forward(element, bits, alone, Angles.shared(), count);
        CudaSweep.Wide wide = java.util.Objects.requireNonNull(sweep.lines().getFirst().wide());
        wideInto(on, sweep, wide, sweep.upload(on, 0), false);
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
