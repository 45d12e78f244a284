package org.ketwright.kernels;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import jcuda.Pointer;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUfunction;
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
    private final CUdevice device;
    private final CUcontext context;
    private final String name;
    private final int capability;
    private final int driverVersion;
    private final CudaModules modules;
    private final Map<Long, CUstream> streams = new ConcurrentHashMap<>();
    private long nextStream = 1;
    private final CudaPool memory = new CudaPool(this::take, this::give);
    private final CudaPool hostMemory = new CudaPool(CudaCard::takeHost, CudaCard::giveHost);
    private final CudaLibrary library = new CudaLibrary();
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
        modules = new CudaModules(kernels, new CudaCompiler(driverVersion, memory::drain));
        byte[] bytes = new byte[256];
        CudaCalls.check("cuDeviceGetName", JCudaDriver.cuDeviceGetName(bytes, bytes.length, device));
        String text = new String(bytes, StandardCharsets.UTF_8);
        name = text.substring(0, Math.max(0, text.indexOf('\0'))).strip();
        capability = 10 * attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR)
                + attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR);
    }

    private int attribute(int which) {
        int[] value = new int[1];
        CudaCalls.check("cuDeviceGetAttribute", JCudaDriver.cuDeviceGetAttribute(value, which, device));
        return value[0];
    }

    /** Loads the library that speaks to the driver. */
    static void load() {
        CudaNatives.load(() -> JCudaDriver.setExceptionsEnabled(false));
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
                : "the driver does not start: " + CudaCalls.describe("cuInit", result)
                        + "; see whether nvidia-smi runs";
    }

    /** Opens the first card. */
    static CudaCard open(CudaKernels kernels) {
        CUdevice device = new CUdevice();
        CudaCalls.check("cuDeviceGet", JCudaDriver.cuDeviceGet(device, 0));
        int[] version = new int[1];
        CudaCalls.check("cuDriverGetVersion", JCudaDriver.cuDriverGetVersion(version));
        CUcontext context = new CUcontext();
        int result = JCudaDriver.cuDevicePrimaryCtxRetain(context, device);
        if (result != CUresult.CUDA_SUCCESS) {
            throw new CudaException(CudaCalls.describe("cuDevicePrimaryCtxRetain", result)
                    + "; others may use the card alone or all of its memory, see nvidia-smi");
        }
        try {
            return new CudaCard(device, context, version[0], kernels);
        } catch (RuntimeException e) {
            JCudaDriver.cuDevicePrimaryCtxRelease(device);
            throw e;
        }
    }

    private void current() {
        CudaCalls.check("cuCtxSetCurrent", JCudaDriver.cuCtxSetCurrent(context));
    }

    /** Sees whether the driver compiles kernels. */
    void probe() {
        current();
        modules.probe();
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
        CudaCalls.check("cuDeviceTotalMem", JCudaDriver.cuDeviceTotalMem(total, device));
        return String.format(Locale.ROOT, "%s, compute capability %.1f, %.1f of %.1f GiB free, driver for CUDA %s, %s",
                name, capability / 10.0, freeBytes() / (1 << 30), total[0] / (double) (1 << 30),
                CudaCompiler.words(driverVersion), library.words());
    }

    @Override
    public double freeBytes() {
        current();
        long[] free = new long[1];
        CudaCalls.check("cuMemGetInfo", JCudaDriver.cuMemGetInfo(free, new long[1]));
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
        CudaCalls.check("cuMemAlloc", result);
        return address.value();
    }

    private void give(long address) {
        CudaCalls.check("cuMemFree", JCudaDriver.cuMemFree(new Address(address)));
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
        CudaCalls.check("cuMemAllocHost", result);
        return address.value();
    }

    private static void giveHost(long address) {
        CudaCalls.check("cuMemFreeHost", JCudaDriver.cuMemFreeHost(new HostAddress(address)));
    }

    @Override
    public synchronized long openStream() {
        if (closed) {
            throw new CudaException("the card is closed, as the process ends");
        }
        current();
        CUstream stream = new CUstream();
        CudaCalls.check("cuStreamCreate",
                JCudaDriver.cuStreamCreate(stream, CUstream_flags.CU_STREAM_NON_BLOCKING));
        long number = nextStream++;
        streams.put(number, stream);
        return number;
    }

    private CUstream stream(long number) {
        return Objects.requireNonNull(streams.get(number));
    }

    @Override
    public synchronized void closeStream(long stream) {
        current();
        CudaCalls.check("cuStreamDestroy", JCudaDriver.cuStreamDestroy(Objects.requireNonNull(streams.remove(stream))));
    }

    @Override
    public void synchronize(long stream) {
        current();
        CudaCalls.check("cuStreamSynchronize", JCudaDriver.cuStreamSynchronize(stream(stream)));
    }

    @Override
    public void copyIn(MemorySegment from, long to, long bytes, long stream) {
        current();
        CudaCalls.check("cuMemcpyHtoDAsync", JCudaDriver.cuMemcpyHtoDAsync(new Address(to), new HostAddress(from
                .address()),
                bytes, stream(stream)));
    }

    @Override
    public void copyOut(long from, MemorySegment to, long bytes, long stream) {
        current();
        CudaCalls.check("cuMemcpyDtoHAsync", JCudaDriver.cuMemcpyDtoHAsync(new HostAddress(to.address()), new Address(
                from),
                bytes, stream(stream)));
    }

    @Override
    public void copy(long from, long to, long bytes, long stream) {
        current();
        CudaCalls.check("cuMemcpyDtoDAsync",
                JCudaDriver.cuMemcpyDtoDAsync(new Address(to), new Address(from), bytes, stream(stream)));
    }

    @Override
    public void launch(CudaLaunch launch, long stream) {
        current();
        CUfunction function = modules.function(launch.kernel());
        // The one parameter of a kernel is its argument structure.
        Pointer parameters = Pointer.to(Pointer.to(launch.arguments()));
        CudaCalls.check("cuLaunchKernel of " + launch.kernel(),
                JCudaDriver.cuLaunchKernel(function, Math.toIntExact(launch.blocks()), 1, 1, launch.threads(), 1, 1,
                        launch.sharedBytes(), stream(stream), parameters, null));
    }

    @Override
    public boolean hasLibrary() {
        return library.isThere();
    }

    @Override
    public void multiply(CudaElement element, long a, long b, long c, int rows, int inner, int columns, long stream) {
        if (hasLibrary()) {
            current();
            library.multiply(element, new Address(a), new Address(b), new Address(c), rows, inner, columns,
                    stream(stream));
        } else {
            CudaDevice.super.multiply(element, a, b, c, rows, inner, columns, stream);
        }
    }

    /**
     * Gives modules and context back, at the end of the process. If work is under way then, as when a user interrupts it,
     * it is left to the driver, which cleans up behind a process.
     */
    synchronized void close() {
        if (!closed && streams.isEmpty()) {
            closed = true;
            try {
                current();
                memory.drain();
                hostMemory.drain();
            } catch (CudaException e) {
                // Once a kernel has failed, the driver takes nothing back, and whoever launched it knows.
            }
            library.close();
            modules.unload();
            JCudaDriver.cuDevicePrimaryCtxRelease(device);
        }
    }
}
