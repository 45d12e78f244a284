package org.ketwright.kernels;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;

/**
 * Kernels as the driver has compiled them for its card. A module is compiled when one of its kernels is first asked for, and
 * only once; what failed is tried anew when it is asked for again. Safe for use by several threads.
 */
final class CudaModules {

    /** What a driver does with modules. */
    interface Driver {

        /** Compiles a module. */
        CUmodule load(String name, byte[] text);

        /** A kernel of a module. */
        CUfunction find(CUmodule module, String kernel);

        /** Gives a module back. */
        void unload(CUmodule module);
    }

    private final CudaKernels kernels;
    private final Driver driver;
    private final Map<String, CUmodule> modules = new ConcurrentHashMap<>();
    private final Map<String, CUfunction> functions = new ConcurrentHashMap<>();

    CudaModules(CudaKernels kernels, Driver driver) {
        this.kernels = kernels;
        this.driver = driver;
    }

    /** Compiles the smallest module, to see whether the driver can. */
    void probe() {
        module(kernels.smallest());
    }

    private CUmodule module(String name) {
        return modules.computeIfAbsent(name, n -> driver.load(n, kernels.text(n)));
    }

    /** A kernel, ready to be launched. */
    CUfunction function(String kernel) {
        CUfunction known = functions.get(kernel);
        if (known != null) {
            return known;
        }
        CUfunction found = driver.find(module(kernels.module(kernel)), kernel);
        functions.put(kernel, found);
        return found;
    }

    /** Gives all modules back. */
    void unload() {
        functions.clear();
        modules.values().forEach(driver::unload);
        modules.clear();
    }
}
