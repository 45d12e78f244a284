package org.ketwright.benchmarks.harness;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/** Hands on results of JMH as they come, and shows of its talk only what says that something went wrong. */
final class Relay implements OutputFormat {
    private final Consumer<BenchmarkResult> results;
    private final Consumer<BenchmarkParams> failures;
    private final PrintWriter messages;
    private @Nullable BenchmarkParams underWay;

    /**
     * A relay.
     *
     * @param results receives what was measured
     * @param failures receives what ended without a result
     * @param messages receives what JMH has to say about failures
     */
    Relay(Consumer<BenchmarkResult> results, Consumer<BenchmarkParams> failures, PrintWriter messages) {
        this.results = results;
        this.failures = failures;
        this.messages = messages;
    }

    @Override
    public void startBenchmark(BenchmarkParams params) {
        reportFailure();
        underWay = params;
    }

    @Override
    public void endBenchmark(@Nullable BenchmarkResult result) {
        if (result != null) {
            underWay = null;
            results.accept(result);
        }
    }

    @Override
    public void endRun(Collection<RunResult> all) {
        reportFailure();
    }

    private void reportFailure() {
        BenchmarkParams failed = underWay;
        underWay = null;
        if (failed != null) {
            failures.accept(failed);
        }
    }

    @Override
    public void print(String text) {
        messages.print(text);
        messages.flush();
    }

    @Override
    public void println(String text) {
        if (!text.startsWith("# ") && !text.isBlank()) {
            messages.println(text);
            messages.flush();
        }
    }

    @Override
    public void write(int b) {
        messages.write(b);
    }

    @Override
    public void write(byte[] b) {
        messages.print(new String(b, java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public void flush() {
        messages.flush();
    }

    @Override
    public void close() {
        messages.flush();
    }

    @Override
    public void iteration(BenchmarkParams params, IterationParams iteration, int number) {
        // Only whole benchmarks are shown.
    }

    @Override
    public void iterationResult(BenchmarkParams params, IterationParams iteration, int number,
            IterationResult result) {
        // Only whole benchmarks are shown.
    }

    @Override
    public void startRun() {
        // There is a heading already.
    }

    @Override
    public void verbosePrintln(String text) {
        // Only what matters is shown.
    }
}
