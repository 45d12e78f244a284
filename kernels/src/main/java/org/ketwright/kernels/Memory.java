package org.ketwright.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.IntToDoubleFunction;

/** Memory that is free, asked before any is taken. */
final class Memory {
    private static final double LITTLE = 1 << 24;
    private static final Path MACHINE = Path.of("/proc/meminfo");
    private static final Path CONTAINER = Path.of("/sys/fs/cgroup");

    private Memory() {
    }

    /** Bytes outside the Java heap that this process can still take; infinite where the system does not say. */
    static double free() {
        return Math.min(machine(), container());
    }

    /** Bytes that the Java heap can still take. */
    static double freeHeap() {
        Runtime runtime = Runtime.getRuntime();
        return (double) runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    }

    /**
     * Refuses what does not fit. So little as small circuits take is not asked for: asking takes longer than they do.
     *
     * @param bits bits asked for
     * @param bytes bytes needed at a number of bits
     * @param available bytes available
     * @param where kind of memory, for the message
     */
    static void require(int bits, IntToDoubleFunction bytes, DoubleSupplier available, String where) {
        if (bytes.applyAsDouble(bits) > LITTLE) {
            require(bits, bytes, available.getAsDouble(), where);
        }
    }

    /**
     * Refuses what does not fit.
     *
     * @param bits bits asked for
     * @param bytes bytes needed at a number of bits
     * @param available bytes available
     * @param where kind of memory, for the message
     */
    static void require(int bits, IntToDoubleFunction bytes, double available, String where) {
        double needed = bytes.applyAsDouble(bits);
        if (needed <= available) {
            return;
        }
        int fits = bits;
        while (fits > 0 && bytes.applyAsDouble(fits) > available) {
            fits--;
        }
        throw InsufficientMemoryException.of(bits, needed, where, available, fits);
    }

    private static double machine() {
        for (String line : lines(MACHINE)) {
            if (line.startsWith("MemAvailable:")) {
                return 1024 * number(line.replaceAll("[^0-9]", ""));
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    private static double container() {
        double limit = first(CONTAINER.resolve("memory.max"));
        double used = first(CONTAINER.resolve("memory.current"));
        return Double.isFinite(limit) && Double.isFinite(used) ? Math.max(0, limit - used) : Double.POSITIVE_INFINITY;
    }

    private static double first(Path file) {
        List<String> lines = lines(file);
        return lines.isEmpty() ? Double.POSITIVE_INFINITY : number(lines.getFirst());
    }

    private static double number(String text) {
        return text.matches("[0-9]+") ? Double.parseDouble(text) : Double.POSITIVE_INFINITY;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
