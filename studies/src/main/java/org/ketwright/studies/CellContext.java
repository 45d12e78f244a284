package org.ketwright.studies;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.ketwright.classical.Seed;
import org.ketwright.kernels.Backend;
import org.ketwright.studies.data.DataFolder;

/**
 * What a cell may use besides its parameters. Safe for use by several threads.
 */
public final class CellContext {
    private final Setup setup;
    private final Backend backend;
    private final DataFolder data;
    private final int threads;
    private final Map<Object, FutureTask<Object>> shared = new ConcurrentHashMap<>();

    /**
     * A context for all cells of a run.
     *
     * @param setup what decides the results
     * @param backend what runs circuits
     * @param data the data files
     * @param threads how many threads one cell may use
     */
    public CellContext(Setup setup, Backend backend, DataFolder data, int threads) {
        this.setup = setup;
        this.backend = backend;
        this.data = data;
        this.threads = threads;
    }

    /**
     * What decides the results.
     *
     * @return preset, settings, seed, precision
     */
    public Setup setup() {
        return setup;
    }

    /**
     * The value of a setting.
     *
     * @param setting a setting of the study
     * @param <T> its type
     * @return the value
     */
    public <T> T get(Setting<T> setting) {
        return setup.settings().get(setting);
    }

    /**
     * The seed of the study, from which cells derive theirs.
     *
     * @return the seed
     */
    public Seed seed() {
        return new Seed(setup.seed());
    }

    /**
     * What runs circuits.
     *
     * @return the backend chosen for this run
     */
    public Backend backend() {
        return backend;
    }

    /**
     * The data files.
     *
     * @return the folder, with every data set that the study named present
     */
    public DataFolder data() {
        return data;
    }

    /**
     * How many threads one cell may use: 1 unless there are fewer cells than threads.
     *
     * @return 1 or more; results must not depend on it
     */
    public int threads() {
        return threads;
    }

    /**
     * Something several cells need, such as decoded images or a trained model: computed by the first that asks and kept
     * for the whole run. It must depend on the key, the setup and the data files alone, so that a cell gets the same in
     * every run.
     *
     * @param key says what it is; equal keys share
     * @param type its class
     * @param make computes it; may itself ask for other keys, but not in a circle
     * @param <T> its class
     * @return the shared value, which nobody changes
     */
    public <T> T shared(Object key, Class<T> type, Supplier<T> make) {
        FutureTask<Object> mine = new FutureTask<>(make::get);
        FutureTask<Object> task = shared.putIfAbsent(key, mine);
        if (task == null) {
            task = mine;
            mine.run();
        }
        try {
            return type.cast(task.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while another cell prepares " + key, e);
        } catch (ExecutionException e) {
            shared.remove(key, task);
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : e.getCause() instanceof Error error ? rethrow(error) : new IllegalStateException(e.getCause());
        }
    }

    private static RuntimeException rethrow(Error error) {
        throw error;
    }
}
