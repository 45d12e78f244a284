package org.ketwright.kernels;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Takes a chain of steps back when a step needs the state before it and steps cannot be undone: states are kept in a
 * number of slots and computed again from there, so that with f slots no step is done more than r times beyond the way
 * back if there are at most (f + r + 1)! / (f + 1)! / r! steps (the binomial rule of Griewank and Walther, ACM
 * Transactions on Mathematical Software 26, 2000, section 2). The state at the start lies in slot 0; slots 1 and 2
 * are scratch, the others keep states.
 */
final class Reversal {
    /** Slots that do not keep states on the way. */
    static final int OTHER_SLOTS = 3;

    /** What is done with the steps. */
    interface Chain {

        /** Does a step. */
        void forward(int step, int fromSlot, int toSlot);

        /** Takes a step back; the state before it is in a slot. */
        void back(int step, int slot);
    }

    private final Chain chain;
    private final Deque<Integer> free = new ArrayDeque<>();

    private Reversal(Chain chain, int slots) {
        this.chain = chain;
        for (int slot = slots - 1; slot >= OTHER_SLOTS; slot--) {
            free.push(slot);
        }
    }

    /**
     * Takes the steps from {@code end - 1} down to {@code begin} back; the state before {@code begin} is in slot 0.
     *
     * @param chain what is done with the steps
     * @param begin the first step to be taken back
     * @param end one past the last
     * @param slots number of slots, at least {@link #OTHER_SLOTS}
     */
    static void run(Chain chain, int begin, int end, int slots) {
        if (end > begin) {
            new Reversal(chain, slots).back(begin, end, 0);
        }
    }

    /** Slots with which each of some steps is done at most a number of times on the way. */
    static int slots(int steps, int times) {
        int kept = 0;
        while (reach(kept, times) < steps) {
            kept++;
        }
        return OTHER_SLOTS + kept;
    }

    /** Most steps that can be taken back. */
    private static long reach(int kept, int times) {
        long reach = 1;
        for (int i = 1; i <= times; i++) {
            reach = Math.min(Integer.MAX_VALUE, reach * (kept + 1 + i) / i);
        }
        return reach;
    }

    private void back(int begin, int end, int slot) {
        int first = begin;
        int last = end;
        while (last - first > 1) {
            if (free.isEmpty()) {
                last--;
                chain.back(last, advance(first, last, slot, 1, 2));
                continue;
            }
            int times = 1;
            while (reach(free.size(), times) < last - first) {
                times++;
            }
            int middle = first + (int) Math.min(reach(free.size(), times - 1), last - first - 1);
            int kept = free.pop();
            advance(first, middle, slot, kept, 1);
            back(middle, last, kept);
            free.push(kept);
            last = middle;
        }
        chain.back(first, slot);
    }

    /** Does steps so that the result lies in a slot; another is used on the way. */
    private int advance(int first, int end, int from, int to, int scratch) {
        int at = from;
        for (int step = first; step < end; step++) {
            int next = (end - step) % 2 == 1 ? to : scratch;
            chain.forward(step, at, next);
            at = next;
        }
        return at;
    }
}
