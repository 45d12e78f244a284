package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanTest {

    /** A key whose hash is that of all others, so that whatever may meet in a table does. */
    private record Key(int number) {
        @Override
        public int hashCode() {
            return 1;
        }
    }

    private static int depth(Plan plan, int key, int[] made) {
        return plan.schedule(new Key(key), Integer.class, () -> {
            made[key]++;
            return key == 0 ? 0 : 1 + depth(plan, key - 1, made);
        });
    }

    @Test
    void schedulesAreMadeOnceAndMayNeedOthers() {
        Plan plan = Plan.on(1).step(Cases.HADAMARD, 0).build();
        int[] made = new int[20];
        assertEquals(19, depth(plan, 19, made));
        assertEquals(19, depth(plan, 19, made));
        assertEquals(7, depth(plan, 7, made));
        assertEquals(20, IntStream.of(made).sum());
    }

    @Test
    void schedulesOfSeveralThreadsAreMadeOnce() {
        Plan plan = Plan.on(1).step(Cases.HADAMARD, 0).build();
        int[] made = new int[10];
        IntStream.range(0, 1000).parallel().forEach(i -> depth(plan, i % 10, made));
        assertEquals(10, IntStream.of(made).sum());
    }
}
