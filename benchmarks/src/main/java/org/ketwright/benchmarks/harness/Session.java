package org.ketwright.benchmarks.harness;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;

/** One run: ceilings first, then what is read against them, for each number of threads. */
public final class Session {
    private final Form form;
    private final Map<Ceiling, Subject> loops;
    private final Goals goals;
    private final Table table;
    private final PrintWriter messages;
    private final @Nullable String profiler;
    private final Results results;

    /**
     * A run.
     *
     * @param form how long and over which parameters
     * @param loops what measures each ceiling
     * @param goals what shall be reached
     * @param table shows what is measured
     * @param messages what goes wrong
     * @param profiler one of JMH's profilers, or null for none
     * @param machine where
     */
    public Session(Form form, Map<Ceiling, Subject> loops, Goals goals, Table table, PrintWriter messages,
            @Nullable String profiler, Machine machine) {
        this.form = form;
        this.loops = Map.copyOf(loops);
        this.goals = goals;
        this.table = table;
        this.messages = messages;
        this.profiler = profiler;
        this.results = new Results(machine);
    }

    /**
     * Measures.
     *
     * @param subjects what
     * @param threads numbers of threads in the order of the run, ascending
     * @return all results
     * @throws RunnerException if JMH itself fails
     */
    public Results run(List<Subject> subjects, List<Integer> threads) throws RunnerException {
        for (int count : threads) {
            boolean first = count == threads.getFirst();
            boolean last = count == threads.getLast();
            List<Subject> warm = subjects.stream()
                    .filter(s -> s.kind() == Subject.Kind.TEAM || s.kind() == Subject.Kind.SOLO && first).toList();
            List<Subject> cold = subjects.stream().filter(s -> s.kind() == Subject.Kind.COLD && last).toList();
            if (!warm.isEmpty() || !cold.isEmpty()) {
                table.heading(count);
                measureCeilings(count);
                measure(warm, false, count);
                measure(cold, true, count);
            }
        }
        return results;
    }

    private void measureCeilings(int threads) throws RunnerException {
        Map<Ceiling, Double> rates = results.ceilings(threads);
        Map<String, Ceiling> byBenchmark = new HashMap<>();
        loops.forEach((ceiling, subject) -> byBenchmark.put(subject.benchmark(), ceiling));
        Options options = form.options(List.copyOf(loops.values()), false, threads).build();
        new Runner(options, new Relay(result -> {
            Ceiling ceiling = byBenchmark.get(result.getParams().getBenchmark());
            Subject subject = ceiling == null ? null : loops.get(ceiling);
            if (ceiling == null || subject == null) {
                throw new IllegalStateException("JMH measured " + result.getParams().getBenchmark() + " unasked");
            }
            double rate = measurement(subject, result, threads).rate();
            rates.put(ceiling, rate);
            table.ceiling(ceiling, rate);
        }, this::fail, messages)).run();
    }

    private void fail(BenchmarkParams params) {
        results.addFailure(params.getBenchmark() + " " + params.getParamsKeys().stream()
                .map(name -> name + "=" + params.getParam(name)).collect(Collectors.joining(" ")));
    }

    private void measure(List<Subject> subjects, boolean cold, int threads) throws RunnerException {
        if (subjects.isEmpty()) {
            return;
        }
        Map<String, Subject> byBenchmark = new HashMap<>();
        subjects.forEach(s -> byBenchmark.put(s.benchmark(), s));
        ChainedOptionsBuilder options = form.options(subjects, cold, threads);
        if (profiler != null) {
            options.addProfiler(profiler);
        }
        new Runner(options.build(), new Relay(result -> {
            Subject subject = byBenchmark.get(result.getParams().getBenchmark());
            if (subject == null) {
                throw new IllegalStateException("JMH measured " + result.getParams().getBenchmark() + " unasked");
            }
            Measurement measurement = measurement(subject, result, threads);
            results.add(measurement);
            table.row(measurement, results.ceilings(threads));
            result.getSecondaryResults().forEach((label, value) -> messages.println("    " + label + ": "
                    + value.getScore() + " " + value.getScoreUnit() + value.extendedInfo()));
            messages.flush();
        }, this::fail, messages)).run();
    }

    private Measurement measurement(Subject subject, BenchmarkResult result, int threads) {
        Map<String, String> values = new HashMap<>();
        for (String name : result.getParams().getParamsKeys()) {
            values.put(name, result.getParams().getParam(name));
        }
        Setting setting = new Setting(values, threads);
        double[] seconds = result.getIterationResults().stream().mapToDouble(i -> i.getPrimaryResult().getScore())
                .toArray();
        return new Measurement(subject, setting, subject.work().apply(setting), seconds, goals.of(subject, setting));
    }
}
