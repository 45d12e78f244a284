package org.ketwright.studies.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ketwright.kernels.BackendMissingException;
import org.ketwright.kernels.CudaException;
import org.ketwright.kernels.InsufficientMemoryException;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.run.Build;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code ketwright} and how everything below it ends. */
@Command(name = "ketwright", description = "Simulates quantum machine learning on noisy devices and under attack.", mixinStandardHelpOptions = true, scope = ScopeType.INHERIT, synopsisSubcommandLabel = "COMMAND", exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
        "0:done", "1:internal error",
        "2:wrong use", "3:bad input file", "4:a stated check failed",
        "5:finished, but some cells failed", "6:not enough memory or disk, or a device or tool is missing",
        "130:interrupted, or 143 by SIGTERM"})
public final class KetwrightCommand implements Runnable {

    /** All commands by name, in the order of the help. */
    private static final Map<String, Class<?>> COMMANDS = commands();

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "Show where an error comes from.")
    private boolean isTraced;

    private final Console console;

    private KetwrightCommand(Console console) {
        this.console = console;
    }

    private static Map<String, Class<?>> commands() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("simulate", SimulateCommand.class);
        commands.put("gradient", GradientCommand.class);
        commands.put("circuit", CircuitCommand.class);
        commands.put("noise", NoiseCommand.class);
        commands.put("study", StudyCommand.class);
        commands.put("data", DataCommand.class);
        commands.put("doctor", DoctorCommand.class);
        commands.put("help", CommandLine.HelpCommand.class);
        return commands;
    }

    /** Describing a command to picocli takes long, so one that is named first is described alone. */
    private static void describe(CommandLine line, String... arguments) {
        String first = arguments.length > 0 ? arguments[0] : "";
        COMMANDS.forEach((name, command) -> {
            if (name.equals(first) || first.equals("help") || !COMMANDS.containsKey(first)) {
                line.addSubcommand(name, command);
            }
        });
    }

    /** {@code help COMMAND} is {@code COMMAND --help}, which also knows commands of commands. */
    private static String[] withoutHelp(String... typed) {
        return typed.length > 1 && typed[0].equals("help")
                ? Stream.concat(Arrays.stream(typed).skip(1), Stream.of("--help")).toArray(String[]::new)
                : typed;
    }

    /**
     * Runs a command line.
     *
     * @param console where it writes
     * @param typed what the user typed
     * @return the exit code
     */
    public static int run(Console console, String... typed) {
        String[] arguments = withoutHelp(typed);
        KetwrightCommand root = new KetwrightCommand(console);
        CommandLine line = new CommandLine(root, new CommandFactory(console));
        describe(line, arguments);
        // A file whose name begins with @ is a file, not a list of options.
        line.setExpandAtFiles(false);
        line.registerConverter(Path.class, UsageMessage::path);
        line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                console.isColored() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        line.setExecutionStrategy(root::execute);
        line.setParameterExceptionHandler((exception, args) -> root.usageError(exception));
        line.setExecutionExceptionHandler((exception, command, result) -> root.failure(exception));
        try {
            int code = line.execute(arguments);
            if (code == ExitCode.DONE.code()) {
                console.requireWritten();
            }
            return code;
        } catch (FailureException | OutOfMemoryError | StackOverflowError e) {
            return root.failure(e);
        }
    }

    @Override
    public void run() {
        throw FailureException.usage("a command is needed: " + String.join(", ", COMMANDS.keySet())
                + "; see ketwright --help");
    }

    /** Asks for the version only where it is wanted, since it asks git. */
    private int execute(ParseResult result) {
        for (ParseResult part = result; part != null; part = part.subcommand()) {
            if (!part.unmatched().isEmpty()) {
                // With --help picocli would pass over them.
                throw new UnmatchedArgumentException(part.commandSpec().commandLine(), part.unmatched());
            }
            if (part.isVersionHelpRequested()) {
                console.out().println("ketwright " + Build.version() + " (" + Build.commit() + ")");
                return ExitCode.DONE.code();
            }
        }
        return new CommandLine.RunLast().execute(result);
    }

    private int usageError(ParameterException e) {
        console.err().println("ketwright: " + UsageMessage.of(e));
        if (isTraced) {
            e.printStackTrace(console.err());
        }
        return ExitCode.USAGE.code();
    }

    private int failure(Throwable thrown) {
        // Picocli wraps errors of commands that are methods.
        Throwable e = thrown instanceof CommandLine.ExecutionException && thrown.getCause() != null
                ? thrown.getCause()
                : thrown;
        ExitCode code = switch (e) {
            case FailureException failure -> failure.exitCode();
            case InsufficientMemoryException memory -> ExitCode.RESOURCES;
            case BackendMissingException missing -> ExitCode.RESOURCES;
            case CudaException card -> ExitCode.RESOURCES;
            case OutOfMemoryError memory -> ExitCode.RESOURCES;
            default -> ExitCode.INTERNAL;
        };
        String said = e instanceof InsufficientMemoryException memory ? memory.inQubits() : e.getMessage();
        String message = Optional.ofNullable(said).orElse("").lines().findFirst().orElse("");
        boolean isClear = code != ExitCode.INTERNAL && !(e instanceof OutOfMemoryError);
        console.err().println("ketwright: " + (isClear
                ? message
                : code == ExitCode.RESOURCES
                        ? "not enough memory: the Java heap of " + Runtime.getRuntime().maxMemory() / (1 << 20)
                                + " MiB is full; give more with KETWRIGHT_JAVA_OPTIONS=-Xmx..."
                        : "internal error: " + e.getClass().getSimpleName() + ": " + message
                                + "; --stacktrace shows more"));
        if (isTraced) {
            e.printStackTrace(console.err());
        }
        return code.code();
    }
}
