package org.ketwright.benchmarks.jmh;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Memory outside the heap in huge pages, without which the processor spends half its time on address translation. */
final class HugeMemory {
    private static final long PAGE = 2 << 20;
    private static final int MADV_HUGEPAGE = 14;

    private HugeMemory() {
    }

    /**
     * Allocates memory and asks the kernel for huge pages; where it has none to give, pages are small.
     *
     * @param arena owner of the memory
     * @param bytes size
     * @return zeroed memory, aligned to a huge page if it is at least as long
     */
    @SuppressWarnings("restricted")
    static MemorySegment allocate(Arena arena, long bytes) {
        MemorySegment memory = arena.allocate(bytes, bytes < PAGE ? 64 : PAGE);
        if (bytes >= PAGE) {
            Linker linker = Linker.nativeLinker();
            linker.defaultLookup().find("madvise").ifPresent(address -> advise(linker.downcallHandle(address,
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT)),
                    memory));
        }
        return memory.fill((byte) 0);
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
