package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the steps of a plan together to fewer matrices where that costs less time: neighbors on the same bits, a
 * matrix on one qubit and one on two, and so on. A step may pass others on its way if they share no bits.
 */
final class LinearFuser {
    /** Most bits of a matrix that no single step has. */
    private static final int MOST_BITS = 4;

    /** Most bits of a product of several matrices that differ from sample to sample. */
    private static final int MOST_DRIVEN_BITS = 2;

    /** How far back a step looks for one to join. */
    private static final int REACH = 64;

    private final int bits;
    private final List<LinearGate> gates = new ArrayList<>();

    private LinearFuser(int bits) {
        this.bits = bits;
    }

    /**
     * The gates of a plan.
     *
     * @param plan real steps
     * @param driven slots whose angles differ from sample to sample
     */
    static List<LinearGate> gates(Plan plan, BitSet driven) {
        LinearFuser fuser = new LinearFuser(plan.bits());
        for (int i = 0; i < plan.steps().size(); i++) {
            Plan.Step step = plan.steps().get(i);
            fuser.add(LinearGate.of(plan, i, !step.isFixed() && driven.get(step.slot())));
        }
        return List.copyOf(fuser.gates);
    }

    private void add(LinearGate gate) {
        LinearGate next = gate;
        while (next != null) {
            next = join(next);
        }
    }

    /** Puts a gate behind the others or into one of them; what is then to be added again comes back. */
    private @Nullable LinearGate join(LinearGate gate) {
        long passed = 0;
        for (int i = gates.size() - 1; i >= Math.max(0, gates.size() - REACH); i--) {
            LinearGate earlier = gates.get(i);
            boolean backward = (passed & gate.mask()) == 0;
            boolean forward = (passed & earlier.mask()) == 0;
            if ((backward || forward) && (earlier.mask() & gate.mask()) != 0) {
                LinearGate both = merged(earlier, gate);
                if (both != null && forward) {
                    gates.remove(i);
                    return both;
                }
                if (both != null) {
                    gates.set(i, both);
                    return null;
                }
            }
            passed |= earlier.mask();
        }
        gates.add(gate);
        return null;
    }

    private @Nullable LinearGate merged(LinearGate first, LinearGate second) {
        int both = Long.bitCount(first.mask() | second.mask());
        if (both > Math.max(MOST_BITS, Math.max(first.bits().length, second.bits().length))
                || first.driven() + second.driven() > 1 && both > MOST_DRIVEN_BITS) {
            return null;
        }
        LinearGate merged = first.then(second);
        return merged.cost(bits) <= first.cost(bits) + second.cost(bits) ? merged : null;
    }
}
