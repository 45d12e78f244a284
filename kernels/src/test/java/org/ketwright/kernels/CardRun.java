package org.ketwright.kernels;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Proof with a card: the contracts, then the benchmarks; results as JSON. Ends with 0, with 4 if a test or a benchmark
 * failed, and with 6 where no card answers.
 */
final class CardRun {
    private static final int DONE = 0;
    private static final int CHECK_FAILED = 4;
    private static final int RESOURCES = 6;
    private static final int LARGEST_BITS = 28;

    private CardRun() {
    }

    /** Runs; the first argument is the file of results. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments.length == 0 ? "results.json" : arguments[0]);
        System.exit(run(file));
    }

    private static int run(Path file) throws IOException {
        String machine = "\"java\":" + quoted(System.getProperty("java.vm.version")) + ",\"system\":"
                + quoted(System.getProperty("os.name") + " " + System.getProperty("os.version"));
        CudaDriver.Found found = CudaDriver.found();
        CudaDevice device = found.device();
        if (device == null) {
            write(file, "{\"card\":null,\"reason\":" + quoted(found.reason()) + "," + machine + "}");
            System.err.println("ketwright: backend cuda is missing: " + found.reason());
            return RESOURCES;
        }
        System.err.println("ketwright: testing on " + device.description());
        TestExecutionSummary tests = TestRun.run(CudaTest.class.getName(), CudaLinearTest.class.getName(),
                CudaSweepsTest.class.getName(), CudaCircuitsTest.class.getName(), CudaTrigonometricTest.class
                        .getName());
        tests.printFailuresTo(new PrintWriter(System.err, true, StandardCharsets.UTF_8), 20);
        boolean good = tests.getTotalFailureCount() == 0 && tests.getTestsSucceededCount() > 0;
        Map<String, Double> figures = new LinkedHashMap<>();
        String wrong = "";
        // Times of what is wrong say nothing.
        if (good) {
            try {
                CardBenchmark.run(new CudaBackend(), device, Integer.getInteger("ketwright.bits", LARGEST_BITS),
                        figures);
            } catch (IllegalStateException | CudaException | InsufficientMemoryException e) {
                // What was measured before is kept.
                System.err.println("ketwright: the benchmarks ended early: " + e.getMessage());
                wrong = ",\"wrong\":" + quoted(String.valueOf(e.getMessage()));
                good = false;
            }
        }
        write(file, "{\"card\":" + quoted(device.description()) + "," + machine + ",\"tests\":" + TestRun.json(tests)
                + ",\"benchmarks\":" + CardBenchmark.json(figures) + wrong + "}");
        return good ? DONE : CHECK_FAILED;
    }

    private static void write(Path file, String json) throws IOException {
        System.out.println(json);
        Files.writeString(file, json + "\n");
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
