package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gates made ready for tiles whose rows are the indices of small vectors. Between two gates only those rows are live
 * that both the start can reach and the read-out depends on; no others are computed, on the way there or back. That is
 * how a product start costs next to nothing, and why gates outside the light cone of the read-out are cheap.
 *
 * @param bits index bits of the rows
 * @param ops the gates
 * @param first rows live at the start
 * @param last rows live at the end
 * @param spare workspaces not in use, for each precision
 */
record LinearProgram(int bits, List<LinearOp> ops, BitSet first, BitSet last,
        Map<Precision, Queue<LinearTile>> spare) {

    /** Rows that a group of a gate has, as masks. */
    private record Live(long columns, long rows) {
    }

    /**
     * Compiles gates.
     *
     * @param plan the plan they come from
     * @param gates the gates
     * @param probes derivatives that matter besides the matrices
     * @param bits index bits of the rows
     * @param place which bit of a row's index a bit of the plan is
     * @param start rows that may differ from zero at the start
     * @param end rows that matter at the end
     */
    static LinearProgram of(Plan plan, List<LinearGate> gates, List<Probe> probes, int bits, IntUnaryOperator place,
            BitSet start, BitSet end) {
        List<LinearPattern> patterns = new ArrayList<>();
        List<int[]> places = new ArrayList<>();
        List<int[]> bases = new ArrayList<>();
        for (LinearGate gate : gates) {
            patterns.add(pattern(plan, gate, probes));
            int[] on = Arrays.stream(gate.bits()).map(place).toArray();
            places.add(IntStream.range(0, 1 << on.length).map(i -> LanePiece.spread(i, on)).toArray());
            bases.add(bases(bits, on));
        }
        // Where all rows are asked for, those that turn out to be zero are to be written too.
        boolean full = start.cardinality() == 1 << bits && end.cardinality() == 1 << bits;
        List<BitSet> live = live(patterns, places, bases, start, end, full);
        Set<Integer> probed = probes.stream().map(Probe::step).collect(Collectors.toSet());
        List<LinearOp> ops = new ArrayList<>();
        for (int i = 0; i < gates.size(); i++) {
            ops.add(op(plan, gates.get(i), patterns.get(i), places.get(i), bases.get(i), live.get(i),
                    live.get(i + 1), probed));
        }
        return new LinearProgram(bits, List.copyOf(ops), live.getFirst(), live.getLast(), Map.of(Precision.SINGLE,
                new ConcurrentLinkedQueue<>(), Precision.DOUBLE, new ConcurrentLinkedQueue<>()));
    }

    int rows() {
        return 1 << bits;
    }

    Queue<LinearTile> spare(Precision precision) {
        return Objects.requireNonNull(spare.get(precision));
    }

    /** Where the matrix of a gate, or one with a probe in the place of a step, may differ from zero. */
    private static LinearPattern pattern(Plan plan, LinearGate gate, List<Probe> probes) {
        LinearPattern all = gate.pattern();
        for (Probe probe : probes) {
            if (gate.steps().contains(probe.step()) && all.rows().length > 0) {
                LinearPattern product = LinearPattern.of(Matrix.identity(gate.bits().length));
                for (int number : gate.steps()) {
                    Plan.Step step = plan.steps().get(number);
                    LinearPattern one = number == probe.step()
                            ? LinearPattern.of(probe.derivative())
                            : LinearPattern.of(step.family());
                    product = one.spread(gate.bits().length, LinearGate.places(step.bits(), gate.bits()))
                            .times(product);
                }
                all = all.or(product);
            }
        }
        return all;
    }

    private static int[] bases(int bits, int[] on) {
        int rest = ((1 << bits) - 1) & ~LanePiece.spread((1 << on.length) - 1, on);
        return IntStream.range(0, 1 << bits - on.length).map(i -> Integer.expand(i, rest)).toArray();
    }

    /** Rows live before each gate and at the end. */
    private static List<BitSet> live(List<LinearPattern> patterns, List<int[]> places, List<int[]> bases,
            BitSet start, BitSet end, boolean full) {
        int gates = patterns.size();
        if (full) {
            return java.util.Collections.nCopies(gates + 1, start);
        }
        List<BitSet> live = new ArrayList<>();
        live.add((BitSet) start.clone());
        for (int i = 0; i < gates; i++) {
            LinearPattern pattern = patterns.get(i);
            live.add(map(live.get(i), places.get(i), bases.get(i), pattern::image));
        }
        BitSet wanted = (BitSet) end.clone();
        live.get(gates).and(wanted);
        for (int i = gates - 1; i >= 0; i--) {
            LinearPattern pattern = patterns.get(i);
            wanted = map(wanted, places.get(i), bases.get(i), pattern::preimage);
            live.get(i).and(wanted);
        }
        return live;
    }

    private static BitSet map(BitSet rows, int[] places, int[] bases, java.util.function.LongUnaryOperator within) {
        BitSet out = new BitSet();
        Map<Long, Long> known = new java.util.HashMap<>();
        for (int base : bases) {
            long image = known.computeIfAbsent(mask(rows, base, places), within::applyAsLong);
            for (int i = 0; i < places.length && image != 0; i++) {
                // A matrix too large for masks has all bits set or none.
                if ((image >>> (i & 63) & 1) != 0) {
                    out.set(base + places[i]);
                }
            }
        }
        return out;
    }

    private static long mask(BitSet rows, int base, int[] places) {
        long mask = 0;
        for (int i = 0; i < places.length; i++) {
            if (rows.get(base + places[i])) {
                mask |= places.length > 64 ? -1 : 1L << i;
            }
        }
        return mask;
    }

    private static int[] members(BitSet rows, int base, int[] places) {
        return IntStream.range(0, places.length).filter(i -> rows.get(base + places[i])).toArray();
    }

    private static LinearOp op(Plan plan, LinearGate gate, LinearPattern pattern, int[] places, int[] bases,
            BitSet before, BitSet after, Set<Integer> probed) {
        LinearTables tables = new LinearTables(places.length);
        Map<Live, List<Integer>> groups = new LinkedHashMap<>();
        for (int base : bases) {
            if (places.length > 64) {
                tables.groups(new int[] {base});
                tables.add(new LinearPattern.Part(members(after, base, places), members(before, base, places)),
                        places);
                continue;
            }
            Live live = new Live(mask(before, base, places), mask(after, base, places));
            if (live.columns != 0 || live.rows != 0) {
                groups.computeIfAbsent(live, l -> new ArrayList<>()).add(base);
            }
        }
        groups.forEach((live, list) -> {
            tables.groups(list.stream().mapToInt(Integer::intValue).toArray());
            for (LinearPattern.Part part : pattern.parts(live.rows, live.columns)) {
                tables.add(part, places);
            }
        });
        List<LinearStep> steps = new ArrayList<>();
        for (int number : gate.steps()) {
            LinearStep step = LinearStep.of(plan, number, gate.bits());
            if (!steps.isEmpty() && steps.getLast().joins(step, probed)) {
                step = steps.removeLast().then(step);
            }
            steps.add(step);
        }
        return tables.op(gate.bits().length, steps, fixed(steps, tables.entries()));
    }

    /** The entries of a gate without angles. */
    private static double @Nullable [] fixed(List<LinearStep> steps, int[] entries) {
        LinearAffine product = null;
        for (LinearStep step : steps) {
            if (step.slot() >= 0) {
                return null;
            }
            LinearAffine one = LinearAffine.constant(step.constant());
            product = product == null ? one : one.times(product);
        }
        return Objects.requireNonNull(product).pick(entries);
    }
}
