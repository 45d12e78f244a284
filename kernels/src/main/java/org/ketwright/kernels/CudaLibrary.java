package org.ketwright.kernels;

import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import jcuda.Pointer;
import jcuda.driver.CUstream;
import jcuda.jcublas.JCublas2;
import jcuda.jcublas.cublasHandle;
import jcuda.jcublas.cublasOperation;
import jcuda.jcublas.cublasStatus;
import jcuda.runtime.cudaStream_t;
import org.jspecify.annotations.Nullable;

/**
 * cuBLAS, where it is on the machine. JCublas is linked against version 12 by name and takes no other. Looking for it
 * takes no memory of the card; the first product does. Safe for use by several threads.
 */
final class CudaLibrary {
    private static final String NAME = "libcublas.so.12";

    private @Nullable String words;
    private boolean isThere;
    private @Nullable cublasHandle handle;

    /** How products are made, in words. */
    synchronized String words() {
        String known = words;
        if (known == null) {
            known = look();
            isThere = known.isEmpty();
            known = isThere ? "products by cuBLAS" : "products by own kernels, as " + known;
            words = known;
        }
        return known;
    }

    /** Whether the library makes products. */
    synchronized boolean isThere() {
        words();
        return isThere;
    }

    /** What is missing, or nothing. */
    @SuppressWarnings("restricted")
    private static String look() {
        try {
            SymbolLookup.libraryLookup(NAME, Arena.global());
        } catch (IllegalArgumentException e) {
            return NAME + " is not on this machine";
        }
        try {
            CudaNatives.load(() -> JCublas2.setExceptionsEnabled(false));
        } catch (LinkageError | UncheckedIOException e) {
            return "JCublas cannot be loaded beside " + NAME + " (" + CudaNatives.oneLine(e) + ")";
        }
        return "";
    }

    private cublasHandle handle() {
        cublasHandle known = handle;
        if (known == null) {
            known = new cublasHandle();
            check("cublasCreate", JCublas2.cublasCreate(known));
            handle = known;
        }
        return known;
    }

    /** Queues a product in the current context. */
    synchronized void multiply(CudaElement element, Pointer a, Pointer b, Pointer c, int rows, int inner, int columns,
            CUstream stream) {
        cublasHandle on = handle();
        check("cublasSetStream", JCublas2.cublasSetStream(on, new cudaStream_t(stream)));
        int none = cublasOperation.CUBLAS_OP_N;
        Pointer one = element.single() ? Pointer.to(new float[] {1, 0}) : Pointer.to(new double[] {1, 0});
        Pointer zero = element.single() ? Pointer.to(new float[2]) : Pointer.to(new double[2]);
        check("cublasGemm", switch (element) {
            case COMPLEX_DOUBLE -> JCublas2.cublasZgemm(on, none, none, rows, columns, inner, one, a, rows, b, inner,
                    zero, c, rows);
            case COMPLEX_SINGLE -> JCublas2.cublasCgemm(on, none, none, rows, columns, inner, one, a, rows, b, inner,
                    zero, c, rows);
            case REAL_DOUBLE -> JCublas2.cublasDgemm(on, none, none, rows, columns, inner, one, a, rows, b, inner,
                    zero, c, rows);
            case REAL_SINGLE -> JCublas2.cublasSgemm(on, none, none, rows, columns, inner, one, a, rows, b, inner,
                    zero, c, rows);
        });
    }

    private static void check(String call, int status) {
        String words = call + " failed with " + cublasStatus.stringFor(status);
        if (status == cublasStatus.CUBLAS_STATUS_ALLOC_FAILED) {
            throw new InsufficientMemoryException(words + "; see with nvidia-smi who else uses the card");
        }
        if (status != cublasStatus.CUBLAS_STATUS_SUCCESS) {
            throw new CudaException(words + "; start again, and report it if it stays");
        }
    }

    /** Gives back what the library took, if it was used. */
    synchronized void close() {
        if (handle != null) {
            JCublas2.cublasDestroy(handle);
            handle = null;
        }
    }
}
