package org.ketwright.kernels;

import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/** What the driver answers to a call, in words. */
final class CudaCalls {

    private CudaCalls() {
    }

    /** Throws if a call failed, with the driver's own name of the error. */
    static void check(String call, int result) {
        if (result == CUresult.CUDA_ERROR_OUT_OF_MEMORY) {
            throw new InsufficientMemoryException(describe(call, result)
                    + "; take fewer qubits or samples, or see with nvidia-smi who else uses the card");
        }
        if (result != CUresult.CUDA_SUCCESS) {
            throw new CudaException(describe(call, result) + "; nothing more can run on the card in this process if"
                    + " a kernel failed: start again, and report it if it stays");
        }
    }

    /** A call that failed. */
    static String describe(String call, int result) {
        String[] error = new String[1];
        String[] words = new String[1];
        JCudaDriver.cuGetErrorName(result, error);
        JCudaDriver.cuGetErrorString(result, words);
        return call + " failed with " + (error[0] == null ? "error " + result : error[0])
                + (words[0] == null ? "" : " (" + words[0] + ")");
    }
}
