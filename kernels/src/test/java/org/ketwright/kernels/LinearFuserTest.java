package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinearFuserTest {
    private final SplittableRandom random = new SplittableRandom(61);

    private static List<LinearGate> gates(Plan plan, int... driven) {
        BitSet slots = new BitSet();
        for (int slot : driven) {
            slots.set(slot);
        }
        return LinearFuser.gates(plan, slots);
    }

    @Test
    void matricesOnOneQubitJoinThatOnTwo() {
        Plan plan = Plan.on(6).step(LinearCases.dense(random, 2), 0, 1).step(LinearCases.dense(random, 2), 4, 5)
                .step(LinearCases.dense(random, 4), 4, 5, 0, 1).step(LinearCases.diagonal(random, 4), 0, 1, 4, 5)
                .build();
        List<LinearGate> gates = gates(plan);
        assertEquals(1, gates.size());
        assertArrayEquals(new int[] {0, 1, 4, 5}, gates.getFirst().bits());
        assertEquals(4, gates.getFirst().steps().size());
    }

    @Test
    void noMatrixGrowsBeyondTwoQubits() {
        Plan plan = Plan.on(6).step(LinearCases.dense(random, 4), 0, 1, 2, 3)
                .step(LinearCases.dense(random, 4), 2, 3, 4, 5).build();
        assertEquals(2, gates(plan).size());
    }

    @Test
    void stepsPassOthersThatShareNoBits() {
        Plan plan = Plan.on(8).step(LinearCases.dense(random, 4), 0, 1, 2, 3)
                .step(LinearCases.dense(random, 4), 4, 5, 6, 7).step(LinearCases.dense(random, 4), 3, 2, 1, 0)
                .build();
        List<LinearGate> gates = gates(plan);
        assertEquals(2, gates.size());
        assertEquals(3, gates.stream().mapToInt(gate -> gate.steps().size()).sum());
    }

    @Test
    void drivenMatricesAreMultipliedOnOneQubitAlone() {
        Plan one = Plan.on(8).step(LinearCases.anything(random, 2), 0, 0, 1)
                .step(LinearCases.anything(random, 2), 1, 0, 1).build();
        assertEquals(1, gates(one, 0, 1).size());
        Plan two = Plan.on(8).step(LinearCases.anything(random, 3), 0, 0, 1, 2)
                .step(LinearCases.anything(random, 3), 1, 0, 1, 2).build();
        assertEquals(2, gates(two, 0, 1).size());
        assertEquals(1, gates(two).size());
    }
}
