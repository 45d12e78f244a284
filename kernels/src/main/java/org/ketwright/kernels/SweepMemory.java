package org.ketwright.kernels;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Memory from the C library, since an arena would touch every page before huge pages can be asked for. The content is
 * not defined until written.
 */
final class SweepMemory implements AutoCloseable {
    private static final long HUGE_PAGE = 1L << 21;
    private static final long CACHE_LINE = 64;
    private static final int ADVICE_HUGE_PAGES = 14;
    private static final MethodHandle ALLOCATE = required("malloc",
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    private static final MethodHandle FREE = required("free", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
    private static final @Nullable MethodHandle ADVISE = advise();

    private MemorySegment whole;
    private final long address;

    /**
     * Takes memory.
     *
     * @param bytes how much
     * @throws InsufficientMemoryException if the system refuses
     */
    SweepMemory(long bytes) {
        long alignment = bytes >= HUGE_PAGE ? HUGE_PAGE : CACHE_LINE;
        try {
            whole = (MemorySegment) ALLOCATE.invokeExact(bytes + alignment);
        } catch (Throwable e) {
            throw failed("malloc", e);
        }
        if (whole.address() == 0) {
            throw new InsufficientMemoryException(String.format(Locale.ROOT, "the system refused %.2f GiB of memory",
                    (double) bytes / (1 << 30)));
        }
        address = whole.address() + alignment - 1 & -alignment;
        if (ADVISE != null && bytes >= HUGE_PAGE) {
            try {
                // a refusal costs speed alone
                int refused = (int) ADVISE.invokeExact(MemorySegment.ofAddress(address), bytes & -HUGE_PAGE,
                        ADVICE_HUGE_PAGES);
                assert refused <= 0;
            } catch (Throwable e) {
                throw failed("madvise", e);
            }
        }
    }

    /** A segment from address 0 to the last; nothing checks what is read or written there. */
    @SuppressWarnings("restricted")
    static MemorySegment everything() {
        return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle required(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }

    /** The system call that asks for huge pages, or null where there is none. */
    @SuppressWarnings("restricted")
    private static @Nullable MethodHandle advise() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return null;
        }
        Linker linker = Linker.nativeLinker();
        SymbolLookup lookup = linker.defaultLookup();
        return lookup.find("madvise").map(symbol -> linker.downcallHandle(symbol, FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT))).orElse(null);
    }

    private static IllegalStateException failed(String name, Throwable cause) {
        return new IllegalStateException("the call of " + name + " failed", cause);
    }

    /** Where it begins. */
    long address() {
        return address;
    }

    @Override
    public void close() {
        if (whole.address() != 0) {
            try {
                FREE.invokeExact(whole);
            } catch (Throwable e) {
                throw failed("free", e);
            }
            whole = MemorySegment.NULL;
        }
    }
}
