package org.ketwright.kernels;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A card that is none: the kernels run on the host, at once, block by block and phase by phase. Memory comes from the C
 * library, so that a sanitizer guards it, and is filled with nonsense before use. It counts what is not given back, and
 * can fail on purpose.
 */
@SuppressWarnings("restricted")
final class HostDevice implements CudaDevice {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle MALLOC = LINKER.downcallHandle(
            LINKER.defaultLookup().find("malloc").orElseThrow(),
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    private static final MethodHandle FREE = LINKER.downcallHandle(LINKER.defaultLookup().find("free").orElseThrow(),
            FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));

    private final HostKernels kernels;
    private final int order;
    private final double memory;
    private final Map<Long, Long> taken = new ConcurrentHashMap<>();
    private final Map<Long, Boolean> streams = new ConcurrentHashMap<>();
    /** A driver compiles kernels when they are first launched; here, first since a failure was planned. */
    private final Set<String> compiled = ConcurrentHashMap.newKeySet();
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong numbers = new AtomicLong(1);
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger launches = new AtomicInteger();
    private volatile int failing = Integer.MAX_VALUE;

    HostDevice(HostKernels kernels, int order, double memory) {
        this.kernels = kernels;
        this.order = order;
        this.memory = memory;
    }

    /** Lets the n-th call from now on fail, and all after it but those that give back. */
    void failAfter(int more) {
        calls.set(0);
        failing = more;
        compiled.clear();
    }

    /** Allocations and queues that were not given back. */
    int outstanding() {
        return taken.size() + streams.size();
    }

    /** Calls that could fail, since the last failure was planned. */
    int calls() {
        return calls.get();
    }

    int launches() {
        return launches.get();
    }

    private boolean fails() {
        return calls.incrementAndGet() > failing;
    }

    private void call(String what) {
        if (fails()) {
            throw new CudaException(what + " failed with CUDA_ERROR_LAUNCH_FAILED (made to fail by a test)");
        }
    }

    @Override
    public String description() {
        return "kernels compiled for the host";
    }

    @Override
    public double freeBytes() {
        return memory - used.get();
    }

    private long take(long bytes) {
        try {
            long address = ((MemorySegment) MALLOC.invokeExact(bytes)).address();
            MemorySegment.ofAddress(address).reinterpret(bytes).fill((byte) 0xFF);
            taken.put(address, bytes);
            return address;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private long give(long address) {
        Long bytes = taken.remove(address);
        if (bytes == null) {
            throw new AssertionError("memory is given back that was not taken");
        }
        try {
            FREE.invokeExact(MemorySegment.ofAddress(address));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        return bytes;
    }

    @Override
    public long allocate(long bytes) {
        if (bytes > freeBytes() || fails()) {
            throw new InsufficientMemoryException(bytes + " bytes were asked for but " + freeBytes()
                    + " are available; none of it fits");
        }
        used.addAndGet(bytes);
        return take(bytes);
    }

    @Override
    public void free(long address) {
        used.addAndGet(-give(address));
    }

    @Override
    public MemorySegment allocateHost(long bytes) {
        call("cuMemAllocHost");
        return MemorySegment.ofAddress(take(bytes)).reinterpret(bytes);
    }

    @Override
    public void freeHost(MemorySegment host) {
        give(host.address());
    }

    @Override
    public long openStream() {
        call("cuStreamCreate");
        long number = numbers.getAndIncrement();
        streams.put(number, true);
        return number;
    }

    @Override
    public void closeStream(long stream) {
        if (streams.remove(stream) == null) {
            throw new AssertionError("a queue is closed twice");
        }
    }

    @Override
    public void synchronize(long stream) {
        call("cuStreamSynchronize");
    }

    @Override
    public void copyIn(MemorySegment from, long to, long bytes, long stream) {
        call("cuMemcpyHtoDAsync");
        MemorySegment.copy(from, 0, MemorySegment.ofAddress(to).reinterpret(bytes), 0, bytes);
    }

    @Override
    public void copyOut(long from, MemorySegment to, long bytes, long stream) {
        call("cuMemcpyDtoHAsync");
        MemorySegment.copy(MemorySegment.ofAddress(from).reinterpret(bytes), 0, to, 0, bytes);
    }

    @Override
    public void copy(long from, long to, long bytes, long stream) {
        call("cuMemcpyDtoDAsync");
        MemorySegment.copy(MemorySegment.ofAddress(from).reinterpret(bytes), 0,
                MemorySegment.ofAddress(to).reinterpret(bytes), 0, bytes);
    }

    @Override
    public void launch(CudaLaunch launch, long stream) {
        if (!compiled.contains(launch.kernel())) {
            call("cuModuleLoadData for " + launch.kernel());
            compiled.add(launch.kernel());
        }
        call("cuLaunchKernel of " + launch.kernel());
        launches.incrementAndGet();
        int result = kernels.launch(launch, order);
        if (result != 0) {
            throw new AssertionError("the launch " + launch.kernel() + " is not valid: "
                    + java.util.Arrays.toString(launch.arguments()) + ", shared " + launch.sharedBytes());
        }
    }
}
