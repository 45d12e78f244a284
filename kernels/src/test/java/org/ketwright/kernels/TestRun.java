package org.ketwright.kernels;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs test classes without Maven and says how it went, in one line of JSON; ends with 4 if a test failed. */
final class TestRun {

    private TestRun() {
    }

    /** Runs the classes named. */
    public static void main(String[] arguments) {
        TestExecutionSummary summary = run(arguments);
        summary.printFailuresTo(new PrintWriter(System.err, true, StandardCharsets.UTF_8), 20);
        System.out.println(json(summary));
        // The driver's shutdown hook must run, so no halt; tests leave no threads of their own that would hold us.
        System.exit(summary.getTotalFailureCount() == 0 ? 0 : 4);
    }

    static TestExecutionSummary run(String... classes) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(Arrays.stream(classes).map(name -> selectClass(name)).toList()).build();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }

    static String json(TestExecutionSummary summary) {
        return "{\"passed\":" + summary.getTestsSucceededCount() + ",\"failed\":" + summary.getTotalFailureCount()
                + ",\"skipped\":" + (summary.getTestsSkippedCount() + summary.getTestsAbortedCount())
                + ",\"seconds\":" + (summary.getTimeFinished() - summary.getTimeStarted()) / 1000.0 + "}";
    }
}
