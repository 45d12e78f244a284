package org.ketwright.studies.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.DensityMatrix;
import org.ketwright.simulator.Method;
import org.ketwright.simulator.Provenance;
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
    /** The simulator's own limit. */
    private static final int MOST_SHOTS = 1 << 27;
    private static final long SEED = 1;

    private final Console console;

    @Parameters(paramLabel = "FILE.qasm", description = "A circuit in OpenQASM 2 or 3; - reads standard input.")
    private Path path = Path.of("-");

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Mixin
    private DeviceOptions noise = new DeviceOptions();

    @Option(names = "--inputs", paramLabel = "VALUES.json", description = "A JSON object with a number for each input of the circuit by name, or a .npy file.")
    private @Nullable Path inputs;

    @Option(names = "--shots", paramLabel = "N", description = "Draw outcomes, 1 to 134217728, and print how often each came.")
    private @Nullable Integer shots;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the draws of outcomes and of noise; default 1.")
    private @Nullable Long seed;

    @Option(names = "--expect", paramLabel = "OBSERVABLE", description = "Print an expectation value, of \"Z0 Z1\" or \"0.5 X0 - Y1\"; may be repeated.")
    private List<String> expect = new ArrayList<>();

    @Option(names = "--state", paramLabel = "OUT.npy", description = "Write the amplitudes before the final measurements; qubit 0 is the lowest bit of the index.")
    private @Nullable Path state;

    @Option(names = "--snapshot", paramLabel = "NAME[=OUT.npy]", description = "Also print the expectation values, or else the probabilities of all qubits, at the point of this name, and write the amplitudes there; may be repeated. A point is a barrier after a line @ketwright.snapshot NAME.")
    private List<String> snapshots = new ArrayList<>();

    @Option(names = "--density", paramLabel = "OUT.npy", description = "Write the density matrix at the end, averaged over all outcomes; qubit 0 is the lowest bit of both indices.")
    private @Nullable Path density;

    @Option(names = "--top", paramLabel = "N", description = "Print at most so many outcomes, the largest first, and what the rest sums to; default 32, with --json 65536.")
    private @Nullable Integer top;

    @Option(names = "--json", description = "Print JSON.")
    private boolean isJson;

    SimulateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        require();
        ProgramFile file = ProgramFile.read(path, console);
        InputValues values = InputValues.read(file, inputs);
        int qubits = file.circuit().qubits();
        Engine runs = engine.engine(noise.isNoisy(), qubits, seed == null ? SEED : seed, console);
        Provenance how = runs.simulator().provenance();
        require("--state", state, how.method(), Method.STATE_VECTOR);
        require("--density", density, how.method(), Method.DENSITY_MATRIX);
        if (!snapshots.isEmpty() && how.method() != Method.STATE_VECTOR) {
            throw FailureException.usage("--snapshot needs --method state-vector but the method is "
                    + how.method().label());
        }
        List<Expected> expected = Expected.parse(expect, qubits);
        double bytes = how.precision().bytes() * Math.pow(2, qubits);
        List<Snapshot.Wanted> wanted = Snapshot.Wanted.parse(snapshots, file, bytes, read());
        DeviceOptions.Fitted fitted = noise.fitted(file, console);
        Simulation simulation = new Simulation(file, fitted, values, runs, shots, seed == null ? SEED : seed, expected,
                state, density,
                wanted, top != null ? top : isJson ? MOST_JSON : MOST_LINES);
        sayWhatIsIdle(how.method());
        EngineOptions.requireSize(file.name(), fitted.circuit().qubits(), runs);
        OutputFile.requireDistinct(Stream.concat(Stream.ofNullable(state), wanted.stream().map(Snapshot.Wanted::state)
                .filter(Objects::nonNull)).toList());
        if (state != null) {
            OutputFile.require("--state", state, bytes, read());
        }
        if (density != null) {
            if (fitted.circuit().qubits() > DensityMatrix.MAX_QUBITS) {
                throw new FailureException(ExitCode.RESOURCES, "--density " + density + ": density matrices of up to "
                        + DensityMatrix.MAX_QUBITS + " qubits are written but the circuit has "
                        + fitted.circuit().qubits());
            }
            OutputFile.require("--density", density, 16 * Math.pow(4, qubits), read());
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

    /** Refuses what can be refused before anything is read. */
    private void require() {
        noise.require();
        if (top != null && top < 1) {
            throw FailureException.usage("--top must be a whole number of 1 or more but was given " + top);
        }
        if (shots != null && (shots < 1 || shots > MOST_SHOTS)) {
            throw FailureException.usage(
                    "--shots must be a whole number 1 to " + MOST_SHOTS + " but was given " + shots);
        }
        if (engine.hasTrajectories() && shots != null && expect.isEmpty()) {
            throw FailureException.usage("--trajectories is for averages, but with --shots each shot is drawn by"
                    + " itself; leave it out, or ask for an average with --expect");
        }
    }

    /** Says which options do nothing. */
    private void sayWhatIsIdle(Method method) {
        if (seed != null && shots == null && method != Method.TRAJECTORIES) {
            console.err().println("ketwright: warning: nothing is drawn, so that --seed has no effect");
        }
        boolean isListing = shots != null || expect.isEmpty() && (!snapshots.isEmpty() || state == null
                && density == null);
        if (top != null && !isListing) {
            console.err().println("ketwright: warning: no outcomes are listed, so that --top has no effect");
        }
    }

    /** Files that the command reads. */
    private List<Path> read() {
        return Stream.concat(Stream.concat(Stream.of(path), Stream.ofNullable(inputs)), noise.files().stream())
                .toList();
    }

    private static void require(String option, @Nullable Path path, Method method, Method needed) {
        if (path != null && method != needed) {
            throw FailureException.usage(option + " " + path + " needs --method " + needed.label()
                    + " but the method is " + method.label());
        }
    }
}
