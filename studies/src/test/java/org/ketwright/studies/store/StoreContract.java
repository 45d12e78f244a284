package org.ketwright.studies.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.ketwright.studies.Cell;
import org.ketwright.studies.Digests;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;

/** What every store does, whatever database it lives in. */
abstract class StoreContract {
    static final String IDENTITY = "{\"study\":\"contract\"}";

    private final AtomicLong clock = new AtomicLong(1_000_000);

    /** An empty place. */
    abstract StoreLocation location();

    /** So many cells, by address. */
    static Map<String, Cell> cells(int count) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            Cell cell = Cell.of("number", Map.of("i", i));
            cells.put(Digests.sha256(cell.toString()), cell);
        }
        return cells;
    }

    static StoredResult result(String id) {
        return new StoredResult(id, "{\"value\":\"of " + id + "\"}", 0.5, "test");
    }

    private CellStore open(StoreLocation location, int cells) {
        CellStore store = CellStore.open(location, clock::get);
        store.adopt(IDENTITY, cells(cells));
        return store;
    }

    @Test
    void cellsAreClaimedInOrderAndOnce() {
        try (CellStore store = open(location(), 3)) {
            List<String> claimed = new ArrayList<>();
            for (Optional<String> id = store.claim(); id.isPresent(); id = store.claim()) {
                claimed.add(id.get());
            }
            assertEquals(List.copyOf(cells(3).keySet()), claimed);
            assertEquals(new CellStore.Counts(0, 3, 0, 0), store.counts());
        }
    }

    @Test
    void aResultIsKeptOnce() {
        StoreLocation location = location();
        try (CellStore store = open(location, 2)) {
            String id = store.claim().orElseThrow();
            assertTrue(store.finish(result(id)));
            assertFalse(store.finish(new StoredResult(id, "{}", 1, "another")));
            assertEquals(Map.of(id, result(id)), store.results());
        }
        try (CellStore store = open(location, 2)) {
            assertEquals(1, store.results().size());
            assertEquals(new CellStore.Counts(1, 0, 1, 0), store.counts());
        }
    }

    @Test
    void aClaimRunsOutUnlessRenewed() {
        StoreLocation location = location();
        try (CellStore slow = open(location, 1); CellStore other = open(location, 1)) {
            String id = slow.claim().orElseThrow();
            assertEquals(Optional.empty(), other.claim());
            clock.addAndGet(CellStore.LEASE_MILLIS - 1);
            slow.renew();
            clock.addAndGet(CellStore.LEASE_MILLIS - 1);
            assertEquals(Optional.empty(), other.claim());
            clock.addAndGet(2);
            assertEquals(Optional.of(id), other.claim());
            assertTrue(other.finish(result(id)));
            assertFalse(slow.finish(result(id)), "the slow one comes too late and doubles nothing");
            slow.fail(id, "too late to fail");
            assertEquals(new CellStore.Counts(1, 0, 0, 0), slow.counts());
        }
    }

    @Test
    void releasedCellsAreClaimedAgain() {
        StoreLocation location = location();
        try (CellStore first = open(location, 2); CellStore second = open(location, 2)) {
            first.claim();
            first.claim();
            assertEquals(Optional.empty(), second.claim());
            first.release();
            assertTrue(second.claim().isPresent());
        }
    }

    @Test
    void failedCellsWaitUntilTheyAreTriedAgain() {
        StoreLocation location = location();
        try (CellStore store = open(location, 1)) {
            String id = store.claim().orElseThrow();
            store.fail(id, "no luck");
            assertEquals(Map.of(id, "no luck"), store.failures());
            assertEquals(Optional.empty(), store.claim());
            store.retryFailed();
            assertEquals(Optional.of(id), store.claim());
            store.finish(result(id));
            assertEquals(Map.of(), store.failures());
        }
    }

    @Test
    void aStoreBelongsToOneRun() {
        StoreLocation location = location();
        try (CellStore store = CellStore.open(location)) {
            assertEquals(Optional.empty(), store.identity());
            store.adopt(IDENTITY, cells(1));
            assertEquals(Optional.of(IDENTITY), store.identity());
            StoredResult kept = result(store.claim().orElseThrow());
            store.finish(kept);
            Map<String, Cell> others = cells(3);
            others.remove(kept.id());
            assertThrows(IllegalArgumentException.class, () -> store.adopt("{}", others));
            assertEquals(Optional.of(IDENTITY), store.identity());
            assertEquals(Map.of(kept.id(), kept), store.results(), "another run takes nothing away");
            assertEquals(new CellStore.Counts(1, 0, 0, 0), store.counts());
        }
    }

    @Test
    void notesAreReplaced() {
        try (CellStore store = open(location(), 1)) {
            assertEquals(Optional.empty(), store.note("machine"));
            store.note("machine", "one");
            store.note("machine", "two");
            assertEquals(Optional.of("two"), store.note("machine"));
        }
    }

    @Test
    void aStoreOfANewerVersionIsRefused() throws SQLException {
        StoreLocation location = location();
        open(location, 1).close();
        change(location, "update meta set value = '2' where name = 'schema'");
        FailureException e = assertThrows(FailureException.class, () -> CellStore.open(location));
        assertEquals(ExitCode.INPUT, e.exitCode());
        assertTrue(String.valueOf(e.getMessage()).contains("written by a newer version"), e.getMessage());
    }

    @Test
    void aChangedResultIsNoticedAndComputedAgain() throws SQLException {
        StoreLocation location = location();
        try (CellStore store = open(location, 2)) {
            for (int i = 0; i < 2; i++) {
                store.finish(result(store.claim().orElseThrow()));
            }
        }
        String id = cells(2).keySet().iterator().next();
        change(location, "update result set value = replace(value, 'of', 'ov') where id = '" + id + "'");
        try (CellStore store = CellStore.open(location)) {
            assertEquals(1, store.results().size(), "a damaged result is never given out");
            List<String> repaired = store.adopt(IDENTITY, cells(2));
            assertEquals(1, repaired.size());
            assertTrue(repaired.getFirst().contains("was damaged and is computed again"), repaired.getFirst());
            assertEquals(Optional.of(id), store.claim());
        }
    }

    @Test
    void statesAreMendedFromResults() throws SQLException {
        StoreLocation location = location();
        try (CellStore store = open(location, 3)) {
            store.finish(result(store.claim().orElseThrow()));
        }
        change(location, "update cell set state = 'lost'");
        try (CellStore store = open(location, 3)) {
            assertEquals(new CellStore.Counts(1, 0, 2, 0), store.counts());
        }
    }

    @Test
    void aStoreThatForgotWhatItBelongsToIsRefused() throws SQLException {
        StoreLocation location = location();
        open(location, 1).close();
        change(location, "update meta set value = '{}' where name = 'identity'");
        try (CellStore store = CellStore.open(location)) {
            FailureException e = assertThrows(FailureException.class, store::identity);
            assertEquals(ExitCode.INPUT, e.exitCode());
        }
    }

    @Test
    void severalStoresShareTheWork() throws InterruptedException {
        StoreLocation location = location();
        int count = 30;
        ConcurrentLinkedQueue<String> finished = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Throwable> errors = new ConcurrentLinkedQueue<>();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    start.await();
                    try (CellStore store = open(location, count)) {
                        for (Optional<String> id = store.claim(); id.isPresent(); id = store.claim()) {
                            assertTrue(store.finish(result(id.get())));
                            finished.add(id.get());
                        }
                    }
                } catch (InterruptedException | RuntimeException | Error e) {
                    errors.add(e);
                }
            }));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), List.copyOf(errors));
        Set<String> distinct = new HashSet<>(finished);
        assertEquals(count, finished.size());
        assertEquals(cells(count).keySet(), distinct);
    }

    /** Does to a store what only a defect or a defective disk would do. */
    static void change(StoreLocation location, String sql) throws SQLException {
        try (Connection connection = StoreTables.connect(location); Statement s = connection.createStatement()) {
            s.executeUpdate(sql);
        }
    }
}
