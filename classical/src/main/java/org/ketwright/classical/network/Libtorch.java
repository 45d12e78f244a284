package org.ketwright.classical.network;

import java.io.IOException;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.ketwright.classical.Tensor;

/** The native library: whether it is there, its settings, and numbers going in and out. */
public final class Libtorch {
    /** libtorch counts threads per calling thread, and results depend on the count in their last digits: always one. */
    private static final ThreadLocal<Boolean> ONE_THREAD = ThreadLocal.withInitial(() -> {
        torch.set_num_threads(1);
        return true;
    });

    private Libtorch() {
    }

    /**
     * Loads the library, once.
     *
     * @return whether networks can run, or why not; never throws
     */
    public static EngineStatus status() {
        return Holder.STATUS;
    }

    private static final class Holder {
        static final EngineStatus STATUS = load();

        private static EngineStatus load() {
            try {
                // The threads of OpenBLAS and of libtorch would fight for the cores.
                openblas_nolapack.blas_set_num_threads(1);
                torch.set_num_threads(1);
                return new EngineStatus.Ready("libtorch " + Loader.getVersion("org.bytedeco", "pytorch"));
            } catch (LinkageError | IOException e) {
                return new EngineStatus.Missing("libtorch does not load on " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch") + " (" + e.getMessage()
                        + "); the build brings it for Linux on x86-64, in the jars of org.bytedeco:pytorch");
            }
        }
    }

    /** Called at the start of everything that computes. */
    static void enter() {
        if (status() instanceof EngineStatus.Missing missing) {
            throw new IllegalStateException(missing.reason());
        }
        ONE_THREAD.get();
    }

    /** A native copy. */
    static org.bytedeco.pytorch.Tensor copyIn(Tensor tensor) {
        int[] shape = tensor.shape();
        long[] extents = new long[shape.length];
        for (int i = 0; i < extents.length; i++) {
            extents[i] = shape[i];
        }
        org.bytedeco.pytorch.Tensor copy = torch.empty(extents);
        copy.data_ptr_float().put(tensor.data(), 0, tensor.data().length);
        return copy;
    }

    /** A Java copy with the given shape. */
    static Tensor copyOut(org.bytedeco.pytorch.Tensor tensor, int... shape) {
        float[] data = new float[Math.toIntExact(tensor.numel())];
        copyOut(tensor, data);
        return Tensor.of(data, shape);
    }

    /** Reads all numbers into an array. */
    static void copyOut(org.bytedeco.pytorch.Tensor tensor, float[] into) {
        tensor.contiguous().data_ptr_float().get(into, 0, into.length);
    }

    /** Zeroed memory that lives until the innermost scope ends. */
    static FloatPointer allocate(long numbers) {
        FloatPointer memory = new FloatPointer(numbers);
        Pointer.memset(memory, 0, numbers * Float.BYTES);
        return memory;
    }
}
