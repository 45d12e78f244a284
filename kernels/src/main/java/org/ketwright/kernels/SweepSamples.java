package org.ketwright.kernels;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Samples of large states: each thread takes some while states are small; all work on one when they are large. */
final class SweepSamples {
    /** From here on a state has enough blocks for a team. */
    private static final int SHARED_BITS = 17;

    private SweepSamples() {
    }

    /** What is done with one sample. */
    interface Task<T> {

        /** Uses a workspace that nobody else uses at the time. */
        void run(T own, int sample);
    }

    /**
     * Does all samples.
     *
     * @param make makes a workspace
     * @param close gives its memory back
     */
    static <T> void forEach(Workers workers, int bits, int samples, Supplier<T> make, Consumer<T> close,
            Task<T> task) {
        if (bits >= SHARED_BITS || samples == 1) {
            T own = make.get();
            try {
                for (int sample = 0; sample < samples; sample++) {
                    task.run(own, sample);
                }
            } finally {
                close.accept(own);
            }
            return;
        }
        @Nullable
        Object[] spaces = new @Nullable Object[workers.threads()];
        try {
            workers.forEach(samples, (sample, worker) -> {
                if (spaces[worker] == null) {
                    spaces[worker] = make.get();
                }
                @SuppressWarnings("unchecked")
                T own = (T) Objects.requireNonNull(spaces[worker]);
                task.run(own, sample);
            });
        } finally {
            @SuppressWarnings("unchecked")
            Consumer<Object> any = (Consumer<Object>) close;
            Arrays.stream(spaces).filter(Objects::nonNull).forEach(any);
        }
    }
}
