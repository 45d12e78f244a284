package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReversalTest {

    /** Slots hold the number of the step before which their state is; -1 is nothing. */
    private static int mostForward(int begin, int end, int slots) {
        int[] state = new int[slots];
        java.util.Arrays.fill(state, -1);
        state[0] = begin;
        int[] forward = new int[end];
        int[] expected = {end - 1};
        Reversal.run(new Reversal.Chain() {
            @Override
            public void forward(int step, int fromSlot, int toSlot) {
                assertTrue(fromSlot != toSlot);
                assertEquals(step, state[fromSlot]);
                state[toSlot] = step + 1;
                forward[step]++;
            }

            @Override
            public void back(int step, int slot) {
                assertEquals(expected[0]--, step);
                assertEquals(step, state[slot]);
            }
        }, begin, end, slots);
        assertEquals(begin - 1, Math.min(expected[0], end - 1));
        return java.util.Arrays.stream(forward).max().orElse(0);
    }

    @Test
    void everyStepIsTakenBackFromItsOwnStateInOrder() {
        for (int steps = 1; steps <= 60; steps++) {
            for (int slots = Reversal.OTHER_SLOTS; slots < 20; slots++) {
                mostForward(0, steps, slots);
                mostForward(3, 3 + steps, slots);
            }
        }
    }

    @Test
    void slotsBoundHowOftenAStepIsDone() {
        for (int steps = 1; steps <= 200; steps++) {
            for (int times = 1; times <= 3; times++) {
                assertTrue(mostForward(0, steps, Reversal.slots(steps, times)) <= times);
            }
        }
        assertEquals(Reversal.OTHER_SLOTS + 22, Reversal.slots(300, 2));
    }
}
