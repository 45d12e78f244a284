package org.ketwright.studies.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ketwright.kernels.Precision;
import org.ketwright.kernels.SweepStats;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Operation;
import org.ketwright.simulator.Schedules;
import org.ketwright.simulator.device.Calibration;
import org.ketwright.simulator.device.Schedule;
import org.ketwright.simulator.device.Timed;
import org.ketwright.simulator.device.Transpiled;
import org.ketwright.simulator.qasm.QasmProgram;
import org.ketwright.simulator.qasm.QasmWriter;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands {@code ketwright circuit ...}. */
@Command(name = "circuit", description = "Draws circuits and tells what running them costs.", synopsisSubcommandLabel = "COMMAND")
final class CircuitCommand implements Runnable {
    private static final int LEAST_COLUMNS = 20;
    private static final int COLUMNS = 100;
    private static final int MOST_PLANNINGS = 100;
    private static final long PLANNING_NANOS = 500_000_000;

    private final Console console;

    CircuitCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        throw FailureException.usage(
                "ketwright circuit needs a command: draw, stats or transpile; see ketwright circuit --help");
    }

    @Command(name = "draw", description = "Draws a circuit in characters, or as an SVG image.")
    int draw(
            @Parameters(paramLabel = "FILE.qasm", description = "A circuit in OpenQASM 2 or 3; - reads standard input.") Path path,
            @Option(names = "--svg", paramLabel = "OUT.svg", description = "Write an SVG image instead.") @Nullable Path svg,
            @Option(names = "--width", paramLabel = "N", description = "Columns after which the drawing wraps, 20 or more; default 100.") @Nullable Integer width) {
        if (width != null && svg != null) {
            throw FailureException.usage("--width is for drawings in characters, but --svg was given");
        }
        int columns = width == null ? COLUMNS : width;
        if (columns < LEAST_COLUMNS) {
            throw FailureException.usage(
                    "--width must be a whole number of " + LEAST_COLUMNS + " or more but was given " + width);
        }
        Circuit circuit = ProgramFile.read(path, console).circuit();
        if (svg == null) {
            console.out().print(circuit.draw(columns));
            return ExitCode.DONE.code();
        }
        OutputFile.require("--svg", svg, 0, List.of(path));
        OutputFile.write(svg, circuit.svg());
        console.out().println(svg);
        return ExitCode.DONE.code();
    }

    @Command(name = "stats", description = "Counts what a circuit is made of, and says how the cpu backend would run it on one large state.")
    int stats(
            @Parameters(paramLabel = "FILE.qasm", description = "A circuit in OpenQASM 2 or 3; - reads standard input.") Path path,
            @Option(names = "--precision", paramLabel = "P", defaultValue = "double", description = "Format of amplitudes: double (default) or single.") String precision,
            @Option(names = "--json", description = "Print JSON.") boolean isJson) {
        Precision format = EngineOptions.precision(precision);
        ProgramFile file = ProgramFile.read(path, console);
        Circuit circuit = file.circuit();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("file", file.name());
        tree.put("qubits", circuit.qubits());
        tree.put("clbits", circuit.clbits());
        tree.put("depth", circuit.depth());
        tree.put("operations", circuit.counts());
        tree.put("parameters", file.program().inputs());
        tree.put("features", file.program().features());
        if (circuit.qubits() > Schedules.MAX_QUBITS) {
            console.err().println("ketwright: no schedule: one is made for at most " + Schedules.MAX_QUBITS
                    + " qubits but " + file.name() + " has " + circuit.qubits());
        } else {
            tree.put("schedule", schedule(circuit, format));
        }
        if (isJson) {
            console.json(tree);
        } else {
            print(tree, "");
        }
        return ExitCode.DONE.code();
    }

    @Command(name = "transpile", description = "Fits a circuit to a device and prints it in OpenQASM, on the device's qubits and in its gates.")
    int transpile(
            @Parameters(paramLabel = "FILE.qasm", description = "A circuit in OpenQASM 2 or 3; - reads standard input.") Path path,
            @Option(names = "--device", required = true, paramLabel = "NAME|FILE.json", description = "A device that comes with the program, or a calibration file, IBM's or our own.") String name,
            @Mixin FitOptions fit, @Option(names = "--json", description = "Print JSON.") boolean isJson) {
        ProgramFile file = ProgramFile.read(path, console);
        Calibration device = DeviceFile.device(name);
        Transpiled fitted = fit.transpiled(file, device, console);
        Schedule schedule;
        String program;
        try {
            schedule = Schedule.of(fitted, fit.policy());
            program = QasmWriter.write(fitted.onDevice());
        } catch (IllegalArgumentException e) {
            throw new FailureException(ExitCode.INPUT, file.name() + ": " + e.getMessage(), e);
        }
        Map<String, String> renamed = renamed(file.program());
        renamed.forEach((from, to) -> console.err()
                .println("ketwright: warning: the input " + from + " is called " + to + " in the program printed"));
        if (!isJson) {
            console.err().println(String.format(Locale.ROOT, "ketwright: %d swaps, depth %d, %.3f us",
                    fitted.swaps(), fitted.circuit().depth(), schedule.duration() * 1e6));
            console.out().print(program);
            return ExitCode.DONE.code();
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("file", file.name());
        tree.put("device", device.name());
        tree.put("start", fitted.start().physical());
        tree.put("end", fitted.end().physical());
        tree.put("swaps", fitted.swaps());
        tree.put("depth", fitted.circuit().depth());
        tree.put("operations", fitted.circuit().counts());
        tree.put("duration", schedule.duration());
        tree.put("moments", schedule.moments().size());
        List<Map<String, Object>> times = new ArrayList<>();
        for (Timed t : schedule.operations()) {
            if (t.duration() > 0) {
                times.add(Map.of("operation", describe(t.operation()), "qubits",
                        t.operation().qubitsTouched().stream().map(fitted.qubits()::get).toList(), "start", t.start(),
                        "duration", t.duration()));
            }
        }
        tree.put("schedule", times);
        tree.put("renamed", renamed);
        tree.put("program", program);
        console.json(tree);
        return ExitCode.DONE.code();
    }

    /** Inputs that have another name in a program that is written, and that name. */
    private static Map<String, String> renamed(QasmProgram program) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < program.inputs().size(); i++) {
            all.put(program.inputs().get(i), QasmWriter.parameter(i));
        }
        for (int i = 0; i < program.features().size(); i++) {
            all.put(program.features().get(i), QasmWriter.feature(i));
        }
        all.entrySet().removeIf(e -> e.getKey().equals(e.getValue()));
        return all;
    }

    private static String describe(Operation operation) {
        return switch (operation) {
            case Operation.Apply a -> a.gate().qasmName();
            case Operation.Measure m -> "measure";
            case Operation.Reset r -> "reset";
            case Operation.Delay d -> "delay";
            default -> "if";
        };
    }

    /** The sum over all unitary parts; planned several times, since the first time includes loading the planner. */
    private static Map<String, Object> schedule(Circuit circuit, Precision precision) {
        long start = System.nanoTime();
        List<SweepStats> parts = Schedules.of(circuit, precision);
        double seconds = planningSeconds(parts);
        for (int i = 0; i < MOST_PLANNINGS && System.nanoTime() - start < PLANNING_NANOS; i++) {
            seconds = Math.min(seconds, planningSeconds(Schedules.of(circuit, precision)));
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("precision", precision.name().toLowerCase(Locale.ROOT));
        tree.put("unitaryParts", parts.size());
        tree.put("steps", parts.stream().mapToInt(SweepStats::steps).sum());
        tree.put("turns", parts.stream().mapToInt(SweepStats::turns).sum());
        tree.put("phases", parts.stream().mapToInt(SweepStats::phases).sum());
        tree.put("dense", parts.stream().mapToInt(SweepStats::dense).sum());
        tree.put("passes", parts.stream().mapToInt(SweepStats::passes).sum());
        tree.put("fusedSteps", parts.stream().mapToInt(SweepStats::strokes).sum());
        tree.put("bytes", parts.stream().mapToDouble(SweepStats::bytes).sum());
        tree.put("floatingPointOperations", parts.stream().mapToDouble(SweepStats::operations).sum());
        tree.put("planningSeconds", seconds);
        return tree;
    }

    private static double planningSeconds(List<SweepStats> parts) {
        return parts.stream().mapToDouble(SweepStats::planningSeconds).sum();
    }

    private void print(Map<?, ?> tree, String before) {
        tree.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner) {
                print(inner, before + key + "  ");
            } else if (value instanceof List<?> list) {
                if (!list.isEmpty()) {
                    console.out().println(before + key + "  "
                            + String.join(", ", list.stream().map(String::valueOf).toList()));
                }
            } else {
                console.out().println(before + key + "  "
                        + (value instanceof Double number ? String.format(Locale.ROOT, "%.3g", number) : value));
            }
        });
    }
}
