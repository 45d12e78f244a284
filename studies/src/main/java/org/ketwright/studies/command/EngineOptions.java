package org.ketwright.studies.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ketwright.kernels.Availability;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.BackendChoice;
import org.ketwright.kernels.Backends;
import org.ketwright.kernels.Precision;
import org.ketwright.simulator.DensityMatrixSimulator;
import org.ketwright.simulator.Method;
import org.ketwright.simulator.Provenance;
import org.ketwright.simulator.StateVectorSimulator;
import org.ketwright.simulator.TrajectorySimulator;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.Nearest;
import picocli.CommandLine.Option;

/** Options of commands that run one circuit: how it is simulated, and where. */
final class EngineOptions {
    private static final List<String> METHODS = Arrays.stream(Method.values()).map(Method::label).toList();
    private static final String AUTO = "auto";
    private static final int DEFAULT_TRAJECTORIES = 1000;
    /** More would overflow sizes long before they fit a memory. */
    private static final int MOST_QUBITS = 40;

    @Option(names = "--method", paramLabel = "M", description = "How circuits are simulated: state-vector (default), density-matrix (default with noise) or trajectories.")
    private @Nullable String method;

    @Option(names = "--trajectories", paramLabel = "N", description = "Number of draws of the noise for averages with --method trajectories, 1 to 16777216; default 1000. With --shots each shot is a draw.")
    private @Nullable Integer trajectories;

    @Option(names = "--precision", paramLabel = "P", description = "Format of amplitudes: double (default) or single.")
    private String precision = "double";

    @Option(names = "--backend", paramLabel = "B", description = "Where circuits run: cpu (default), cuda, scalar, or auto for whichever of cpu and cuda is faster.")
    private String backend = "cpu";

    @Option(names = "--threads", paramLabel = "N", description = "Threads of the cpu backend, 1 to 1024; default one per processor.")
    private @Nullable Integer threads;

    /**
     * The simulator that the options describe.
     *
     * @param isNoisy whether the circuit has noise
     * @param qubits qubits of the circuit, by which {@code auto} chooses
     * @param seed of trajectories
     * @param console hears what was chosen and why
     * @throws FailureException if the method cannot run noise, or there is none of that name
     */
    Engine engine(boolean isNoisy, int qubits, long seed, Console console) {
        String label = method != null
                ? method
                : isNoisy ? Method.DENSITY_MATRIX.label() : Method.STATE_VECTOR.label();
        if (!METHODS.contains(label)) {
            throw FailureException.usage("there is no method \"" + label + "\"" + Nearest.hint(label, METHODS));
        }
        Method chosen = Method.valueOf(label.replace('-', '_').toUpperCase(Locale.ROOT));
        if (isNoisy && chosen == Method.STATE_VECTOR) {
            throw FailureException.usage("--method state-vector cannot run noise; use density-matrix or trajectories");
        }
        if (trajectories != null && chosen != Method.TRAJECTORIES) {
            throw FailureException.usage("--trajectories is for --method trajectories but the method is " + label);
        }
        Precision format = precision(precision);
        if (threads != null && (threads < 1 || threads > 1024)) {
            throw FailureException.usage("--threads must be a whole number 1 to 1024 but was given " + threads);
        }
        Backend place = backend(backend, threads, qubits, 1, console);
        if (threads != null && !place.name().equals("cpu")) {
            String what = "--threads is for the cpu backend but the backend is " + place.name();
            if (!backend.equals(AUTO)) {
                throw FailureException.usage(what);
            }
            console.err().println("ketwright: warning: " + what + ", so that it has no effect");
        }
        return new Engine(switch (chosen) {
            case STATE_VECTOR -> StateVectorSimulator.on(place).withPrecision(format);
            case DENSITY_MATRIX -> DensityMatrixSimulator.on(place).withPrecision(format);
            case TRAJECTORIES -> trajectories(place, seed).withPrecision(format);
        }, place);
    }

    /** Whether the number of draws was chosen. */
    boolean hasTrajectories() {
        return trajectories != null;
    }

    private TrajectorySimulator trajectories(Backend place, long seed) {
        try {
            return TrajectorySimulator.on(place, trajectories == null ? DEFAULT_TRAJECTORIES : trajectories, seed);
        } catch (IllegalArgumentException e) {
            throw new FailureException(ExitCode.USAGE, "--trajectories: " + e.getMessage(), e);
        }
    }

    /**
     * The precision of a name.
     *
     * @throws FailureException if there is none
     */
    static Precision precision(String name) {
        return switch (name) {
            case "double" -> Precision.DOUBLE;
            case "single" -> Precision.SINGLE;
            default -> throw FailureException.usage("there is no precision \"" + name + "\""
                    + Nearest.hint(name.toLowerCase(Locale.ROOT), List.of("double", "single")));
        };
    }

    /**
     * The backend of a name.
     *
     * @param name its name, or auto
     * @param threads how many threads it shall use, or null for one per processor; ignored once a backend has run
     * @param qubits qubits of the circuits, by which auto chooses
     * @param samples how many circuits run at a time, likewise
     * @param console hears what auto chose and why
     * @throws FailureException if there is none of that name
     * @throws org.ketwright.kernels.BackendMissingException if it cannot run here
     */
    static Backend backend(String name, @Nullable Integer threads, int qubits, int samples, Console console) {
        // Read once, by whichever class of the kernels comes first.
        if (threads != null && System.getProperty("ketwright.threads") == null) {
            System.setProperty("ketwright.threads", Integer.toString(threads));
        }
        if (name.equals(AUTO)) {
            BackendChoice choice = Backends.fastest(qubits, samples);
            console.err().println("ketwright: backend auto: " + choice.backend().name() + "; " + choice.reason());
            return choice.backend();
        }
        return Backends.named(requireBackend(name));
    }

    /**
     * Refuses a name that no backend has, whether or not it can run here.
     *
     * @throws FailureException with exit code 2
     */
    static String requireBackend(String name) {
        List<String> names = Stream.concat(Backends.all().stream().map(Backend::name), Stream.of(AUTO)).toList();
        if (!names.contains(name)) {
            throw FailureException.usage("there is no backend \"" + name + "\"" + Nearest.hint(name, names));
        }
        return name;
    }

    /** What a backend runs on, in words; without the memory that is free, which says nothing about a result. */
    static String device(Backend backend) {
        return switch (backend.availability()) {
            case Availability.Ready ready -> ready.device().replaceFirst(",[^,]* free", "");
            case Availability.Missing missing -> missing.reason();
        };
    }

    /**
     * Refuses states that no machine holds; smaller ones are checked where memory is taken.
     *
     * @param name what the circuit is called
     * @param qubits its qubits
     * @param engine what shall run it
     */
    static void requireSize(String name, int qubits, Engine engine) {
        Provenance how = engine.simulator().provenance();
        boolean isMixed = how.method() == Method.DENSITY_MATRIX;
        if (isMixed && qubits > Machine.MOST_MIXED) {
            throw new FailureException(ExitCode.RESOURCES, name + ": a density matrix has at most "
                    + Machine.MOST_MIXED + " qubits but the circuit has " + qubits + "; use --method trajectories");
        }
        if (qubits > MOST_QUBITS) {
            int each = how.precision().bytes();
            long free = Machine.freeMemory();
            throw new FailureException(ExitCode.RESOURCES, name + ": a state of " + qubits + " qubits needs " + each
                    + " * 2^" + qubits + " bytes of memory but " + free + " are available; the most that fits is "
                    + Machine.qubits(free, each) + " qubits");
        }
    }
}
