package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The way back through a plan, in groups of consecutive steps. All derivatives of a group are read off state and
 * co-state at its end in one sweep: each is carried through the later steps of the group, as long as it stays a sum of
 * few products of flips and signs. Then the group is undone as one plan.
 *
 * @param groups last group first
 */
record SweepBackward(List<Group> groups) {
    private static final int MOST_LOCAL_BITS = 5;
    private static final int MOST_TERMS = 8;
    private static final int MOST_PRODUCTS = 256;
    /** Entries that vanish at this angle vanish at all. */
    private static final double ANY_ANGLE = 0.6180339887498949;

    /**
     * Consecutive steps.
     *
     * @param from first step
     * @param to one past the last step
     * @param undo the plan that undoes them
     * @param alone whether it is one step whose derivative is applied to a copy of the state
     */
    record Group(int from, int to, Plan undo, boolean alone) {
    }

    private record Key(Set<Integer> slots, boolean startWanted) {
    }

    /** The way back to the first step that matters, made on first use and kept with the plan. */
    static SweepBackward of(Plan plan, int[] slots, boolean startWanted) {
        Key key = new Key(Arrays.stream(slots).boxed().collect(Collectors.toUnmodifiableSet()), startWanted);
        return plan.schedule(key, SweepBackward.class, () -> make(plan, key));
    }

    private static SweepBackward make(Plan plan, Key key) {
        List<Group> groups = new ArrayList<>();
        int first = 0;
        while (first < plan.steps().size() && !key.startWanted && !isWanted(plan.steps().get(first), key.slots)) {
            first++;
        }
        double[] angles = new double[plan.slots()];
        Arrays.fill(angles, ANY_ANGLE);
        for (int to = plan.steps().size(); to > first;) {
            int from = to;
            Map<SweepReader.Correlation, Integer> products = new HashMap<>();
            while (from > first && takes(plan, key.slots, from - 1, to, angles, products)) {
                from--;
            }
            boolean alone = from == to;
            from = alone ? to - 1 : from;
            groups.add(new Group(from, to, plan.undoing(from, to), alone));
            to = from;
        }
        return new SweepBackward(List.copyOf(groups));
    }

    /** Whether a step is a group's first: its derivative, if wanted, stays small up to the group's end. */
    private static boolean takes(Plan plan, Set<Integer> slots, int step, int to, double[] angles,
            Map<SweepReader.Correlation, Integer> products) {
        if (!isWanted(plan.steps().get(step), slots)) {
            return true;
        }
        if (!isLocal(plan.steps().get(step))) {
            return false;
        }
        SweepOperator operator = derivative(plan.steps().get(step), angles[plan.steps().get(step).slot()]);
        for (int later = step + 1; later < to; later++) {
            Plan.Step next = plan.steps().get(later);
            if (operator.touches(mask(next))) {
                if (!isLocal(next)) {
                    return false;
                }
                operator = after(operator, next, next.isFixed() ? 0 : angles[next.slot()]);
                if (operator.size() > MOST_TERMS) {
                    return false;
                }
            }
        }
        operator.collect(products);
        return step == to - 1 || products.size() <= MOST_PRODUCTS;
    }

    static boolean isWanted(Plan.Step step, Set<Integer> slots) {
        return !step.isFixed() && slots.contains(step.slot());
    }

    private static boolean isLocal(Plan.Step step) {
        return step.bits().size() + Long.bitCount(step.controls()) <= MOST_LOCAL_BITS;
    }

    private static long mask(Plan.Step step) {
        return step.controls() | SweepExpansion.place(-1, step.bits().stream().mapToInt(b -> b).toArray());
    }

    /** The operator D for which D times the state after a step is the derivative of that state. */
    private static SweepOperator derivative(Plan.Step step, double angle) {
        Matrix matrix = step.family().derivativeAt(angle).times(step.family().at(angle).adjoint());
        return SweepOperator.of(SweepOperator.widened(step, matrix, 0), SweepLowering.bits(step));
    }

    private static SweepOperator after(SweepOperator operator, Plan.Step step, double angle) {
        return operator.after(SweepOperator.widened(step, step.family().at(angle), 1), SweepLowering.bits(step));
    }

    /**
     * The derivative of the state at the end of a group with respect to the angle of one of its steps, as an operator on
     * that state.
     */
    static SweepOperator derivative(Plan plan, Group group, int step, Angles angles, Samples samples, int sample) {
        Plan.Step own = plan.steps().get(step);
        SweepOperator operator = derivative(own, angles.at(own.slot(), samples, sample));
        for (int later = step + 1; later < group.to; later++) {
            Plan.Step next = plan.steps().get(later);
            if (operator.touches(mask(next))) {
                operator = after(operator, next, next.isFixed() ? 0 : angles.at(next.slot(), samples, sample));
            }
        }
        return operator;
    }
}
