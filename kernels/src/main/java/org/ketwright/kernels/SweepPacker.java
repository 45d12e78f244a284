package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the terms of one pass into strokes over a block. Terms come in stages: phases that are due, then turns that all
 * commute with each other. Phases go into the weaves of the stage's strokes, before any turn that minds them.
 */
final class SweepPacker {
    /** Turns without their cosines let amplitudes grow by the root of two each; after so many they are taken back. */
    private static final int MOST_UNSCALED = 24;

    private final SweepShape shape;
    private final SweepSpan span;
    private final SweepTables.Layout tables;
    private final boolean direct;
    private final long blocks;
    private SweepAxes axes;
    private final List<SweepStroke> strokes = new ArrayList<>();
    private boolean scaled;
    private int unscaled;

    /**
     * Prepares.
     *
     * @param shape sizes
     * @param span differences of indices in one block
     * @param axes coordinates of the block buffer
     * @param tables hands out room in the tables of the plan
     * @param direct whether the strokes work in memory
     */
    SweepPacker(SweepShape shape, SweepSpan span, SweepAxes axes, SweepTables.Layout tables, boolean direct) {
        this.shape = shape;
        this.span = span;
        this.axes = axes;
        this.tables = tables;
        this.direct = direct;
        this.blocks = (1L << shape.bits()) - 1 & ~span.pivots();
    }

    /** Coordinates of the block buffer after the last stroke. */
    SweepAxes axes() {
        return axes;
    }

    /** Strokes for all terms. */
    List<SweepStroke> pack(List<SweepTerm> terms) {
        List<SweepTerm> rest = new ArrayList<>(terms);
        long[] open = new long[SweepPlanner.WORDS];
        for (SweepTerm term : rest) {
            SweepPlanner.set(open, term.slot);
        }
        while (!rest.isEmpty()) {
            List<SweepTerm> phases = new ArrayList<>();
            List<SweepTerm> turns = new ArrayList<>();
            List<SweepTerm> dense = new ArrayList<>();
            for (SweepTerm term : rest) {
                if (term.isPhase() && !SweepPlanner.meet(term.before, open)) {
                    phases.add(term);
                }
            }
            clear(open, phases);
            for (SweepTerm term : rest) {
                if (!term.isPhase() && !SweepPlanner.meet(term.before, open)) {
                    (term.isTurn() ? turns : dense).add(term);
                }
            }
            if (!turns.isEmpty()) {
                dense.clear();
            } else if (dense.size() > 1) {
                dense.subList(1, dense.size()).clear();
            }
            if (!turns.isEmpty() || !dense.isEmpty()) {
                keepDue(phases, turns, dense, open);
            }
            clear(open, turns);
            clear(open, dense);
            rest.removeIf(term -> !SweepPlanner.has(open, term.slot));
            stage(phases, turns);
            for (SweepTerm term : dense) {
                dense(term);
            }
        }
        return strokes;
    }

    private static void clear(long[] open, List<SweepTerm> terms) {
        for (SweepTerm term : terms) {
            SweepPlanner.clear(open, term.slot);
        }
    }

    /** Puts phases back that nothing in this stage waits for. */
    private static void keepDue(List<SweepTerm> phases, List<SweepTerm> turns, List<SweepTerm> dense, long[] open) {
        long[] due = new long[SweepPlanner.WORDS];
        for (SweepTerm term : turns) {
            SweepPlanner.or(due, term.before);
        }
        for (SweepTerm term : dense) {
            SweepPlanner.or(due, term.before);
        }
        phases.removeIf(phase -> {
            if (SweepPlanner.has(due, phase.slot)) {
                return false;
            }
            SweepPlanner.set(open, phase.slot);
            return true;
        });
    }

    private void stage(List<SweepTerm> phases, List<SweepTerm> turns) {
        Map<Long, List<SweepTerm>> groups = new LinkedHashMap<>();
        for (SweepTerm phase : phases) {
            groups.computeIfAbsent(axes.parity(phase.parity()), k -> new ArrayList<>()).add(phase);
        }
        List<SweepDraft> drafts = drafts(turns, wanted(groups.keySet()));
        for (Map.Entry<Long, List<SweepTerm>> group : groups.entrySet()) {
            place(group.getKey(), group.getValue(), drafts, groups);
        }
        for (SweepDraft draft : drafts) {
            unscaled += draft.turns();
            boolean due = !scaled && draft == drafts.getLast() || unscaled > MOST_UNSCALED;
            SweepStroke.Turns stroke = draft.finish(direct, blocks, tables, due);
            strokes.add(stroke);
            if (stroke.weave() != null) {
                scaled = true;
                unscaled = 0;
            }
        }
    }

    /** Vector coordinates, those first that most parities see. */
    private List<Integer> wanted(Iterable<Long> parities) {
        int count = axes.dimension() - shape.laneBits();
        int[] seen = new int[count];
        for (long parity : parities) {
            for (long p = parity >>> shape.laneBits(); p != 0; p &= p - 1) {
                seen[Long.numberOfTrailingZeros(p)]++;
            }
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingInt((Integer i) -> -seen[i]));
        return order;
    }

    private List<SweepDraft> drafts(List<SweepTerm> turns, List<Integer> wanted) {
        List<SweepTerm> vectors = new ArrayList<>();
        List<SweepTerm> lanes = new ArrayList<>();
        List<SweepTerm> mixed = new ArrayList<>();
        for (SweepTerm turn : turns) {
            long local = axes.of(turn.shift());
            boolean moves = local >>> shape.laneBits() != 0;
            boolean exchanges = (local & shape.lanes() - 1) != 0;
            (moves && exchanges ? mixed : moves ? vectors : lanes).add(turn);
        }
        SweepAxes now = axes;
        vectors.sort(Comparator.comparingLong(turn -> now.of(turn.shift())));
        List<SweepDraft> drafts = new ArrayList<>();
        fill(drafts, SweepStroke.Kind.LANES, lanes, wanted);
        fill(drafts, SweepStroke.Kind.MIXED, mixed, wanted);
        fill(drafts, SweepStroke.Kind.VECTORS, vectors, wanted);
        return drafts;
    }

    private void fill(List<SweepDraft> drafts, SweepStroke.Kind kind, List<SweepTerm> turns, List<Integer> wanted) {
        List<SweepTerm> rest = new ArrayList<>(turns);
        while (!rest.isEmpty()) {
            SweepDraft draft = new SweepDraft(kind, axes, shape);
            rest.removeIf(draft::add);
            draft.close(wanted);
            drafts.add(draft);
        }
    }

    private SweepDraft phasesOnly(List<Integer> wanted) {
        SweepDraft draft = new SweepDraft(SweepStroke.Kind.VECTORS, axes, shape);
        draft.close(wanted);
        return draft;
    }

    private void place(long local, List<SweepTerm> phases, List<SweepDraft> drafts,
            Map<Long, List<SweepTerm>> groups) {
        SweepDraft best = null;
        int least = Integer.MAX_VALUE;
        for (SweepDraft draft : drafts) {
            int cost = draft.cost(local);
            if (cost >= 0 && cost < least) {
                least = cost;
                best = draft;
            }
            if (draft.minds(local)) {
                break;
            }
        }
        if (best == null) {
            best = phasesOnly(wanted(groups.keySet()));
            if (best.cost(local) < 0) {
                throw new IllegalStateException("an empty stroke takes any parity");
            }
            drafts.addFirst(best);
        }
        best.add(local, phases);
    }

    private void dense(SweepTerm term) {
        SweepTerm.Dense dense = java.util.Objects.requireNonNull(term.dense());
        SweepAxes suited = SweepDense.axes(dense, axes, span, shape);
        if (suited == null) {
            strokes.add(SweepDense.slow(term.id(), dense, axes));
            return;
        }
        if (suited != axes) {
            long[] sources = new long[axes.dimension()];
            for (int i = 0; i < sources.length; i++) {
                sources[i] = axes.of(suited.axis(i));
            }
            strokes.add(new SweepStroke.Move(sources));
            axes = suited;
        }
        strokes.add(SweepDense.stroke(term.id(), dense, axes, shape, direct));
    }

    /** Ids of the turns among terms. */
    static int[] turns(List<SweepTerm> terms) {
        return terms.stream().filter(SweepTerm::isTurn).mapToInt(SweepTerm::id).toArray();
    }
}
