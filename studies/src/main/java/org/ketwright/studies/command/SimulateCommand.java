package org.ketwright.studies.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.StateVectorSimulator;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ketwright simulate}. */
@Command(name = "simulate", description = "Runs a circuit and prints outcomes, counts or expectation values.")
final class SimulateCommand implements Callable<Integer> {
    /** Outcomes shown to people. */
    private static final int MOST_LINES = 32;
    /** Outcomes given to programs. */
    private static final int MOST_JSON = 1 << 16;

    private final Console console;

    @Parameters(paramLabel = "FILE.qasm", description = "A circuit in OpenQASM 2 or 3; - reads standard input.")
    private Path path = Path.of("-");

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Option(names = "--inputs", paramLabel = "VALUES.json", description = "A JSON object with a number for each input of the circuit by name, or a .npy file.")
    private @Nullable Path inputs;

    @Option(names = "--shots", paramLabel = "N", description = "Draw outcomes and print how often each came.")
    private @Nullable Integer shots;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the draws; default 1.")
    private long seed = 1;

    @Option(names = "--expect", paramLabel = "OBSERVABLE", description = "Print an expectation value, of \"Z0 Z1\" or \"0.5 X0 - Y1\"; may be repeated.")
    private List<String> expect = new ArrayList<>();

    @Option(names = "--state", paramLabel = "OUT.npy", description = "Write the amplitudes before the final measurements; qubit 0 is the lowest bit of the index.")
    private @Nullable Path state;

    @Option(names = "--snapshot", paramLabel = "NAME[=OUT.npy]", description = "Also print the expectation values, or else the probabilities of all qubits, at the point of this name, and write the amplitudes there; may be repeated. A point is a barrier after a line @ketwright.snapshot NAME.")
    private List<String> snapshots = new ArrayList<>();

    @Option(names = "--top", paramLabel = "N", description = "Print at most so many outcomes, the largest first, and what the rest sums to; default 32, with --json 65536.")
    private @Nullable Integer top;

    @Option(names = "--json", description = "Print JSON.")
    private boolean isJson;

    SimulateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (top != null && top < 1) {
            throw FailureException.usage("--top must be a whole number of 1 or more but was given " + top);
        }
        ProgramFile file = ProgramFile.read(path, console);
        int qubits = file.circuit().qubits();
        StateVectorSimulator simulator = engine.simulator(qubits, console);
        Simulation simulation = new Simulation(file, InputValues.read(file, inputs), simulator, shots, seed,
                Expected.parse(expect, qubits), state,
                Snapshot.Wanted.parse(snapshots, file, simulator.precision().bytes() * Math.pow(2, qubits)), top != null
                        ? top
                        : isJson ? MOST_JSON : MOST_LINES);
        EngineOptions.requireSize(file.name(), qubits, simulator);
        if (state != null) {
            OutputFile.require("--state", state, simulator.precision().bytes() * Math.pow(2, qubits));
        }
        Simulation.Result result;
        try (Watch watch = new Watch(console)) {
            result = simulation.run(watch);
        } catch (IllegalArgumentException e) {
            throw new FailureException(ExitCode.USAGE, file.name() + ": " + e.getMessage(), e);
        }
        if (isJson) {
            console.json(result.tree());
        } else {
            console.err().println("ketwright: " + result.provenance());
            result.print(console.out());
        }
        return ExitCode.DONE.code();
    }
}
