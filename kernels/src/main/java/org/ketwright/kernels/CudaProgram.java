package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the kernels for batches of small states read: rounds, in each of which every thread applies ops to amplitudes in
 * registers; the numbers of their matrices; the angles that drive them. The way back is written out: ops that undo
 * others, and derivatives between them. Immutable.
 *
 * @param threadBits a block has 2^threadBits threads
 * @param bits bits of a state as it is kept, at least those of the registers
 * @param there rounds from the start to the read-out
 * @param rounds records of rounds
 * @param ops records of ops
 * @param angles slot and frequency of each angle
 * @param numbers entries of matrices
 * @param sources where the rows of permutations come from
 * @param rows rows of the gradients in the order in which rounds sum them
 * @param tapes states of each sample that are kept on the way
 * @param angleRoom most angles of a round
 * @param sumRoom sums for which there is room in shared memory
 */
record CudaProgram(int threadBits, int bits, int there, long[] rounds, long[] ops, List<Angle> angles, double[] numbers,
        long[] sources, long[] rows, int tapes, int angleRoom, int sumRoom) {
    /** Shared memory for sums and angles. */
    private static final int SUM_BYTES = 9 << 10;
    private static final int ANGLE_BYTES = 6 << 10;
    /** Most bits of a diagonal that no single step has. */
    private static final int MOST_DIAGONAL_BITS = 5;

    /**
     * An angle.
     *
     * @param slot slot of the plan
     * @param frequency factor
     */
    record Angle(int slot, double frequency) {
    }

    /** Bits of the number of threads of a block. */
    private static int threadBits(boolean isPullback) {
        return isPullback ? 7 : 8;
    }

    /** Whether the states of a job are small enough, and its matrices. */
    static boolean fits(CudaJob job) {
        CudaElement element = job.element();
        if (job.bits() > element.registerBits() + threadBits(job.isPullback())) {
            return false;
        }
        for (CudaStep step : job.steps()) {
            if (step.kind() == CudaStep.Kind.WIDE || step.kind() != CudaStep.Kind.DIAGONAL
                    && stripped(step).bits().length > element.circuitDenseBits()) {
                return false;
            }
            for (CudaJob.Derivative wanted : job.wanted(step)) {
                CudaStep probe = wanted.probe();
                if (probe != null && probe.bits().length > element.circuitDenseBits()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A permutation with the bits that control it apart. */
    static CudaStep stripped(CudaStep step) {
        if (step.kind() != CudaStep.Kind.PERMUTATION) {
            return step;
        }
        MatrixFamily family = step.family();
        int mask = 0;
        int at = 0;
        long controls = step.controls();
        long values = step.values();
        List<Integer> rest = new ArrayList<>();
        for (int k = 0; k < family.bits(); k++) {
            int value = Entries.isIdentityWhere(family, k, 0) ? 1 : Entries.isIdentityWhere(family, k, 1) ? 0 : -1;
            if (value < 0) {
                rest.add(step.bits()[k]);
            } else {
                mask |= 1 << k;
                at |= value << k;
                controls |= 1L << step.bits()[k];
                values |= (long) value << step.bits()[k];
            }
        }
        return new CudaStep(step.index(), step.kind(), Entries.restrict(family, mask, at), step.slot(),
                rest.stream().mapToInt(bit -> bit).toArray(), controls, values, new int[0]);
    }

    /** The last program of a plan, and what it depends on. */
    private record Known(List<Object> key, CudaProgram program) {
    }

    /** Where a plan keeps it: angles may change from run to run, and each run with them. */
    private static final class Last {
        private final AtomicReference<@Nullable Known> known = new AtomicReference<>();
    }

    /** The program of a job; the last one of a plan is remembered. */
    static CudaProgram of(CudaJob job) {
        List<Object> key = key(job);
        Last last = job.plan().schedule(Last.class, Last.class, Last::new);
        Known known = last.known.get();
        if (known == null || !known.key.equals(key)) {
            known = new Known(key, new Builder(job).build());
            last.known.set(known);
        }
        return known.program;
    }

    /** What a program depends on: not on the angles that differ from sample to sample. */
    private static List<Object> key(CudaJob job) {
        List<Object> key = new ArrayList<>(List.of(job.element(), job.isPullback(), job.startGradient() != null));
        for (int slot = 0; slot < job.plan().slots(); slot++) {
            key.add(job.angles().column()[slot] >= 0 ? Double.NaN : job.angles().offset()[slot]);
        }
        job.steps().forEach(step -> key.add(job.wanted(step)));
        return key;
    }

    /** Rounds, with those back. */
    int roundCount() {
        return rounds.length / CudaCircuitRounds.ROUND;
    }

    /** Records of the angles of a run: what the kernels compute them from. */
    long[] angles(Angles of) {
        return angles.stream().flatMapToLong(angle -> Arrays.stream(new long[] {
                Double.doubleToRawLongBits(angle.frequency), Double.doubleToRawLongBits(of.offset()[angle.slot]),
                Double.doubleToRawLongBits(of.scale()[angle.slot]), of.column()[angle.slot]})).toArray();
    }

    /** Shared memory of a block. */
    int sharedBytes(CudaElement element, boolean isPullback) {
        int team = bits - element.registerBits();
        int samples = 1 << threadBits - team;
        int tile = (isPullback ? 2 : 1) * element.bytes() << threadBits + element.registerBits();
        return tile + sumRoom * sumBytes(threadBits, team) + 2 * angleRoom * samples * 2 * element.realBytes();
    }

    private static int sumBytes(int threadBits, int team) {
        return ((1 << team) + 1 << threadBits - team) * Double.BYTES;
    }

    /** Samples of a block. */
    int together(CudaElement element) {
        return 1 << threadBits - (bits - element.registerBits());
    }

    /** Puts programs together. */
    private static final class Builder {
        private final CudaJob job;
        private final CudaElement element;
        private final int bits;
        private final int threadBits;
        private final int sumRoom;
        private final CudaCircuitRounds rounds;
        private int tapes;
        private int tapesBack;

        Builder(CudaJob job) {
            this.job = job;
            element = job.element();
            bits = Math.max(job.bits(), element.registerBits());
            threadBits = threadBits(job.isPullback());
            int team = bits - element.registerBits();
            int samples = 1 << threadBits - team;
            sumRoom = team == 0 ? 0 : Math.max(1, SUM_BYTES / sumBytes(threadBits, team));
            int angleRoom = Math.max(1,
                    (ANGLE_BYTES + (team == 0 ? SUM_BYTES : 0)) / (4 * samples * element.realBytes()));
            rounds = new CudaCircuitRounds(element, angleRoom, sumRoom);
        }

        CudaProgram build() {
            List<CudaStep> steps = job.steps().stream().map(step -> step.bound(job.angles())).toList();
            boolean taped = job.isPullback() && !element.isComplex();
            List<CudaStep> some = CudaFuser.fused(steps, element.circuitDenseBits(), MOST_DIAGONAL_BITS, true,
                    step -> !job.wanted(step).isEmpty(), step -> job.isProbed(step.index()));
            CudaSchedule back = schedule(some);
            CudaSchedule forth = taped
                    ? back
                    : schedule(CudaFuser.fused(steps, element.circuitDenseBits(), MOST_DIAGONAL_BITS, true,
                            step -> false, step -> false));
            for (CudaSchedule.Pass pass : forth.passes()) {
                List<CudaTask> lines = new ArrayList<>();
                for (CudaStep step : pass.steps()) {
                    if (taped && !job.wanted(step).isEmpty()) {
                        lines.add(CudaTask.tape(tapes++));
                    }
                    lines.add(CudaTask.act(step, CudaTask.On.BOTH));
                }
                rounds.add(pass.local(), lines);
            }
            int there = rounds.count();
            tapesBack = tapes;
            if (job.isPullback()) {
                addBack(back);
            }
            return new CudaProgram(threadBits, bits, there, rounds.rounds(), rounds.ops(), rounds.angles(),
                    rounds.numbers(), rounds.sources(), rounds.rows(), tapes, rounds.mostAngles(), sumRoom);
        }

        private CudaSchedule schedule(List<CudaStep> steps) {
            return CudaSchedule.of(bits, steps.stream()
                    .filter(step -> !step.isIdentity() || !job.wanted(step).isEmpty()).toList(),
                    job::isProbed, element.registerBits(), 0, step -> false);
        }

        private void addBack(CudaSchedule schedule) {
            List<List<CudaTask>> passes = new ArrayList<>();
            for (CudaSchedule.Pass pass : schedule.passes().reversed()) {
                List<CudaTask> lines = new ArrayList<>();
                for (CudaStep step : pass.steps().reversed()) {
                    addBack(step, lines);
                }
                passes.add(lines);
            }
            if (job.startGradient() == null) {
                trim(passes);
            }
            for (int i = 0; i < passes.size(); i++) {
                rounds.add(schedule.passes().get(passes.size() - 1 - i).local(), passes.get(i));
            }
        }

        /** Behind the last derivative nothing is wanted. */
        private static void trim(List<List<CudaTask>> passes) {
            for (List<CudaTask> lines : passes.reversed()) {
                while (!lines.isEmpty() && lines.getLast().task() != CudaTask.Task.DERIVE) {
                    lines.removeLast();
                }
                if (!lines.isEmpty()) {
                    return;
                }
            }
        }

        private void addBack(CudaStep step, List<CudaTask> lines) {
            CudaStep undo = step.with(step.family().adjoint(), step.slot());
            List<CudaTask> before = new ArrayList<>();
            for (CudaJob.Derivative wanted : job.wanted(step)) {
                CudaStep probe = wanted.probe();
                Matrix generator = element.isComplex() && probe == null ? generator(original(step).family()) : null;
                if (generator != null) {
                    // What the derivative does to the state before is what its generator does to the state after.
                    lines.add(CudaTask.derive(step.with(MatrixFamily.fixed(generator), -1), wanted.row()));
                } else {
                    before.add(CudaTask.derive(probe != null ? probe : derivative(step), wanted.row()));
                }
            }
            if (!element.isComplex()) {
                if (!before.isEmpty()) {
                    lines.add(CudaTask.tape(--tapesBack));
                }
                lines.addAll(before);
                lines.add(CudaTask.act(undo, CudaTask.On.BOTH));
            } else if (before.isEmpty()) {
                lines.add(CudaTask.act(undo, CudaTask.On.BOTH));
            } else {
                lines.add(CudaTask.act(undo, CudaTask.On.STATE));
                lines.addAll(before);
                lines.add(CudaTask.act(undo, CudaTask.On.CO_STATE));
            }
        }

        /** The step as it was before its angle was bound. */
        private CudaStep original(CudaStep step) {
            return job.step(step.index());
        }

        private CudaStep derivative(CudaStep step) {
            CudaStep original = original(step);
            return step.with(original.family().derivative(), original.slot()).bound(job.angles());
        }

        /**
         * The matrix G with F' = G F at all angles, or null if there is none. With F = C + cos A + sin B, B F^H - A F^H
         * times cosine and sine has no other frequencies exactly if B C^H, A C^H, B A^H + A B^H and B B^H - A A^H vanish;
         * then G is the frequency times B A^H.
         */
        private static @Nullable Matrix generator(MatrixFamily family) {
            Matrix a = family.cosine();
            Matrix b = family.sine();
            Matrix ah = a.adjoint();
            Matrix ch = family.constant().adjoint();
            Matrix ba = b.times(ah);
            boolean vanish = vanishes(b.times(ch)) && vanishes(a.times(ch)) && vanishes(ba.plus(1, ba.adjoint()))
                    && vanishes(b.times(b.adjoint()).plus(-1, a.times(ah)));
            return vanish ? Matrix.zero(family.bits()).plus(family.frequency(), ba) : null;
        }

        private static boolean vanishes(Matrix matrix) {
            return Arrays.stream(matrix.toArray()).allMatch(x -> Math.abs(x) < 1e-14);
        }
    }
}
