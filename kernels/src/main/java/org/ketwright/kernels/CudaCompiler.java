package org.ketwright.kernels;

import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/** The compiler of the driver, for modules of kernels. */
final class CudaCompiler implements CudaModules.Driver {
    /** The oldest driver that knows the language of the kernels, as it numbers itself. */
    private static final int LEAST_VERSION = 11000;

    private final int version;
    private final Runnable drain;

    /**
     * The compiler of a driver.
     *
     * @param version of CUDA that the driver was made for, as it numbers itself
     * @param drain gives memory of the card back that is kept for later
     */
    CudaCompiler(int version, Runnable drain) {
        this.version = version;
        this.drain = drain;
    }

    /** A version in words. */
    static String words(int version) {
        return version / 1000 + "." + version % 1000 / 10;
    }

    @Override
    public CUmodule load(String name, byte[] text) {
        String call = "cuModuleLoadData of " + name;
        CUmodule module = new CUmodule();
        int result = JCudaDriver.cuModuleLoadData(module, text);
        if (result == CUresult.CUDA_ERROR_OUT_OF_MEMORY) {
            drain.run();
            result = JCudaDriver.cuModuleLoadData(module, text);
        }
        String cure = cure(result);
        if (!cure.isEmpty()) {
            throw new CudaException(CudaCalls.describe(call, result) + ": " + cure);
        }
        CudaCalls.check(call, result);
        return module;
    }

    private String cure(int result) {
        return switch (result) {
            case CUresult.CUDA_ERROR_UNSUPPORTED_PTX_VERSION -> tooOld();
            case CUresult.CUDA_ERROR_INVALID_PTX -> version < LEAST_VERSION
                    ? tooOld()
                    : "the driver cannot read the kernels of this build, which are damaged; build again";
            case CUresult.CUDA_ERROR_JIT_COMPILER_NOT_FOUND ->
                    "the driver's compiler (libnvidia-ptxjitcompiler.so.1) is not found; install all parts of the driver";
            case CUresult.CUDA_ERROR_JIT_COMPILATION_DISABLED ->
                    "the driver must not compile kernels; unset CUDA_DISABLE_PTX_JIT";
            default -> "";
        };
    }

    private String tooOld() {
        return "the driver, made for CUDA " + words(version)
                + ", is too old for the kernels; install a driver for CUDA 11.0 or newer (version 450)";
    }

    @Override
    public CUfunction find(CUmodule module, String kernel) {
        CUfunction found = new CUfunction();
        CudaCalls.check("cuModuleGetFunction of " + kernel,
                JCudaDriver.cuModuleGetFunction(found, module, kernel));
        return found;
    }

    @Override
    public void unload(CUmodule module) {
        JCudaDriver.cuModuleUnload(module);
    }
}
