package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Schedules a plan: looks at a window of terms, takes greedily as many as fit one block past those they commute with,
 * and does so from several starting points to keep the best.
 */
final class SweepPlanner {
    static final int WORDS = 8;
    private static final int CAPACITY = WORDS * Long.SIZE;
    private static final int SEEDS = 12;
    private static final int DENSE_WEIGHT = 3;

    private final SweepShape shape;
    private final List<SweepTerm> window = new ArrayList<>();
    private final SweepFrame frame;
    private final SweepLowering lowering;
    private final SweepTables.Layout tables;
    private final List<SweepPass> passes = new ArrayList<>();
    private final long[] free = new long[WORDS];
    private int indexed;
    private boolean exhausted;

    private SweepPlanner(Plan plan, SweepFrame start, SweepShape shape) {
        this.shape = shape;
        frame = start.copy();
        lowering = new SweepLowering(plan, frame, window);
        tables = new SweepTables.Layout(shape);
        java.util.Arrays.fill(free, -1L);
    }

    /**
     * Schedules.
     *
     * @param plan the plan
     * @param start where amplitudes are stored before
     * @param shape sizes
     * @return the schedule
     */
    static SweepPlan plan(Plan plan, SweepFrame start, SweepShape shape) {
        long begin = System.nanoTime();
        SweepPlanner planner = new SweepPlanner(plan, start, shape);
        planner.run();
        return new SweepPlan(planner.passes, planner.frame, planner.lowering.bindings(), planner.lowering.ids(),
                planner.tables.bytes(), planner.tables.weaves(), plan.steps().size(), System.nanoTime() - begin);
    }

    private void run() {
        refill();
        while (!window.isEmpty()) {
            pass();
            refill();
        }
        boolean carried = passes.stream().flatMap(pass -> pass.strokes().stream())
                .anyMatch(stroke -> stroke instanceof SweepStroke.Turns turns && turns.weave() != null
                        || stroke instanceof SweepStroke.Blend);
        boolean factor = lowering.bindings().stream().anyMatch(b -> !(b instanceof SweepBinding.Dense));
        if (!carried && factor) {
            add(List.of(), filled(SweepSpan.ofLowest(lowest())));
        }
    }

    private int lowest() {
        return Math.min(shape.contiguousBits(), shape.blockBits());
    }

    private void refill() {
        while (!exhausted && window.size() + SweepLowering.mostTerms(shape.bits()) <= CAPACITY) {
            exhausted = !lowering.advance();
        }
        for (; indexed < window.size(); indexed++) {
            SweepTerm term = window.get(indexed);
            term.slot = takeSlot();
            term.before = new long[WORDS];
            for (int i = 0; i < indexed; i++) {
                SweepTerm earlier = window.get(i);
                if (!SweepTerm.commute(earlier, term)) {
                    set(term.before, earlier.slot);
                }
            }
        }
    }

    private int takeSlot() {
        for (int w = 0; w < WORDS; w++) {
            if (free[w] != 0) {
                int slot = w * Long.SIZE + Long.numberOfTrailingZeros(free[w]);
                clear(free, slot);
                return slot;
            }
        }
        throw new IllegalStateException("the window of terms is full");
    }

    /** What would go into one pass. */
    private record Choice(SweepSpan span, long[] taken, int score) {
    }

    private void pass() {
        Choice best = choose(List.of());
        List<SweepTerm> front = new ArrayList<>();
        for (SweepTerm term : window) {
            if (term.isTurn() && isEmpty(term.before)) {
                front.add(term);
            }
        }
        int step = Math.max(1, front.size() / SEEDS);
        for (int start = step; start < front.size(); start += step) {
            List<SweepTerm> seed = new ArrayList<>(front.subList(start, front.size()));
            seed.addAll(front.subList(0, start));
            Choice choice = choose(seed);
            if (choice.score > best.score) {
                best = choice;
            }
        }
        List<SweepTerm> taken = new ArrayList<>();
        postpone(best);
        for (SweepTerm term : window) {
            if (has(best.taken, term.slot)) {
                taken.add(term);
            }
        }
        SweepSpan half = taken.size() == 1 ? half(taken.getFirst(), best.span.copy()) : null;
        add(taken, half != null ? half : filled(best.span));
        for (SweepTerm term : taken) {
            set(free, term.slot);
        }
        window.removeIf(term -> has(free, term.slot));
        indexed = window.size();
        for (SweepTerm term : window) {
            for (int w = 0; w < WORDS; w++) {
                term.before[w] &= ~free[w];
            }
        }
    }

    private Choice choose(List<SweepTerm> seed) {
        SweepSpan span = SweepSpan.ofLowest(lowest());
        for (SweepTerm term : seed) {
            if (span.dimension() < shape.blockBits()) {
                span.add(term.shift());
            }
        }
        long[] blocked = new long[WORDS];
        long[] taken = new long[WORDS];
        int score = 0;
        for (SweepTerm term : window) {
            if (meet(term.before, blocked) || !fits(term, span, score == 0)) {
                set(blocked, term.slot);
            } else {
                set(taken, term.slot);
                score += term.isPhase() ? 0 : term.isTurn() ? 1 : DENSE_WEIGHT;
            }
        }
        return new Choice(span, taken, score);
    }

    /** Whether a block can hold what a term mixes; makes room for it if so. */
    private boolean fits(SweepTerm term, SweepSpan span, boolean first) {
        SweepTerm.Dense dense = term.dense();
        if (dense == null) {
            if (term.shift() == 0 || span.contains(term.shift())) {
                return true;
            }
            return span.dimension() < shape.blockBits() && span.add(term.shift());
        }
        SweepSpan wider = span.copy();
        for (long shift : dense.shifts()) {
            wider.add(shift);
        }
        if (wider.dimension() > shape.blockBits() && !first) {
            return false;
        }
        span.addAll(wider);
        return true;
    }

    /** Leaves out phases that nothing in the pass waits for, unless only phases are left. */
    private void postpone(Choice choice) {
        long[] due = new long[WORDS];
        boolean more = !exhausted;
        for (SweepTerm term : window) {
            if (!term.isPhase()) {
                if (has(choice.taken, term.slot)) {
                    or(due, term.before);
                } else {
                    more = true;
                }
            }
        }
        if (!more || choice.score == 0) {
            return;
        }
        for (SweepTerm term : window) {
            if (term.isPhase() && !has(due, term.slot)) {
                clear(choice.taken, term.slot);
            }
        }
    }

    /**
     * Blocks of half the size for a matrix on its own that lie together in memory, so that what one block leaves in the
     * cache does not push out the next; null if it takes others.
     */
    private @Nullable SweepSpan half(SweepTerm term, SweepSpan span) {
        SweepTerm.Dense dense = term.dense();
        int size = shape.blockBits() - 1;
        if (dense == null || dense.shifts().length + dense.controls().length + shape.laneBits() > size) {
            return null;
        }
        SweepSpan lowest = filled(span, size);
        return lowest.pivots() == (1L << size) - 1 ? lowest : null;
    }

    private SweepSpan filled(SweepSpan span) {
        return filled(span, shape.blockBits());
    }

    private SweepSpan filled(SweepSpan span, int size) {
        for (int bit = 0; bit < shape.bits() && span.dimension() < size; bit++) {
            span.add(1L << bit);
        }
        return span;
    }

    private void add(List<SweepTerm> terms, SweepSpan span) {
        int[] turns = SweepPacker.turns(terms);
        long direction = SweepBlend.direction(terms);
        if (direction >= 0) {
            SweepSpan own = SweepSpan.ofLowest(lowest());
            own.add(direction);
            SweepStroke blend = SweepBlend.stroke(terms, direction, filled(own), shape, tables);
            if (blend != null) {
                passes.add(new SweepBlock(shape, own).direct(blend, turns));
                return;
            }
        }
        SweepBlock block = new SweepBlock(shape, span);
        if (terms.stream().filter(term -> !term.isPhase()).count() <= SweepStroke.Kind.VECTORS.turns()) {
            SweepTables.Layout trial = tables.copy();
            List<SweepStroke> strokes = new SweepPacker(shape, span, block.plain(), trial, true).pack(terms);
            if (strokes.size() == 1 && !(strokes.getFirst() instanceof SweepStroke.Slow)) {
                tables.take(trial);
                passes.add(block.direct(strokes.getFirst(), turns));
                return;
            }
        }
        SweepAxes start = block.along(terms);
        SweepPacker packer = new SweepPacker(shape, span, start, tables, false);
        List<SweepStroke> strokes = packer.pack(terms);
        List<SweepTerm> rest = new ArrayList<>(window);
        rest.removeAll(terms);
        SweepBlock.Return back = block.back(packer.axes(), rest);
        passes.add(block.buffered(start, back, strokes, turns));
        if (!back.isPlain()) {
            SweepMap map = new SweepMap(span, back.from(), back.to());
            for (SweepTerm term : rest) {
                term.move(map);
            }
            frame.move(map);
        }
    }

    static boolean meet(long[] a, long[] b) {
        for (int w = 0; w < WORDS; w++) {
            if ((a[w] & b[w]) != 0) {
                return true;
            }
        }
        return false;
    }

    static boolean isEmpty(long[] a) {
        return !meet(a, a);
    }

    static boolean has(long[] set, int slot) {
        return (set[slot >> 6] >>> slot & 1) != 0;
    }

    static void set(long[] set, int slot) {
        set[slot >> 6] |= 1L << slot;
    }

    static void clear(long[] set, int slot) {
        set[slot >> 6] &= ~(1L << slot);
    }

    static void or(long[] set, long[] other) {
        for (int w = 0; w < WORDS; w++) {
            set[w] |= other[w];
        }
    }
}
