package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CudaPoolTest {
    private static final long MEMORY = 1 << 26;

    private final Map<Long, Long> taken = new HashMap<>();
    private long next = 1;
    private int calls;

    private CudaPool pool() {
        return new CudaPool(bytes -> {
            calls++;
            if (used() + bytes > MEMORY) {
                throw new InsufficientMemoryException("full");
            }
            taken.put(next, bytes);
            next += bytes;
            return next - bytes;
        }, address -> {
            assertTrue(taken.containsKey(address));
            taken.remove(address);
        });
    }

    private long used() {
        return taken.values().stream().mapToLong(b -> b).sum();
    }

    @Test
    void piecesAreLargeEnoughDisjointAndAllGivenBack() {
        SplittableRandom random = new SplittableRandom(1);
        CudaPool pool = pool();
        Map<Long, Long> mine = new HashMap<>();
        for (int i = 0; i < 2000; i++) {
            if (random.nextBoolean() && !mine.isEmpty()) {
                long address = new ArrayList<>(mine.keySet()).get(random.nextInt(mine.size()));
                mine.remove(address);
                pool.give(address);
            } else if (mine.size() < 20) {
                long bytes = random.nextLong(1, 1 << 20);
                long address = pool.take(bytes);
                assertEquals(null, mine.put(address, bytes));
                assertTrue(taken.getOrDefault(address, 0L) >= bytes);
            }
        }
        assertTrue(calls < 500, calls + " calls");
        List.copyOf(mine.keySet()).forEach(pool::give);
        assertEquals(used(), pool.keptBytes());
        pool.drain();
        assertEquals(Map.of(), taken);
        assertEquals(0, pool.keptBytes());
    }

    @Test
    void whatIsKeptMakesWayForWhatIsWanted() {
        CudaPool pool = pool();
        List<Long> some = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            some.add(pool.take(1 << 24));
        }
        assertThrows(InsufficientMemoryException.class, () -> pool.take(1));
        some.forEach(pool::give);
        long all = pool.take(MEMORY);
        pool.give(all);
        assertEquals(Map.of(), taken);
        assertThrows(IllegalStateException.class, () -> pool.give(all));
    }

    @Test
    void whatIsGivenBackTwiceIsRefused() {
        CudaPool pool = pool();
        long address = pool.take(100);
        pool.give(address);
        assertThrows(IllegalStateException.class, () -> pool.give(address));
        assertEquals(address, pool.take(100));
    }

    @Test
    void aDriverThatTakesNothingBackIsAskedOnceForEach() {
        int[] asked = new int[1];
        CudaPool pool = new CudaPool(bytes -> next += bytes, address -> {
            asked[0]++;
            throw new CudaException("broken");
        });
        for (long address : new long[] {pool.take(1000), pool.take(1000), pool.take(5000)}) {
            pool.give(address);
        }
        for (int i = 0; i < 3; i++) {
            assertThrows(CudaException.class, pool::drain);
        }
        pool.drain();
        assertEquals(3, asked[0]);
        assertEquals(0, pool.keptBytes());
    }
}
