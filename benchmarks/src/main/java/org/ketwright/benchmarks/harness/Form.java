package org.ketwright.benchmarks.harness;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How long, and over which parameters, a run measures.
 *
 * @param forks fresh virtual machines for each benchmark; 0 makes one call in this one, which only tests should do
 * @param coldForks fresh virtual machines for each figure of {@link Subject.Kind#COLD}
 * @param warmups iterations before the clock counts
 * @param iterations iterations that count
 * @param milliseconds length of an iteration; many short ones find a moment in which nobody else is at work
 * @param params values of parameters in place of those written at the benchmarks
 */
public record Form(int forks, int coldForks, int warmups, int iterations, int milliseconds,
        Map<String, List<String>> params) {
    /** Some minutes: enough to see a step of a quarter. */
    public static final Form SHORT = new Form(1, 3, 16, 24, 100, Map.of());
    /** Hours, and all sizes, gates and precisions. */
    public static final Form FULL = new Form(3, 5, 80, 120, 100, Map.of(
            "qubits", List.of("20", "21", "22", "23", "24", "25", "26"),
            "gate", List.of("X", "H", "RZ", "T", "CX", "CZ", "CRX"),
            "precision", List.of("DOUBLE", "SINGLE")));

    /** Copies the parameters. */
    public Form {
        params = Map.copyOf(params);
    }

    /**
     * The same form with other values of a parameter.
     *
     * @param name which parameter
     * @param values its values
     * @return another form
     */
    public Form with(String name, List<String> values) {
        Map<String, List<String>> all = new HashMap<>(params);
        all.put(name, List.copyOf(values));
        return new Form(forks, coldForks, warmups, iterations, milliseconds, all);
    }

    /**
     * What JMH is told.
     *
     * @param subjects what to measure, all warm or all cold
     * @param cold whether they are cold
     * @param threads threads of the engines
     * @return options to be built
     */
    ChainedOptionsBuilder options(List<Subject> subjects, boolean cold, int threads) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .shouldFailOnError(false)
                .threads(1)
                .forks(forks == 0 ? 0 : cold ? coldForks : forks)
                .warmupIterations(cold ? 0 : warmups)
                .measurementIterations(cold ? 1 : iterations)
                .warmupTime(TimeValue.milliseconds(milliseconds))
                .measurementTime(TimeValue.milliseconds(milliseconds))
                .mode(cold || forks == 0 ? Mode.SingleShotTime : Mode.AverageTime)
                .timeUnit(TimeUnit.SECONDS)
                .jvmArgsAppend("-Dketwright.threads=" + threads);
        subjects.forEach(s -> options.include("^" + Pattern.quote(s.benchmark()) + "$"));
        params.forEach((name, values) -> options.param(name, values.toArray(String[]::new)));
        return options;
    }
}
