package org.ketwright.kernels;

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

/** cuBLAS, where it is on the machine. JCublas is linked against version 12 by name and takes no other. */
final class CudaLibrary implements AutoCloseable {
    static final String NAME = "libcublas.so.12";

    private final cublasHandle handle;

    private CudaLibrary(cublasHandle handle) {
        this.handle = handle;
    }

    /** The library in the current context, or null. */
    @SuppressWarnings("restricted")
    static @Nullable CudaLibrary open() {
        try {
            SymbolLookup.libraryLookup(NAME, Arena.global());
            CudaCard.load(() -> JCublas2.setExceptionsEnabled(false));
            cublasHandle handle = new cublasHandle();
            return JCublas2.cublasCreate(handle) == cublasStatus.CUBLAS_STATUS_SUCCESS ? new CudaLibrary(handle) : null;
        } catch (IllegalArgumentException | LinkageError e) {
            // Not there, or not as JCublas needs it: products run on the kernel of this program.
            return null;
        }
    }

    synchronized void multiply(CudaElement element, Pointer a, Pointer b, Pointer c, int rows, int inner, int columns,
            CUstream stream) {
        check("cublasSetStream", JCublas2.cublasSetStream(handle, new cudaStream_t(stream)));
        int none = cublasOperation.CUBLAS_OP_N;
        Pointer one = element.single() ? Pointer.to(new float[] {1, 0}) : Pointer.to(new double[] {1, 0});
        Pointer zero = element.single() ? Pointer.to(new float[2]) : Pointer.to(new double[2]);
        check("cublasGemm", switch (element) {
            case COMPLEX_DOUBLE -> JCublas2.cublasZgemm(handle, none, none, rows, columns, inner, one, a, rows, b,
                    inner, zero, c, rows);
            case COMPLEX_SINGLE -> JCublas2.cublasCgemm(handle, none, none, rows, columns, inner, one, a, rows, b,
                    inner, zero, c, rows);
            case REAL_DOUBLE -> JCublas2.cublasDgemm(handle, none, none, rows, columns, inner, one, a, rows, b, inner,
                    zero, c, rows);
            case REAL_SINGLE -> JCublas2.cublasSgemm(handle, none, none, rows, columns, inner, one, a, rows, b, inner,
                    zero, c, rows);
        });
    }

    private static void check(String call, int status) {
        if (status != cublasStatus.CUBLAS_STATUS_SUCCESS) {
            throw new CudaException(call + " failed with " + cublasStatus.stringFor(status)
                    + "; start again, and report it if it stays");
        }
    }

    @Override
    public void close() {
        JCublas2.cublasDestroy(handle);
    }
}
