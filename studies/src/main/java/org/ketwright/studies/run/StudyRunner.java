package org.ketwright.studies.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.ketwright.kernels.Backend;
import org.ketwright.studies.Cell;
import org.ketwright.studies.CellContext;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.Json;
import org.ketwright.studies.data.DataFolder;
import org.ketwright.studies.store.CellStore;
import org.ketwright.studies.store.StoredResult;

/**
 * Computes the cells of a plan that have no result yet, several at a time, and keeps each result before it counts as
 * done. Several runners, also of other processes, may work on one store.
 */
public final class StudyRunner {
    private static final long WAIT_NANOS = Duration.ofMillis(250).toNanos();

    private final RunPlan plan;
    private final CellStore store;
    private final Progress progress;
    private final CellContext context;
    private final int workers;
    private final AtomicReference<@Nullable Throwable> stop = new AtomicReference<>();
    private final CountDownLatch ended;

    /**
     * A runner.
     *
     * @param plan what to compute
     * @param store where results are kept; adopted by the plan
     * @param backend what runs circuits
     * @param data the data files
     * @param threads how many threads to use, 1 or more
     * @param progress hears how far it is
     */
    public StudyRunner(RunPlan plan, CellStore store, Backend backend, DataFolder data, int threads,
            Progress progress) {
        this.plan = plan;
        this.store = store;
        this.progress = progress;
        workers = workers(plan, threads);
        ended = new CountDownLatch(workers);
        context = new CellContext(plan.setup(), backend, data, threadsPerCell(plan, threads));
    }

    /** How many cells run at a time. */
    private static int workers(RunPlan plan, int threads) {
        return Math.clamp(plan.cells().size(), 1, threads);
    }

    /**
     * How many threads each cell may use: more than one only if there are fewer cells than threads.
     *
     * @param plan what to compute
     * @param threads how many threads to use
     * @return 1 or more
     */
    public static int threadsPerCell(RunPlan plan, int threads) {
        return Math.max(1, threads / workers(plan, threads));
    }

    /**
     * Computes what is missing; returns when every cell is done or failed, whoever computed it.
     *
     * @return how many cells are in each state
     * @throws FailureException if the run cannot go on; finished cells are kept
     */
    public CellStore.Counts run() {
        CellStore.Counts before = store.counts();
        progress.start(before.total(), before.done());
        ScheduledExecutorService heart = Executors
                .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("renew-claims").factory());
        try {
            long period = CellStore.LEASE_MILLIS / 4;
            var _ = heart.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.MILLISECONDS);
            for (int i = 0; i < workers; i++) {
                Thread.ofPlatform().daemon().name("cell-worker-" + i).start(this::work);
            }
            ended.await();
        } catch (InterruptedException e) {
            stop.compareAndSet(null, new FailureException(ExitCode.INTERRUPTED, "interrupted", e));
            Thread.currentThread().interrupt();
        } finally {
            heart.shutdownNow();
        }
        rethrow(stop.get());
        return store.counts();
    }

    private void renew() {
        try {
            store.renew();
        } catch (FailureException e) {
            stop(e);
        }
    }

    /** Ends the run without waiting for cells under way, which may take long and are lost anyway. */
    private void stop(Throwable reason) {
        stop.compareAndSet(null, reason);
        while (ended.getCount() > 0) {
            ended.countDown();
        }
    }

    private void work() {
        try {
            while (stop.get() == null) {
                Optional<String> address = store.claim();
                if (address.isPresent()) {
                    compute(address.get());
                } else if (store.counts().running() == 0) {
                    break;
                } else {
                    // Somebody else still works on cells, which come back here if they die.
                    LockSupport.parkNanos(WAIT_NANOS);
                }
            }
            ended.countDown();
        } catch (RuntimeException | Error e) {
            stop(e);
        }
    }

    private void compute(String address) {
        Cell cell = plan.cells().get(address);
        if (cell == null) {
            throw FailureException.input("store " + store.location() + ": holds a cell that is not in the plan");
        }
        long start = System.nanoTime();
        try {
            String value = Json.canonical(plan.study().compute(cell, context));
            store.finish(new StoredResult(address, value, (System.nanoTime() - start) / 1e9,
                    Build.version() + " " + Build.commit()));
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            Failures.stopping(e).ifPresent(failure -> {
                throw failure;
            });
            store.fail(address, Failures.line(e));
            progress.say("cell " + cell + " failed: " + Failures.line(e));
        }
        report(cell);
    }

    private synchronized void report(Cell cell) {
        CellStore.Counts counts = store.counts();
        progress.finished(cell, counts.done() + counts.failed());
    }

    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }
}
