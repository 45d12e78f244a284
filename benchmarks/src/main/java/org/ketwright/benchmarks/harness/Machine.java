package org.ketwright.benchmarks.harness;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import jdk.incubator.vector.DoubleVector;

/**
 * Where the times were taken.
 *
 * @param processor name that the processor gives itself
 * @param processors how many the process may use
 * @param vectorBits bits of a vector register
 * @param memoryBytes memory of the machine
 * @param hugePages the kernel's policy for huge pages
 * @param java version and vendor of the virtual machine
 * @param load processes that wanted to run when the run began, over the last minute; above 0 others were at work
 */
public record Machine(String processor, int processors, int vectorBits, long memoryBytes, String hugePages, String java,
        double load) {

    private static final double QUIET = 0.5;

    /**
     * This machine now.
     *
     * @return what is known about it
     */
    public static Machine here() {
        java.lang.management.OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        long memory = system instanceof com.sun.management.OperatingSystemMXBean more ? more.getTotalMemorySize() : 0;
        return new Machine(
                line(Path.of("/proc/cpuinfo"), "model name").replaceAll("^[^:]*:\\s*", ""),
                Runtime.getRuntime().availableProcessors(), DoubleVector.SPECIES_PREFERRED.vectorBitSize(), memory,
                line(Path.of("/sys/kernel/mm/transparent_hugepage/enabled"), "").replaceAll(".*\\[(.*)].*", "$1"),
                Runtime.version() + ", " + System.getProperty("java.vendor", "unknown vendor"),
                system.getSystemLoadAverage());
    }

    private static String line(Path file, String start) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(l -> l.startsWith(start)).findFirst().orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    /**
     * In two lines for people, and a third where others are at work.
     *
     * @return text that ends with a line feed
     */
    public String describe() {
        return "%s, %d processors, %d-bit vectors, %.1f GiB, huge pages %s%nJava %s; load when this run began: %.2f%n"
                .formatted(processor, processors, vectorBits, memoryBytes / (double) (1 << 30), hugePages, java, load)
                + (load > QUIET ? "Others are at work on this machine: do not keep these figures.\n" : "");
    }
}
