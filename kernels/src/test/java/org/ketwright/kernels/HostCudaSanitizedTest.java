package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The tests of the kernels on the host once more with every access to memory checked by the address sanitizer, in a JVM
 * that starts with it.
 */
@Tag("slow")
class HostCudaSanitizedTest {
    private static final List<String> TESTS = List.of("HostCudaTest", "HostLinearCudaTest", "HostCudaSweepsTest",
            "HostCudaCircuitsTest",
            "HostTrigonometricCudaTest", "HostProductsCudaTest");

    private static final List<String> NATIVES = List.of("/lib/libJCudaDriver-12.6.0-linux-x86_64.so",
            "/lib/libJCublas2-12.6.0-linux-x86_64.so");

    @BeforeAll
    static void needsACompiler() throws IOException {
        HostCuda.require("HostCudaSanitized");
    }

    @Test
    void noKernelTouchesWhatIsNotItsOwn() throws Exception {
        List<String> tests = TESTS.stream().map(test -> getClass().getPackageName() + "." + test).toList();
        Run run = run(TestRun.class, tests);
        assertEquals(0, run.code, run.output);
        assertTrue(run.output.contains("\"failed\":0"), run.output);
    }

    /** The sanitizer does see what it is there for. */
    @Test
    void tooLittleSharedMemoryIsCaught() throws Exception {
        Run run = run(Overrun.class, List.of());
        assertTrue(run.code != 0 && run.output.contains("heap-buffer-overflow"), run.output);
    }

    /** Launches a kernel with shared memory for one number in the place of one for each thread. */
    static final class Overrun {

        private Overrun() {
        }

        /** Launches. */
        public static void main(String[] arguments) {
            try (CudaScope scope = new CudaScope(HostCuda.device(0))) {
                CudaBuffer numbers = scope.buffer(8);
                scope.launch(new CudaLaunch("fold", 1, Double.BYTES, new long[] {numbers.address(), 1,
                        numbers.address(), 0}));
            }
        }
    }

    private record Run(int code, String output) {
    }

    private static Run run(Class<?> main, List<String> arguments) throws Exception {
        String said = HostKernels.output(List.of(HostKernels.compiler().orElseThrow(),
                "-print-file-name=libasan.so"));
        Path sanitizer = Path.of(said == null ? "" : said.strip());
        if (!sanitizer.isAbsolute() || !Files.exists(sanitizer)) {
            CheckFile.write("cuda-sanitized", "skipped: HostCudaSanitized: the compiler has no address sanitizer");
            Assumptions.abort("no address sanitizer");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("..", "jvm.options"), "-XX:TieredStopAtLevel=1", "-Xmx1g",
                "-Dketwright.sanitized=true", "-cp", classPath(), main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LD_PRELOAD", sanitizer.toString());
        // The JVM handles its own signals and gives memory back as it likes.
        builder.environment().put("ASAN_OPTIONS", "detect_leaks=0:handle_segv=0:handle_sigbus=0:handle_sigfpe=0:"
                + "allow_user_segv_handler=1:halt_on_error=1");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    /** Where the classes of this JVM come from, whoever loaded them. */
    static String classPath() throws Exception {
        Class<?> engine = Class.forName("org.junit.jupiter.engine.JupiterTestEngine");
        List<Class<?>> classes = List.of(HostCudaTest.class, CudaBackend.class, Test.class,
                org.junit.jupiter.params.ParameterizedTest.class, engine,
                org.junit.platform.launcher.core.LauncherFactory.class, org.junit.platform.engine.TestEngine.class,
                org.junit.platform.commons.JUnitException.class, org.opentest4j.AssertionFailedError.class,
                org.jspecify.annotations.NullMarked.class, jcuda.Pointer.class,
                jcuda.jcublas.JCublas2.class);
        Stream<String> natives = NATIVES.stream()
                .map(file -> String.valueOf(jcuda.Pointer.class.getResource(file)).replaceAll("^jar:|!.*", ""));
        return Stream.concat(classes.stream().map(type -> type.getProtectionDomain().getCodeSource().getLocation()
                .toString()), natives).map(place -> Path.of(URI.create(place)).toString()).distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }
}
