package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void everyChunkIsDoneOnce(int threads) {
        Workers workers = Workers.of(threads);
        assertEquals(threads, workers.threads());
        for (int chunks : new int[] {0, 1, 2, 7, 1000}) {
            for (int round = 0; round < 50; round++) {
                AtomicIntegerArray done = new AtomicIntegerArray(chunks);
                workers.forEach(chunks, (chunk, worker) -> {
                    assertTrue(worker >= 0 && worker < threads);
                    done.incrementAndGet(chunk);
                });
                for (int chunk = 0; chunk < chunks; chunk++) {
                    assertEquals(1, done.get(chunk));
                }
            }
        }
    }

    @Test
    void allWorkersTakePartAndWakeFromParking() throws InterruptedException {
        Workers workers = Workers.of(2);
        for (int round = 0; round < 3; round++) {
            // Each of the two chunks waits for the other, so both threads must come.
            CountDownLatch both = new CountDownLatch(2);
            workers.forEach(2, (chunk, worker) -> {
                both.countDown();
                try {
                    both.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            new CountDownLatch(1).await(20, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
    }

    /** Between two jobs nobody keeps what the last one worked on. */
    @Test
    void whatWasWorkedOnIsLetGo() throws InterruptedException {
        Workers workers = Workers.of(3);
        WeakReference<byte[]> worked = new WeakReference<>(worked(workers));
        for (int round = 0; round < 200 && worked.get() != null; round++) {
            System.gc();
            new CountDownLatch(1).await(20, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
        assertNull(worked.get());
        assertEquals(3, workers.threads());
    }

    /** What a chunk of each thread worked on. */
    private static byte[] worked(Workers workers) {
        byte[] done = new byte[workers.threads()];
        CountDownLatch all = new CountDownLatch(done.length);
        workers.forEach(done.length, (chunk, worker) -> {
            all.countDown();
            try {
                all.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            done[chunk] = 1;
        });
        return done;
    }

    @Test
    void theFirstExceptionComesOutAndTheTeamGoesOn() {
        Workers workers = Workers.of(2);
        IllegalStateException thrown = new IllegalStateException("chunk 3");
        AtomicInteger done = new AtomicInteger();
        assertSame(thrown, assertThrows(IllegalStateException.class, () -> workers.forEach(10, (chunk, worker) -> {
            if (chunk == 3) {
                throw thrown;
            }
        })));
        workers.forEach(10, (chunk, worker) -> done.incrementAndGet());
        assertEquals(10, done.get());
        assertThrows(IllegalArgumentException.class, () -> workers.forEach(-1, (chunk, worker) -> {
        }));
    }

    @Test
    void chunksMayThemselvesUseTheTeam() {
        Workers workers = Workers.of(2);
        AtomicInteger done = new AtomicInteger();
        workers.forEach(4, (outer, worker) -> workers.forEach(5, (inner, same) -> done.incrementAndGet()));
        assertEquals(20, done.get());
    }

    @Test
    void sizesAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> Workers.of(0));
        assertThrows(IllegalArgumentException.class, () -> Workers.of(1025));
        assertSame(Workers.shared(), Workers.shared());
    }
}
