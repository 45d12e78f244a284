package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Passes over some samples there, or back with derivatives, with the tables that their kernels read. */
final class CudaSweep {
    private final CudaElement element;
    private final int bits;
    private final CudaPasses passes;
    private final boolean isBackward;
    private final CudaNumbers numbers;
    private final CudaRoundTables tables;
    private final List<Line> lines = new ArrayList<>();
    private int tapes;

    /**
     * One pass.
     *
     * @param local mask of the bits of a tile
     * @param firstRound its first round in the tables
     * @param rounds how many rounds it has
     * @param wide the step it applies in place of rounds, or null
     * @param rows which rows of the gradients its derivatives are, in their order
     */
    record Line(long local, int firstRound, int rounds, @Nullable Wide wide, List<Integer> rows) {
    }

    /**
     * A matrix on more bits than registers take.
     *
     * @param step the step
     * @param numbers all its entries
     * @param tape number of the state before it on the tape, or -1
     * @param derivatives what is wanted of it
     */
    record Wide(CudaStep step, CudaNumbers.Place numbers, int tape, List<Wide> derivatives) {
    }

    private CudaSweep(CudaElement element, int bits, CudaPasses passes, boolean isBackward, Angles angles, int count) {
        this.element = element;
        this.bits = bits;
        this.passes = passes;
        this.isBackward = isBackward;
        numbers = new CudaNumbers(element, angles, count);
        tables = new CudaRoundTables(numbers);
    }

    /**
     * The way there.
     *
     * @param count samples
     */
    static CudaSweep forward(CudaElement element, int bits, CudaPasses passes, Angles angles, int count) {
        return forward(element, bits, passes, angles, count, null);
    }

    /**
     * The way there, before a way back.
     *
     * @param taped steps before which the state goes to the tape, numbered in their order; or null for no tape. Where
     *        there is one, steps act one by one, so that nothing depends on which are on it
     */
    static CudaSweep forward(CudaElement element, int bits, CudaPasses passes, Angles angles, int count,
            @Nullable Predicate<CudaStep> taped) {
        CudaSweep sweep = new CudaSweep(element, bits, passes, false, angles, count);
        for (CudaPasses.Pass pass : passes.passes()) {
            if (pass.isWide()) {
                int tape = taped != null && taped.test(pass.wide()) ? sweep.tapes++ : -1;
                sweep.lines.add(new Line(0, 0, 0, sweep.wide(pass.wide(), tape, List.of()), List.of()));
                continue;
            }
            List<CudaRounds.Part> parts = new ArrayList<>();
            for (CudaPasses.Part part : pass.parts()) {
                if (part.moves()) {
                    parts.add(CudaRounds.Part.moving(part.steps()));
                    continue;
                }
                parts.add(new CudaRounds.Part(part.registers(), taped == null
                        ? CudaDiagonals.together(part.steps(), angles, part.registers())
                        : sweep.oneByOne(part.steps(), taped)));
            }
            sweep.add(pass.local(), parts, List.of());
        }
        return sweep;
    }

    private List<CudaTask> oneByOne(List<CudaStep> steps, Predicate<CudaStep> taped) {
        List<CudaTask> tasks = new ArrayList<>();
        for (CudaStep step : steps) {
            if (taped.test(step)) {
                tasks.add(CudaTask.tape(tapes++));
            }
            tasks.add(CudaTask.act(step, CudaTask.On.BOTH));
        }
        return tasks;
    }

    /**
     * The way back.
     *
     * @param count samples
     * @param wanted what is wanted of each step
     * @param tapes number of states on the tape; those of the wanted steps, in their order
     */
    static CudaSweep backward(CudaElement element, int bits, CudaPasses passes, Angles angles, int count,
            Function<CudaStep, List<CudaJob.Derivative>> wanted, int tapes) {
        CudaSweep sweep = new CudaSweep(element, bits, passes, true, angles, count);
        sweep.tapes = tapes;
        for (CudaPasses.Pass pass : passes.passes().reversed()) {
            List<Integer> rows = new ArrayList<>();
            if (pass.isWide()) {
                List<CudaJob.Derivative> some = wanted.apply(pass.wide());
                some.forEach(w -> rows.add(w.row()));
                sweep.lines.add(new Line(0, 0, 0, sweep.wideBack(pass.wide(), some), rows));
                continue;
            }
            List<CudaRounds.Part> parts = new ArrayList<>();
            for (CudaPasses.Part part : pass.parts().reversed()) {
                if (part.moves()) {
                    // Each is its own inverse.
                    parts.add(CudaRounds.Part.moving(part.steps().reversed()));
                    continue;
                }
                List<CudaTask> tasks = new ArrayList<>();
                for (CudaStep step : part.steps().reversed()) {
                    sweep.back(step, wanted.apply(step), tasks, rows);
                }
                parts.add(new CudaRounds.Part(part.registers(), tasks));
            }
            sweep.add(pass.local(), parts, rows);
        }
        return sweep;
    }

    private void add(long local, List<CudaRounds.Part> parts, List<Integer> rows) {
        int first = tables.size();
        new CudaRounds(element, passes.registerBits(), bits, local).of(parts).forEach(tables::add);
        lines.add(new Line(local, first, tables.size() - first, null, rows));
    }

    /** Complex states are undone; real ones come from the tape. */
    private void back(CudaStep step, List<CudaJob.Derivative> wanted, List<CudaTask> tasks, List<Integer> rows) {
        CudaStep undo = undo(step);
        boolean isUndone = element.isComplex();
        if (wanted.isEmpty()) {
            tasks.add(CudaTask.act(undo, CudaTask.On.BOTH));
            return;
        }
        tasks.add(isUndone ? CudaTask.act(undo, CudaTask.On.STATE) : CudaTask.tape(--tapes));
        for (CudaJob.Derivative w : wanted) {
            tasks.add(CudaTask.derive(derivative(step, w), rows.size()));
            rows.add(w.row());
        }
        tasks.add(CudaTask.act(undo, isUndone ? CudaTask.On.CO_STATE : CudaTask.On.BOTH));
    }

    private static CudaStep undo(CudaStep step) {
        return step.with(step.family().adjoint(), step.slot());
    }

    private static CudaStep derivative(CudaStep step, CudaJob.Derivative wanted) {
        CudaStep probe = wanted.probe();
        return probe != null ? probe : step.with(step.family().derivative(), step.slot());
    }

    private Wide wideBack(CudaStep step, List<CudaJob.Derivative> wanted) {
        int tape = wanted.isEmpty() || element.isComplex() ? -1 : --tapes;
        List<Wide> derivatives = new ArrayList<>();
        for (CudaJob.Derivative w : wanted) {
            derivatives.add(wide(derivative(step, w), -1, List.of()));
        }
        return wide(undo(step), tape, derivatives);
    }

    private Wide wide(CudaStep step, int tape, List<Wide> derivatives) {
        return new Wide(step, numbers.add(step.family(), step.slot(), step.widened().entries()), tape, derivatives);
    }

    int registerBits() {
        return passes.registerBits();
    }

    boolean isBackward() {
        return isBackward;
    }

    List<Line> lines() {
        return lines;
    }

    /** States on the tape. */
    int tapes() {
        return tapes;
    }

    /** Most derivatives of a pass. */
    int mostRows() {
        return lines.stream().mapToInt(line -> line.rows().size()).max().orElse(0);
    }

    /** The number of the first entry of a matrix among all numbers. */
    long index(Wide wide) {
        return numbers.index(wide.numbers());
    }

    /**
     * Brings the tables to the card.
     *
     * @param values address of the columns of the samples
     */
    CudaRoundTables.Uploaded upload(CudaScope scope, long values) {
        return tables.upload(scope, values);
    }
}
