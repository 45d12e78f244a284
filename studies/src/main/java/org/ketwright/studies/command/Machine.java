package org.ketwright.studies.command;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.ObjectName;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import org.ketwright.classical.network.EngineStatus;
import org.ketwright.classical.network.Libtorch;
import org.ketwright.kernels.Availability;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.Backends;
import org.ketwright.kernels.Precision;

/**
 * What this machine offers.
 *
 * @param version version and commit of the program
 * @param java name and version of the Java machine
 * @param system operating system and processor architecture
 * @param processor name of the processor
 * @param threads how many threads run at a time
 * @param doubleLanes numbers of double precision in one vector register
 * @param singleLanes numbers of single precision in one vector register
 * @param memoryBytes memory of the machine
 * @param freeBytes memory that programs can still take
 * @param heapBytes most that the Java heap may grow to
 * @param largestQubits method to the most qubits that fit into free memory on the cpu backend
 * @param backends name to what it runs on, or what is missing
 * @param networks whether neural networks run, or what is missing
 */
record Machine(String version, String java, String system, String processor, int threads, int doubleLanes,
        int singleLanes, long memoryBytes, long freeBytes, long heapBytes, Map<String, Integer> largestQubits,
        Map<String, Found> backends, Found networks) {
    /** Most qubits of a density matrix: the simulator's own limit. */
    static final int MOST_MIXED = 15;
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");

    /**
     * A part of the machine.
     *
     * @param isReady whether it can be used
     * @param detail what it is, or what is missing
     */
    record Found(boolean isReady, String detail) {
    }

    /** Looks at this machine. */
    static Machine look(String version) {
        Map<String, Found> backends = new TreeMap<>();
        for (Backend backend : Backends.all()) {
            backends.put(backend.name(), switch (backend.availability()) {
                case Availability.Ready ready -> new Found(true, ready.device());
                case Availability.Missing missing -> new Found(false, missing.reason());
            });
        }
        long free = freeMemory();
        int threads = Runtime.getRuntime().availableProcessors();
        Map<String, Integer> largest = new TreeMap<>();
        largest.put("state-vector double", qubits(free, Precision.DOUBLE.bytes()));
        largest.put("state-vector single", qubits(free, Precision.SINGLE.bytes()));
        // state and co-state
        largest.put("adjoint gradient", qubits(free, 2 * Precision.DOUBLE.bytes()));
        // A density matrix is 4^n real numbers; its gradient holds as many again.
        largest.put("density-matrix double", mixed(free, Precision.DOUBLE.bytes() / 2));
        largest.put("density-matrix single", mixed(free, Precision.SINGLE.bytes() / 2));
        largest.put("density-matrix gradient", mixed(free, Precision.DOUBLE.bytes()));
        largest.put("trajectories double", qubits(free, Precision.DOUBLE.bytes()));
        Found networks = switch (Libtorch.status()) {
            case EngineStatus.Ready ready -> new Found(true, ready.engine());
            case EngineStatus.Missing missing -> new Found(false, missing.reason());
        };
        return new Machine(version,
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"),
                line(PROCESSORS, "model name", System.getProperty("os.arch")),
                threads, DoubleVector.SPECIES_PREFERRED.length(), FloatVector.SPECIES_PREFERRED.length(),
                totalMemory(), free, Runtime.getRuntime().maxMemory(), largest, backends, networks);
    }

    /** Most qubits n for which so many bytes times 2^n fit, with a tenth left for everything else. */
    static int qubits(long memory, int bytesPerAmplitude) {
        long amplitudes = (long) (memory * 0.9) / bytesPerAmplitude;
        return amplitudes < 1 ? 0 : 63 - Long.numberOfLeadingZeros(amplitudes);
    }

    private static int mixed(long memory, int bytesPerNumber) {
        return Math.min(MOST_MIXED, qubits(memory, bytesPerNumber) / 2);
    }

    private static long totalMemory() {
        try {
            return (Long) ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "TotalMemorySize");
        } catch (JMException e) {
            throw new IllegalStateException("every Java platform tells its memory", e);
        }
    }

    /** Bytes of memory that programs can still take. */
    static long freeMemory() {
        String text = line(MEMORY, "MemAvailable", "").replaceAll("[^0-9]", "");
        return text.isEmpty() ? totalMemory() : Long.parseLong(text) * 1024;
    }

    private static String line(Path file, String key, String otherwise) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            return otherwise;
        }
        return lines.stream().filter(line -> line.startsWith(key) && line.contains(":"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst().orElse(otherwise);
    }
}
