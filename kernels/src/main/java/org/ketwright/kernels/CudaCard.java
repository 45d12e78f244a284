package org.ketwright.kernels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import jcuda.Pointer;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;
import org.jspecify.annotations.Nullable;

/**
 * A card behind the driver. Every call is checked. There is one context in a process, the primary one of the card, so
 * that other libraries of the process share it.
 */
final class CudaCard implements CudaDevice {
    /** The oldest driver that knows the language of the kernels, as it numbers itself. */
    private static final int LEAST_DRIVER = 11000;

    private final CUdevice device;
    private final CUcontext context;
    private final String name;
    private final int capability;
    private final int driverVersion;
    private final CudaModules modules;
    private final Map<Long, CUstream> streams = new ConcurrentHashMap<>();
    private final AtomicLong nextStream = new AtomicLong(1);
    private final CudaPool memory = new CudaPool(this::take, this::give);
    private final CudaPool hostMemory = new CudaPool(CudaCard::takeHost, CudaCard::giveHost);
    private final Libraries libraries = new Libraries();
    private boolean closed;

    /** An address on the card. */
    private static final class Address extends CUdeviceptr {

        Address() {
        }

        Address(long at) {
            super(new CUdeviceptr(), at);
        }

        long value() {
            return getNativePointer();
        }
    }

    /** Opened when it is first asked for. */
    private static final class Libraries {
        private boolean asked;
        private @Nullable CudaLibrary library;

        synchronized @Nullable CudaLibrary get() {
            if (!asked) {
                asked = true;
                library = CudaLibrary.open();
            }
            return library;
        }
    }

    /** An address on the host. */
    private static final class HostAddress extends Pointer {

        HostAddress(long at) {
            super(at);
        }

        long value() {
            return getNativePointer();
        }
    }

    private CudaCard(CUdevice device, CUcontext context, int driverVersion, CudaKernels kernels) {
        this.device = device;
        this.context = context;
        this.driverVersion = driverVersion;
        modules = new CudaModules(kernels, new Compiler());
        byte[] bytes = new byte[256];
        check("cuDeviceGetName", JCudaDriver.cuDeviceGetName(bytes, bytes.length, device));
        String text = new String(bytes, StandardCharsets.UTF_8);
        name = text.substring(0, Math.max(0, text.indexOf('\0'))).strip();
        capability = 10 * attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR)
                + attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR);
    }

    private int attribute(int which) {
        int[] value = new int[1];
        check("cuDeviceGetAttribute", JCudaDriver.cuDeviceGetAttribute(value, which, device));
        return value[0];
    }

    /**
     * Loads a library of JCuda. JCuda unpacks libraries under fixed names into the folder of temporary files and takes what
     * already lies there; so it gets a folder of its own that nobody else can write.
     *
     * @param touch touches the class that loads it
     */
    static synchronized void load(Runnable touch) {
        String property = "java.io.tmpdir";
        String shared = System.getProperty(property);
        try {
            Path own = Files.createTempDirectory("ketwright-cuda");
            System.setProperty(property, own.toString());
            try {
                touch.run();
            } finally {
                System.setProperty(property, shared);
                // A library stays loaded without its file.
                try (Stream<Path> files = Files.list(own)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(own);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a folder for the library of JCuda cannot be made in " + shared, e);
        }
    }

    /** Loads the library that speaks to the driver. */
    static void load() {
        load(() -> JCudaDriver.setExceptionsEnabled(false));
    }

    /** Wakes the driver; what is wrong, or null. */
    static @Nullable String initialize() {
        int result = JCudaDriver.cuInit(0);
        int[] count = new int[1];
        if (result == CUresult.CUDA_SUCCESS) {
            result = JCudaDriver.cuDeviceGetCount(count);
        }
        if (result == CUresult.CUDA_ERROR_NO_DEVICE || result == CUresult.CUDA_SUCCESS && count[0] == 0) {
            String visible = System.getenv("CUDA_VISIBLE_DEVICES");
            return "the driver sees no card" + (visible == null
                    ? "; see whether nvidia-smi lists one"
                    : "; CUDA_VISIBLE_DEVICES is '" + visible + "', which may hide it");
        }
        return result == CUresult.CUDA_SUCCESS
                ? null
                : "the driver does not start: " + describe("cuInit", result) + "; see whether nvidia-smi runs";
    }

    /** Opens the first card, and sees whether its driver compiles kernels. */
    static CudaCard open(CudaKernels kernels) {
        CUdevice device = new CUdevice();
        check("cuDeviceGet", JCudaDriver.cuDeviceGet(device, 0));
        int[] version = new int[1];
        check("cuDriverGetVersion", JCudaDriver.cuDriverGetVersion(version));
        CUcontext context = new CUcontext();
        int result = JCudaDriver.cuDevicePrimaryCtxRetain(context, device);
        if (result != CUresult.CUDA_SUCCESS) {
            throw new CudaException(describe("cuDevicePrimaryCtxRetain", result)
                    + "; others may use the card alone or all of its memory, see nvidia-smi");
        }
        try {
            CudaCard card = new CudaCard(device, context, version[0], kernels);
            card.current();
            card.modules.probe();
            return card;
        } catch (RuntimeException e) {
            JCudaDriver.cuDevicePrimaryCtxRelease(device);
            throw e;
        }
    }

    /** The compiler of the driver, for modules of kernels. */
    private final class Compiler implements CudaModules.Driver {

        @Override
        public CUmodule load(String name, byte[] text) {
            String call = "cuModuleLoadData of " + name;
            CUmodule module = new CUmodule();
            int result = JCudaDriver.cuModuleLoadData(module, text);
            if (result == CUresult.CUDA_ERROR_OUT_OF_MEMORY) {
                memory.drain();
                result = JCudaDriver.cuModuleLoadData(module, text);
            }
            String cure = switch (result) {
                case CUresult.CUDA_ERROR_UNSUPPORTED_PTX_VERSION -> tooOld();
                case CUresult.CUDA_ERROR_INVALID_PTX -> driverVersion < LEAST_DRIVER
                        ? tooOld()
                        : "the kernels of this build are damaged; build again";
                case CUresult.CUDA_ERROR_JIT_COMPILER_NOT_FOUND ->
                        "the driver's compiler libnvidia-ptxjitcompiler.so.1 is missing; install all of the driver";
                case CUresult.CUDA_ERROR_JIT_COMPILATION_DISABLED ->
                        "CUDA_DISABLE_PTX_JIT or CUDA_FORCE_JIT keeps the driver from compiling; unset it";
                default -> null;
            };
            if (cure != null) {
                throw new CudaException(describe(call, result) + ": " + cure);
            }
            check(call, result);
            return module;
        }

        private String tooOld() {
            return "the driver, made for CUDA " + cuda()
                    + ", is too old for the kernels; install a driver for CUDA 11.0 or newer (version 450)";
        }

        @Override
        public CUfunction find(CUmodule module, String kernel) {
            CUfunction found = new CUfunction();
            check("cuModuleGetFunction of " + kernel, JCudaDriver.cuModuleGetFunction(found, module, kernel));
            return found;
        }

        @Override
        public void unload(CUmodule module) {
            JCudaDriver.cuModuleUnload(module);
        }
    }

    private String cuda() {
        return driverVersion / 1000 + "." + driverVersion % 1000 / 10;
    }

    private static String describe(String call, int result) {
        String[] error = new String[1];
        String[] words = new String[1];
        JCudaDriver.cuGetErrorName(result, error);
        JCudaDriver.cuGetErrorString(result, words);
        return call + " failed with " + (error[0] == null ? "error " + result : error[0])
                + (words[0] == null ? "" : " (" + words[0] + ")");
    }

    private static void check(String call, int result) {
        if (result != CUresult.CUDA_SUCCESS) {
            throw new CudaException(describe(call, result) + "; nothing more can run on the card in this process if"
                    + " a kernel failed: start again, and report it if it stays");
        }
    }

    private void current() {
        check("cuCtxSetCurrent", JCudaDriver.cuCtxSetCurrent(context));
    }

    String name() {
        return name;
    }

    /** Ten times the compute capability. */
    int capability() {
        return capability;
    }

    @Override
    public String description() {
        current();
        long[] total = new long[1];
        check("cuDeviceTotalMem", JCudaDriver.cuDeviceTotalMem(total, device));
        return String.format(Locale.ROOT, "%s, compute capability %.1f, %.1f of %.1f GiB free, driver for CUDA %s, %s",
                name,
                capability / 10.0, freeBytes() / (1 << 30), total[0] / (double) (1 << 30), cuda(), products());
    }

    @Override
    public double freeBytes() {
        current();
        long[] free = new long[1];
        check("cuMemGetInfo", JCudaDriver.cuMemGetInfo(free, new long[1]));
        return free[0] + (double) memory.keptBytes();
    }

    @Override
    public long allocate(long bytes) {
        current();
        return memory.take(bytes);
    }

    @Override
    public void free(long address) {
        current();
        memory.give(address);
    }

    private long take(long bytes) {
        Address address = new Address();
        int result = JCudaDriver.cuMemAlloc(address, bytes);
        if (result == CUresult.CUDA_ERROR_OUT_OF_MEMORY) {
            throw new InsufficientMemoryException(String.format(Locale.ROOT,
                    "%.2f GiB of memory of the card were asked for but %.2f GiB are available; take fewer qubits or"
                            + " samples, or see with nvidia-smi who else uses it",
                    bytes / (double) (1 << 30), freeBytes() / (1 << 30)));
        }
        check("cuMemAlloc", result);
        return address.value();
    }

    private void give(long address) {
        check("cuMemFree", JCudaDriver.cuMemFree(new Address(address)));
    }

    @Override
    @SuppressWarnings("restricted")
    public MemorySegment allocateHost(long bytes) {
        current();
        return MemorySegment.ofAddress(hostMemory.take(bytes)).reinterpret(bytes);
    }

    @Override
    public void freeHost(MemorySegment host) {
        current();
        hostMemory.give(host.address());
    }

    private static long takeHost(long bytes) {
        HostAddress address = new HostAddress(0);
        int result = JCudaDriver.cuMemAllocHost(address, bytes);
        if (result == CUresult.CUDA_ERROR_OUT_OF_MEMORY) {
            throw new InsufficientMemoryException(String.format(Locale.ROOT,
                    "%.2f GiB of locked memory were asked for but are not available; take fewer samples at a time",
                    bytes / (double) (1 << 30)));
        }
        check("cuMemAllocHost", result);
        return address.value();
    }

    private static void giveHost(long address) {
        check("cuMemFreeHost", JCudaDriver.cuMemFreeHost(new HostAddress(address)));
    }

    @Override
    public long openStream() {
        current();
        CUstream stream = new CUstream();
        check("cuStreamCreate", JCudaDriver.cuStreamCreate(stream, CUstream_flags.CU_STREAM_NON_BLOCKING));
        long number = nextStream.getAndIncrement();
        streams.put(number, stream);
        return number;
    }

    private CUstream stream(long number) {
        return Objects.requireNonNull(streams.get(number));
    }

    @Override
    public void closeStream(long stream) {
        current();
        check("cuStreamDestroy", JCudaDriver.cuStreamDestroy(Objects.requireNonNull(streams.remove(stream))));
    }

    @Override
    public void synchronize(long stream) {
        current();
        check("cuStreamSynchronize", JCudaDriver.cuStreamSynchronize(stream(stream)));
    }

    @Override
    public void copyIn(MemorySegment from, long to, long bytes, long stream) {
        current();
        check("cuMemcpyHtoDAsync", JCudaDriver.cuMemcpyHtoDAsync(new Address(to), new HostAddress(from.address()),
                bytes, stream(stream)));
    }

    @Override
    public void copyOut(long from, MemorySegment to, long bytes, long stream) {
        current();
        check("cuMemcpyDtoHAsync", JCudaDriver.cuMemcpyDtoHAsync(new HostAddress(to.address()), new Address(from),
                bytes, stream(stream)));
    }

    @Override
    public void copy(long from, long to, long bytes, long stream) {
        current();
        check("cuMemcpyDtoDAsync",
                JCudaDriver.cuMemcpyDtoDAsync(new Address(to), new Address(from), bytes, stream(stream)));
    }

    @Override
    public void launch(CudaLaunch launch, long stream) {
        current();
        CUfunction function = modules.function(launch.kernel());
        // The one parameter of a kernel is its argument structure.
        Pointer parameters = Pointer.to(Pointer.to(launch.arguments()));
        check("cuLaunchKernel of " + launch.kernel(),
                JCudaDriver.cuLaunchKernel(function, Math.toIntExact(launch.blocks()), 1, 1, launch.threads(), 1, 1,
                        launch.sharedBytes(), stream(stream), parameters, null));
    }

    @Override
    public boolean hasLibrary() {
        current();
        return libraries.get() != null;
    }

    @Override
    public void multiply(CudaElement element, long a, long b, long c, int rows, int inner, int columns, long stream) {
        current();
        CudaLibrary library = libraries.get();
        if (library == null) {
            CudaDevice.super.multiply(element, a, b, c, rows, inner, columns, stream);
        } else {
            library.multiply(element, new Address(a), new Address(b), new Address(c), rows, inner, columns,
                    stream(stream));
        }
    }

    /** The maker's library of linear algebra in words. */
    String products() {
        return libraries.get() == null
                ? "products by own kernels, as " + CudaLibrary.NAME + " is not on this machine"
                : "products by cuBLAS";
    }

    /** Gives module and context back, at the end of the process. */
    synchronized void close() {
        if (!closed) {
            closed = true;
            current();
            memory.drain();
            hostMemory.drain();
            CudaLibrary library = libraries.get();
            if (library != null) {
                library.close();
            }
            modules.unload();
            JCudaDriver.cuDevicePrimaryCtxRelease(device);
        }
    }
}
