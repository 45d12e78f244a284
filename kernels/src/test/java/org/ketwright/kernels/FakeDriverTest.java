package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What speaks to the driver, with a driver in its place that has no card and runs the kernels on the host: in JVMs of
 * their own, as a driver is looked for once in a process.
 */
@Tag("slow")
class FakeDriverTest {
    private static final Path SOURCES = Path.of("src", "test", "cuda");
    private static final Path FOLDER = Path.of("target", "cuda", "driver");
    private static final Path MODULES = FOLDER.resolve(Path.of("org", "ketwright", "kernels", "cuda"));
    private static final Path CUBLAS = Path.of("target", "cuda", "cublas");

    /** Nothing is wrong, and cuBLAS is there. */
    private static final String WITH_CUBLAS = "cublas";

    @BeforeAll
    static void needsACompiler() throws IOException {
        HostCuda.require("FakeDriver");
        Map<String, Path> objects = HostKernels.objects("plain");
        List<Path> inputs = new ArrayList<>(objects.values());
        inputs.add(SOURCES.resolve("driver.cpp"));
        HostKernels.link(FOLDER.resolve("libcuda.so.1"), inputs);
        HostKernels.link(CUBLAS.resolve("libcublas.so.12"), List.of(SOURCES.resolve("cublas.cpp")),
                "-Wl,--version-script=" + SOURCES.resolve("cublas.map"), "-Wl,-soname=libcublas.so.12");
        writeModules(objects);
    }

    /** Modules for a driver that has its kernels already: texts that say which kernels they hold, the smallest first. */
    private static void writeModules(Map<String, Path> objects) throws IOException {
        Files.createDirectories(MODULES);
        List<String> index = new ArrayList<>();
        Comparator<Map.Entry<String, Path>> bySize = Comparator.comparingLong(object -> object.getValue().toFile()
                .length());
        for (Map.Entry<String, Path> object : objects.entrySet().stream().sorted(bySize).toList()) {
            StringBuilder text = new StringBuilder(".version 7.0\n");
            for (String kernel : HostKernels.kernels(object.getValue())) {
                text.append(".visible .entry ").append(kernel).append("()\n");
                index.add(kernel + " " + object.getKey());
            }
            Files.writeString(MODULES.resolve(object.getKey() + ".ptx"), text);
        }
        Files.write(MODULES.resolve("kernels.txt"), index);
    }

    private static String run(String wrong, Class<?> main, String... arguments) throws Exception {
        return run(wrong, List.of(), main, arguments);
    }

    private static String run(String wrong, List<String> options, Class<?> main, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("..", "jvm.options").toAbsolutePath(), "-XX:TieredStopAtLevel=1", "-Xmx1g", "-cp",
                FOLDER.toAbsolutePath() + java.io.File.pathSeparator + HostCudaSanitizedTest.classPath()));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LD_LIBRARY_PATH", FOLDER.toAbsolutePath()
                + (wrong.equals(WITH_CUBLAS) ? java.io.File.pathSeparator + CUBLAS.toAbsolutePath() : ""));
        builder.environment().put("KETWRIGHT_FAKE", wrong);
        builder.environment().remove("CUDA_VISIBLE_DEVICES");
        // What tests note there is not true of this machine.
        builder.directory(Files.createDirectories(FOLDER.resolve("run")).toFile());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    /** The contracts and the benchmarks through the driver, as on a card, with small states. */
    @Test
    void theContractsHoldThroughTheDriverAndResultsAreWritten() throws Exception {
        Path results = FOLDER.resolve("results.json");
        String output = run("", List.of("-Dketwright.bits=12"), CardRun.class, results.toAbsolutePath().toString());
        assertTrue(output.contains("driver: closed, 0 allocations, 0 queues and 0 modules left"), output);
        String json = Files.readString(results);
        for (String part : List.of("\"card\":\"No Card, compute capability 9.0, ", "\"failed\":0,\"skipped\":0",
                "\"qft-12.seconds\":", "\"closed-form.SINGLE.gradients-per-second\":",
                "\"reupload.SINGLE.error\":", "\"reupload.SINGLE.jacobians-per-second\":")) {
            assertTrue(json.contains(part), json);
        }
    }

    @Test
    void productsAreMadeByCublasWhereItIs() throws Exception {
        String output = run(WITH_CUBLAS, TestRun.class, CudaSweepsTest.class.getName(),
                CudaTrigonometricTest.class.getName());
        assertTrue(output.contains("\"failed\":0,\"skipped\":0"), output);
        assertTrue(run(WITH_CUBLAS, Look.class).contains("products by cuBLAS"), output);
        assertTrue(run("", Look.class).contains("products by own kernels, as libcublas.so.12 is not on this machine"));
    }

    /** Kernels that the driver was given, a line for each module. */
    private static List<String> compiled(String output) {
        return output.lines().filter(line -> line.startsWith("driver: compiled "))
                .map(line -> line.substring("driver: compiled ".length())).toList();
    }

    /** The first is the smallest, which shows whether the driver compiles at all; then what is used, and no more. */
    @Test
    void modulesAreCompiledWhenTheyAreUsed() throws Exception {
        List<String> smallest = compiled(run("", Look.class));
        assertEquals(1, smallest.size());
        String output = run("", Simulate.class);
        assertTrue(output.contains("1.0 1.0"), output);
        List<String> used = compiled(output);
        assertEquals(smallest.getFirst(), used.getFirst());
        assertEquals(List.of("start_z", "sweep_forward_z", "expect_z"), List.of("start_z", "sweep_forward_z",
                "expect_z").stream().filter(kernel -> used.stream().anyMatch(line -> line.contains(kernel + "()")))
                .toList(), output);
        assertTrue(used.size() <= 4, output);
        assertTrue(output.contains("driver: closed, 0 allocations, 0 queues and 0 modules left"), output);
    }

    @Test
    void aModuleThatFailsIsTriedAnew() throws Exception {
        String output = run("second-module", Simulate.class);
        assertTrue(output.contains("InsufficientMemoryException: cuModuleLoadData of "), output);
        assertTrue(output.contains(" failed with CUDA_ERROR_OUT_OF_MEMORY (the words of the driver); take fewer"),
                output);
        assertTrue(output.contains("1.0 1.0"), output);
        assertTrue(output.contains("driver: closed, 0 allocations, 0 queues and 0 modules left"), output);
    }

    @Test
    void modulesThatAreMissingOrDamagedAreNamed() throws Exception {
        Path index = MODULES.resolve("kernels.txt");
        Path module = MODULES.resolve("sweep_forward_z.ptx");
        String lines = Files.readString(index);
        String text = Files.readString(module);
        try {
            // No file is taken away, as a build with nvcc has one of that name too.
            Files.writeString(index, lines.replace("sweep_forward_z sweep_forward_z", "sweep_forward_z lost"));
            String output = run("", Simulate.class);
            assertTrue(output.contains("CudaException: this build has no module 'lost' of kernels for cards;"
                    + " build again"), output);
            assertTrue(output.contains("driver: closed, 0 allocations, 0 queues"), output);
            Files.writeString(index, lines);
            Files.writeString(module, "damaged");
            output = run("", Simulate.class);
            assertTrue(output.contains("CudaException: cuModuleLoadData of sweep_forward_z failed with"
                    + " CUDA_ERROR_INVALID_PTX (the words of the driver): the driver cannot read the kernels of this"
                    + " build, which are damaged; build again"), output);
            assertTrue(output.contains("driver: closed, 0 allocations, 0 queues"), output);
        } finally {
            Files.writeString(index, lines);
            Files.writeString(module, text);
        }
    }

    /** What cannot be given back any more is no reason for more than the one line. */
    @Test
    void aLaunchThatFailsIsSaidOnce() throws Exception {
        String output = run("launch", Simulate.class);
        assertTrue(output.contains("CudaException: cuLaunchKernel of start_z failed with CUDA_ERROR_LAUNCH_FAILED"
                + " (the words of the driver); nothing more can run on the card in this process"), output);
        assertTrue(output.contains("driver: closed, "), output);
        assertFalse(output.contains("\tat "), output);
    }

    /** As when a user interrupts: other threads may still be launching. */
    @Test
    void workUnderWayAtTheEndIsLeftToTheDriver() throws Exception {
        String output = run("", Ends.class);
        assertTrue(output.contains("ends"), output);
        assertFalse(output.contains("driver: closed"), output);
        assertFalse(output.contains("\tat "), output);
    }

    /** What is wrong, and what is said. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "no-start | the driver does not start: cuInit failed with CUDA_ERROR_UNKNOWN (the words of the driver)",
            "no-card | the driver sees no card; see whether nvidia-smi lists one",
            "old-driver | the driver, made for CUDA 10.2, is too old for the kernels; install a driver",
            "no-compiler | the driver's compiler (libnvidia-ptxjitcompiler.so.1) is not found; install all parts",
            "old-card | No Card has compute capability 6.0 and the kernels need 7.5",
            "in-use | cuDevicePrimaryCtxRetain failed with CUDA_ERROR_CONTEXT_ALREADY_IN_USE",
            "little-memory | No Card has 10 MiB of memory free, as others use it; wait for them"})
    void whatIsWrongIsSaid(String wrong, String words) throws Exception {
        String output = run(wrong, Look.class);
        assertTrue(output.contains(words), output);
        assertTrue(output.contains("twice the same"), output);
    }

    /** Ends while a state is on the card. */
    static final class Ends {

        private Ends() {
        }

        /** Says so, and ends. */
        public static void main(String[] arguments) {
            try (Amplitudes states = new CudaBackend().allocate(3, 1, Precision.DOUBLE)) {
                System.out.println(states.bits() + " bits, and the process ends");
                System.exit(0);
            }
        }
    }

    /** Starts a state, takes it through a step and reads it, twice over. */
    static final class Simulate {

        private Simulate() {
        }

        /** Prints expected values, or what fails. */
        public static void main(String[] arguments) {
            Backend backend = new CudaBackend();
            Plan plan = Plan.on(5).step(Cases.rotation("X"), 0, 1).build();
            for (int i = 0; i < 2; i++) {
                try (Amplitudes states = backend.allocate(5, 1, Precision.DOUBLE)) {
                    states.apply(plan, Angles.shared(0), Samples.plain(1));
                    double[] values = states.expectations(Readout.signs(0, 1));
                    System.out.println(values[0] + " " + values[1]);
                } catch (CudaException | InsufficientMemoryException e) {
                    System.out.println(e);
                }
            }
        }
    }

    /** Prints what the backend says of itself. */
    static final class Look {

        private Look() {
        }

        /** Asks twice. */
        public static void main(String[] arguments) {
            Availability first = new CudaBackend().availability();
            System.out.println(first);
            System.out.println(first.equals(new CudaBackend().availability()) ? "twice the same" : "differs");
        }
    }
}
