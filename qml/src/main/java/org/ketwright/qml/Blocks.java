package org.ketwright.qml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.ketwright.kernels.Workers;

/**
 * A batch in blocks of {@value #SIZE} samples, shared by threads. A block's rows hold one number per sample; the last
 * block's are as long as all others, so no loop has a tail and a sample's result does not depend on its place.
 */
final class Blocks {
    /** Samples of a block: the rows of a few qubits stay in the first-level cache. */
    static final int SIZE = 128;

    /** Samples a thread takes at a time: many, because a block takes but a microsecond. */
    private static final int CHUNK = 8 * SIZE;

    /** Works on the block that begins with a sample. */
    interface Task<W> {
        void run(W workspace, int from);
    }

    private Blocks() {}

    /** Visits all blocks; each thread has a workspace of its own. */
    static <W> void forEach(Workers workers, int samples, Supplier<W> workspace, Task<W> task) {
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

    /** Copies a block of the first rows of {@code [row][sample]}. */
    static void copyIn(double[] all, double[] rows, int count, int samples, int from) {
        int length = Math.min(SIZE, samples - from);
        for (int r = 0; r < count; r++) {
            System.arraycopy(all, r * samples + from, rows, r * SIZE, length);
        }
    }

    /** Copies a block's first rows to their places in {@code [row][sample]}. */
    static void copyOut(double[] rows, double[] all, int count, int samples, int from) {
        int length = Math.min(SIZE, samples - from);
        for (int r = 0; r < count; r++) {
            System.arraycopy(rows, r * SIZE, all, r * samples + from, length);
        }
    }

    /** Refuses arrays that are not {@code [row][sample]}. */
    static void requireSize(double[] values, int rows, int samples, String what) {
        if (samples < 0 || values.length != (long) rows * samples) {
            throw new IllegalArgumentException(samples + " windows of " + rows + " " + what
                    + " need as many values as their product but were given " + values.length);
        }
    }
}
