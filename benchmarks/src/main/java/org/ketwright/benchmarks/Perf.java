package org.ketwright.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ketwright.benchmarks.harness.Form;
import org.ketwright.benchmarks.harness.Goals;
import org.ketwright.benchmarks.harness.Machine;
import org.ketwright.benchmarks.harness.Results;
import org.ketwright.benchmarks.harness.Session;
import org.ketwright.benchmarks.harness.Subject;
import org.ketwright.benchmarks.harness.Table;
import org.ketwright.benchmarks.harness.Verdict;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures the hot paths and compares them with their goals; {@code ./check perf} starts it. Measurements go to
 * standard output, what goes wrong to standard error.
 */
@Command(name = "./check perf", sortOptions = false, mixinStandardHelpOptions = true, description = {
        "Measures the hot paths against what this machine gives to plain loops.", "",
        "Every figure is the best of several iterations. A goal is a share of a ceiling that is",
        "measured in the same run; in the bars a tick is a decibel (a factor of 1.26) and right is",
        "faster. A result within one decibel below its goal is called near.",
        "Times are taken only of code that was proven right at a small size just before.", ""})
public final class Perf implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int CHECK_FAILED = 4;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--full", description = "All sizes, gates and precisions, and many more iterations: hours.")
    private boolean full;

    @Option(names = "--filter", paramLabel = "REGEX", defaultValue = "", description = "Only benchmarks in whose "
            + "name this is found.")
    private String filter = "";

    @Option(names = "--param", paramLabel = "NAME=V,V", description = "Values of a parameter, in place of those "
            + "of the form; may be repeated.")
    private List<String> params = new ArrayList<>();

    @Option(names = "--threads", split = ",", paramLabel = "N", description = "Numbers of threads; default: 1 and "
            + "as many as there are processors.")
    private List<Integer> threads = new ArrayList<>();

    @Option(names = "--goals", paramLabel = "FILE", defaultValue = "benchmarks/goals.json", description = "Goals; "
            + "default: ${DEFAULT-VALUE}")
    private Path goals = Path.of("benchmarks/goals.json");

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes everything measured to this file.")
    private @Nullable Path json;

    @Option(names = "--strict", description = "Ends with 4 if a goal is missed by more than a decibel.")
    private boolean strict;

    @Option(names = "--profiler", paramLabel = "NAME", description = "Adds one of JMH's profilers: gc, stack, perfnorm.")
    private @Nullable String profiler;

    @Option(names = "--list", description = "Names the benchmarks and measures nothing.")
    private boolean list;

    private Perf() {
    }

    /**
     * Measures, then ends the process: 0 done, 1 internal error, 2 wrong use, 4 a benchmark failed or, with
     * {@code --strict}, a goal was missed.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** The same without ending the process. */
    static int run(String... args) {
        return new CommandLine(new Perf()).execute(args);
    }

    @Override
    public Integer call() throws RunnerException, IOException {
        CommandLine line = commandLine();
        PrintWriter out = line.getOut();
        List<Subject> subjects = subjects(line);
        if (list) {
            subjects.forEach(s -> out.println(s.name()));
            out.flush();
            return DONE;
        }
        Machine machine = Machine.here();
        out.print(machine.describe());
        Results results = new Session(form(line), Subjects.loops(), goals(line), new Table(out), line.getErr(),
                profiler, machine).run(subjects, threads(line));
        Path file = json;
        if (file != null) {
            results.write(file);
        }
        return conclude(results, out);
    }

    private int conclude(Results results, PrintWriter out) {
        out.println();
        results.failed().forEach(f -> out.println("FAILED: " + f));
        long missed = results.count(Verdict.MISSED);
        out.printf("goals: %d met, %d near, %d missed; %d benchmarks failed%n", results.count(Verdict.MET),
                results.count(Verdict.NEAR), missed, results.failed().size());
        out.flush();
        return !results.failed().isEmpty() || strict && missed > 0 ? CHECK_FAILED : DONE;
    }

    private CommandLine commandLine() {
        CommandSpec own = spec;
        if (own == null) {
            throw new IllegalStateException("picocli must set the command's description");
        }
        return own.commandLine();
    }

    private List<Subject> subjects(CommandLine line) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(filter);
        } catch (PatternSyntaxException e) {
            throw new ParameterException(line, "--filter must be a regular expression: " + e.getMessage(), e);
        }
        List<Subject> found = Subjects.all().stream().filter(s -> pattern.matcher(s.name()).find()).toList();
        if (found.isEmpty()) {
            throw new ParameterException(line, "--filter '" + filter + "' must be found in one of "
                    + Subjects.all().stream().map(Subject::name).toList());
        }
        return found;
    }

    private List<Integer> threads(CommandLine line) {
        List<Integer> counts = threads.isEmpty()
                ? IntStream.of(1, Runtime.getRuntime().availableProcessors()).boxed().toList()
                : threads;
        if (counts.stream().anyMatch(n -> n < 1 || n > 1024)) {
            throw new ParameterException(line, "--threads must be numbers from 1 to 1024 but were " + counts);
        }
        return counts.stream().distinct().sorted().toList();
    }

    private Form form(CommandLine line) {
        Form form = full ? Form.FULL : Form.SHORT;
        for (String param : params) {
            int equals = param.indexOf('=');
            if (equals < 1 || equals == param.length() - 1) {
                throw new ParameterException(line, "--param must be NAME=V,V but was '" + param + "'");
            }
            form = form.with(param.substring(0, equals), List.of(param.substring(equals + 1).split(",")));
        }
        return form;
    }

    private Goals goals(CommandLine line) {
        try {
            return Goals.read(goals);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line, e.getMessage(), e);
        }
    }
}
