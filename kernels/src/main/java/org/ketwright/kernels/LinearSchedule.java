package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Distributes the gates of a plan to passes over a large vector: from some gate on, a pass takes whatever gates act on
 * bits it already has, and those that need the fewest more, as long as they may be done before the gates left out. Of
 * several beginnings the one that takes the most work is chosen.
 *
 * @param passes the passes in order
 */
record LinearSchedule(List<LinearPass> passes) {
    /** Row bits of a block: with its copy it fills half of a usual second-level cache. */
    static final int ROW_BITS = 12;

    private static final int BEGINNINGS = 12;

    private record Key(Precision precision, List<Probe> probes) {
    }

    /** Gates of one pass. */
    private record Choice(List<LinearGate> taken, List<LinearGate> left, double work) {
    }

    /**
     * The passes of a plan, made on first use.
     *
     * @param plan the plan
     * @param probes derivatives that matter besides the matrices
     * @param precision format
     */
    static LinearSchedule of(Plan plan, List<Probe> probes, Precision precision) {
        return plan.schedule(new Key(precision, probes), LinearSchedule.class, () -> make(plan, probes, precision));
    }

    /** Whether each gate leaves enough bits for lanes. */
    static boolean fits(Plan plan, Precision precision) {
        int laneBits = LinearPass.laneBits(precision);
        return LinearBatch.gates(plan, new BitSet()).stream().allMatch(
                gate -> Long.bitCount(LinearPass.needed(gate.mask(), laneBits)) + laneBits <= plan.bits());
    }

    private static LinearSchedule make(Plan plan, List<Probe> probes, Precision precision) {
        int laneBits = LinearPass.laneBits(precision);
        int rowBits = Math.min(ROW_BITS, plan.bits() - laneBits);
        List<LinearPass> passes = new ArrayList<>();
        List<LinearGate> left = LinearBatch.gates(plan, new BitSet());
        while (!left.isEmpty()) {
            Choice best = null;
            for (int first : ready(left)) {
                Choice choice = choose(left, first, rowBits, laneBits, plan.bits());
                best = best == null || choice.work > best.work ? choice : best;
            }
            Choice choice = java.util.Objects.requireNonNull(best);
            passes.add(LinearPass.of(plan, choice.taken, probes, rowBits, precision));
            left = choice.left;
        }
        return new LinearSchedule(List.copyOf(passes));
    }

    /** Gates that no earlier one holds back. */
    private static List<Integer> ready(List<LinearGate> gates) {
        List<Integer> ready = new ArrayList<>();
        long held = 0;
        for (int i = 0; i < gates.size() && ready.size() < BEGINNINGS; i++) {
            if ((gates.get(i).mask() & held) == 0) {
                ready.add(i);
            }
            held |= gates.get(i).mask();
        }
        return ready;
    }

    private static Choice choose(List<LinearGate> gates, int first, int rowBits, int laneBits, int bits) {
        long touched = gates.get(first).mask();
        while (true) {
            List<LinearGate> taken = new ArrayList<>();
            List<LinearGate> left = new ArrayList<>();
            LinearGate next = null;
            int fewest = Integer.MAX_VALUE;
            long held = 0;
            double work = 0;
            for (LinearGate gate : gates) {
                boolean free = (gate.mask() & held) == 0;
                if (free && (gate.mask() & ~touched) == 0) {
                    taken.add(gate);
                    work += gate.cost(bits);
                    continue;
                }
                int more = Long.bitCount(LinearPass.needed(touched | gate.mask(), laneBits));
                if (free && more <= rowBits && more < fewest) {
                    next = gate;
                    fewest = more;
                }
                held |= gate.mask();
                left.add(gate);
            }
            if (next == null) {
                return new Choice(taken, left, work);
            }
            touched |= next.mask();
        }
    }
}
