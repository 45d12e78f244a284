package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A batch in blocks of {@value #SIZE} samples, shared by threads. A block's rows hold one number per sample; the last
 * block's are as long as all others, so no loop has a tail and a sample's result does not depend on its place.
 */
public final class SampleBlocks {

    /** Samples of a block: the rows of a few qubits stay in the first-level cache. */
    public static final int SIZE = 128;

    /** Samples a thread takes at a time: many, because a block takes but a microsecond. */
    private static final int CHUNK = 8 * SIZE;

    /**
     * Work on one block.
     *
     * @param <W> what a thread works with
     */
    @FunctionalInterface
    public interface Task<W> {

        /**
         * Does one block.
         *
         * @param workspace the thread's own
         * @param from first sample of the block
         */
        void run(W workspace, int from);
    }

    private SampleBlocks() {
    }

    /**
     * Visits all blocks.
     *
     * @param <W> what a thread works with
     * @param workers the threads
     * @param samples samples of the batch, 0 or more
     * @param workspace makes what one thread works with, once for each thread that takes part
     * @param task what to do
     */
    public static <W> void forEach(Workers workers, int samples, Supplier<W> workspace, Task<W> task) {
        List<@Nullable W> workspaces = new ArrayList<>(Collections.nCopies(workers.threads(), null));
        workers.forEach(Math.ceilDiv(samples, CHUNK), (chunk, worker) -> {
            W own = workspaces.get(worker);
            if (own == null) {
                own = workspace.get();
                workspaces.set(worker, own);
            }
            int end = Math.min(samples, (chunk + 1) * CHUNK);
            for (int from = chunk * CHUNK; from < end; from += SIZE) {
                task.run(own, from);
            }
        });
    }

    /**
     * Copies a block of the first rows of a batch.
     *
     * @param all the batch, {@code [row * samples + sample]}
     * @param rows receives {@code [row * SIZE + sample - from]}
     * @param count how many rows
     * @param samples samples of the batch
     * @param from first sample of the block
     */
    public static void copyIn(double[] all, double[] rows, int count, int samples, int from) {
        int length = Math.min(SIZE, samples - from);
        for (int r = 0; r < count; r++) {
            System.arraycopy(all, r * samples + from, rows, r * SIZE, length);
        }
    }

    /**
     * Copies a block's first rows to their places in the batch.
     *
     * @param rows the block, {@code [row * SIZE + sample - from]}
     * @param all receives {@code [row * samples + sample]}
     * @param count how many rows
     * @param samples samples of the batch
     * @param from first sample of the block
     */
    public static void copyOut(double[] rows, double[] all, int count, int samples, int from) {
        int length = Math.min(SIZE, samples - from);
        for (int r = 0; r < count; r++) {
            System.arraycopy(rows, r * SIZE, all, r * samples + from, length);
        }
    }
}
