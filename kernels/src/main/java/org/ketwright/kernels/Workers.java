package org.ketwright.kernels;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A fixed team of threads that works through numbered chunks. The team spins shortly between jobs before it parks, so
 * that jobs far below a millisecond still profit. Every worker begins with a contiguous share of the chunks, the same
 * in every run, and helps the others when done; what a chunk computes must not depend on the worker, and then results
 * do not depend on the number of threads.
 *
 * <p>
 * Safe for use by several threads: while the team is busy, a second caller (or a chunk that itself calls
 * {@link #forEach}) does its chunks alone.
 */
public final class Workers {
    private static final int SPINS = 1 << 12;
    private static final int STRIDE = 8;

    /** Work on one chunk. */
    @FunctionalInterface
    public interface Task {

        /**
         * Does one chunk.
         *
         * @param chunk number of the chunk
         * @param worker who does it, 0 to {@link Workers#threads()} - 1; no two chunks of one call run at the same time
         *        with the same number
         */
        void run(int chunk, int worker);
    }

    private static final class Shared {
        static final Workers TEAM = new Workers(configuredThreads());
    }

    private final Helper[] helpers;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile @Nullable Job current;

    private Workers(int threads) {
        helpers = new Helper[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper(i + 1);
            helpers[i].start();
        }
    }

    /**
     * The team of this process, of as many threads as the system property {@code ketwright.threads} says, or else as
     * the machine has processors.
     *
     * @return the team
     * @throws IllegalArgumentException if the property is not a number from 1 to 1024
     */
    public static Workers shared() {
        return Shared.TEAM;
    }

    /**
     * A team of its own. Its threads are daemons and live as long as the process.
     *
     * @param threads number of threads, the caller's own included, 1 to 1024
     * @return the team
     * @throws IllegalArgumentException if the number is out of range
     */
    public static Workers of(int threads) {
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException("a team has 1 to 1024 threads but was given " + threads);
        }
        return new Workers(threads);
    }

    private static int configuredThreads() {
        String text = System.getProperty("ketwright.threads");
        if (text == null) {
            return Math.min(1024, Runtime.getRuntime().availableProcessors());
        }
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 1024) {
            throw new IllegalArgumentException("ketwright.threads must be a number from 1 to 1024 but is '" + text
                    + "'");
        }
        return Integer.parseInt(text);
    }

    /**
     * Number of threads, the caller's own included.
     *
     * @return 1 or more
     */
    public int threads() {
        return helpers.length + 1;
    }

    /**
     * Does all chunks and returns when the last is done. If a chunk throws, chunks not yet begun are left out and the
     * first exception is thrown here.
     *
     * @param chunks how many, 0 or more
     * @param task what to do
     * @throws IllegalArgumentException if {@code chunks} is negative
     */
    public void forEach(int chunks, Task task) {
        if (chunks < 0) {
            throw new IllegalArgumentException("the number of chunks must not be negative but was " + chunks);
        }
        if (chunks <= 1 || helpers.length == 0 || !busy.compareAndSet(false, true)) {
            for (int chunk = 0; chunk < chunks; chunk++) {
                task.run(chunk, 0);
            }
            return;
        }
        Job job = new Job(task, chunks, threads(), Thread.currentThread());
        try {
            current = job;
            for (Helper helper : helpers) {
                helper.wake();
            }
            job.work(0);
            job.await();
        } finally {
            // Helpers remember the job until the next one; what it worked on shall not wait for that.
            job.task = null;
            current = null;
            busy.set(false);
        }
    }

    /** One call of {@link #forEach}. */
    private static final class Job {
        private @Nullable Task task;
        private final int workers;
        private final Thread caller;
        /** Chunks not yet begun of each worker's share: first in the high half, end in the low half. */
        private final AtomicLongArray shares;
        private final AtomicInteger unfinished;
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Job(Task task, int chunks, int workers, Thread caller) {
            this.task = task;
            this.workers = workers;
            this.caller = caller;
            this.unfinished = new AtomicInteger(chunks);
            this.shares = new AtomicLongArray(workers * STRIDE);
            for (int w = 0; w < workers; w++) {
                long from = (long) chunks * w / workers;
                long to = (long) chunks * (w + 1) / workers;
                shares.set(w * STRIDE, from << 32 | to);
            }
        }

        void work(int worker) {
            for (int i = 0; i < workers; i++) {
                int owner = (worker + i) % workers;
                for (int chunk = take(owner, i == 0); chunk >= 0; chunk = take(owner, i == 0)) {
                    run(chunk, worker);
                }
            }
        }

        /** The next chunk of a share, from its front for the owner and from its back for others; -1 when empty. */
        private int take(int owner, boolean front) {
            for (;;) {
                long share = shares.get(owner * STRIDE);
                int from = (int) (share >>> 32);
                int to = (int) share;
                if (from >= to) {
                    return -1;
                }
                long rest = front ? (long) (from + 1) << 32 | to : (long) from << 32 | to - 1;
                if (shares.compareAndSet(owner * STRIDE, share, rest)) {
                    return front ? from : to - 1;
                }
            }
        }

        private void run(int chunk, int worker) {
            try {
                if (failure.get() == null) {
                    Objects.requireNonNull(task).run(chunk, worker);
                }
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            } finally {
                if (unfinished.decrementAndGet() == 0 && worker != 0) {
                    LockSupport.unpark(caller);
                }
            }
        }

        void await() {
            boolean interrupted = false;
            for (int spins = 0; unfinished.get() > 0; spins++) {
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                    interrupted |= Thread.interrupted();
                }
            }
            if (interrupted) {
                caller.interrupt();
            }
            Throwable thrown = failure.get();
            if (thrown instanceof RuntimeException e) {
                throw e;
            }
            if (thrown instanceof Error e) {
                throw e;
            }
        }
    }

    private final class Helper extends Thread {
        private final int worker;
        private volatile boolean parked;

        Helper(int worker) {
            super("ketwright-worker-" + worker);
            this.worker = worker;
            setDaemon(true);
        }

        void wake() {
            if (parked) {
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            Job last = null;
            for (;;) {
                last = next(last);
                last.work(worker);
            }
        }

        private Job next(@Nullable Job last) {
            for (int spins = 0;; spins++) {
                Job job = current;
                if (job != null && job != last) {
                    parked = false;
                    return job;
                }
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else if (!parked) {
                    parked = true;
                } else {
                    LockSupport.park(Workers.this);
                }
            }
        }
    }
}
