package org.ketwright.benchmarks.jmh;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Memory outside the heap in huge pages. It comes from the C library, since an arena touches every page before huge ones
 * can be asked for.
 */
final class HugeMemory {
    private static final long PAGE = 2 << 20;
    private static final int MADV_HUGEPAGE = 14;

    private HugeMemory() {
    }

    /**
     * Allocates memory and asks the kernel for huge pages; where it has none to give, pages are small.
     *
     * @param arena owner of the memory
     * @param bytes size, a multiple of a huge page if it is at least as long
     * @return memory of undefined content, aligned to a huge page if it is at least as long
     */
    @SuppressWarnings("restricted")
    static MemorySegment allocate(Arena arena, long bytes) {
        if (bytes < PAGE) {
            return arena.allocate(bytes, 64);
        }
        Linker linker = Linker.nativeLinker();
        MethodHandle aligned = handle(linker, "aligned_alloc", FunctionDescriptor.of(ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
        MethodHandle free = handle(linker, "free", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
        try {
            MemorySegment memory = (MemorySegment) aligned.invokeExact(PAGE, bytes);
            if (memory.address() == 0) {
                throw new IllegalStateException("there must be " + bytes + " bytes of memory left");
            }
            MemorySegment owned = memory.reinterpret(bytes, arena, segment -> release(free, segment));
            linker.defaultLookup().find("madvise").ifPresent(address -> advise(linker.downcallHandle(address,
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT)),
                    owned));
            return owned;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("aligned_alloc cannot be called", e);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(Linker linker, String name, FunctionDescriptor type) {
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }

    private static void release(MethodHandle free, MemorySegment memory) {
        try {
            free.invokeExact(memory);
        } catch (Throwable e) {
            throw new IllegalStateException("free cannot be called", e);
        }
    }

    private static void advise(MethodHandle madvise, MemorySegment memory) {
        try {
            // What it returns does not matter: it is advice.
            int ignored = (int) madvise.invokeExact(memory, memory.byteSize(), MADV_HUGEPAGE);
        } catch (Throwable e) {
            throw new IllegalStateException("madvise cannot be called", e);
        }
    }
}
