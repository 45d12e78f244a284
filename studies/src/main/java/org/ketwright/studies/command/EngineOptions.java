package org.ketwright.studies.command;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ketwright.kernels.Availability;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.BackendChoice;
import org.ketwright.kernels.Backends;
import org.ketwright.kernels.Precision;
import org.ketwright.simulator.Method;
import org.ketwright.simulator.StateVectorSimulator;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.Nearest;
import picocli.CommandLine.Option;

/** Options of commands that run one circuit: how it is simulated, and where. */
final class EngineOptions {
    private static final List<String> METHODS = List.of(Method.STATE_VECTOR.label());
    private static final String AUTO = "auto";
    /** More would overflow sizes long before they fit a memory. */
    private static final int MOST_QUBITS = 40;

    @Option(names = "--method", paramLabel = "M", description = "How circuits are simulated; state-vector is the only method so far.")
    private String method = Method.STATE_VECTOR.label();

    @Option(names = "--precision", paramLabel = "P", description = "Format of amplitudes: double (default) or single.")
    private String precision = "double";

    @Option(names = "--backend", paramLabel = "B", description = "Where circuits run: cpu (default), cuda, scalar, or auto for whichever of cpu and cuda is faster.")
    private String backend = "cpu";

    @Option(names = "--threads", paramLabel = "N", description = "Threads of the cpu backend; else one per processor.")
    private @Nullable Integer threads;

    /**
     * The simulator that the options describe.
     *
     * @param qubits qubits of the circuit, by which {@code auto} chooses
     * @param console hears what was chosen and why
     */
    StateVectorSimulator simulator(int qubits, Console console) {
        if (!METHODS.contains(method)) {
            throw FailureException.usage("there is no method \"" + method + "\"" + Nearest.hint(method, METHODS));
        }
        Precision format = precision(precision);
        if (threads != null && (threads < 1 || threads > 1024)) {
            throw FailureException.usage("--threads must be a whole number 1 to 1024 but was given " + threads);
        }
        return StateVectorSimulator.on(backend(backend, threads, qubits, 1, console)).withPrecision(format);
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
        List<String> names = Stream.concat(Backends.all().stream().map(Backend::name), Stream.of(AUTO)).toList();
        if (!names.contains(name)) {
            throw FailureException.usage("there is no backend \"" + name + "\"" + Nearest.hint(name, names));
        }
        return Backends.named(name);
    }

    /** What a backend runs on, in words. */
    static String device(Backend backend) {
        return switch (backend.availability()) {
            case Availability.Ready ready -> ready.device();
            case Availability.Missing missing -> missing.reason();
        };
    }

    /**
     * Refuses states that no machine holds; smaller ones are checked where memory is taken.
     *
     * @param name what the circuit is called
     * @param qubits its qubits
     * @param simulator what shall run it
     */
    static void requireSize(String name, int qubits, StateVectorSimulator simulator) {
        if (qubits > MOST_QUBITS) {
            int each = simulator.precision().bytes();
            long free = Machine.freeMemory();
            throw new FailureException(ExitCode.RESOURCES, name + ": a state of " + qubits + " qubits needs "
                    + each + " * 2^" + qubits + " bytes of memory but " + free
                    + " are available; the most that fits is "
                    + Machine.qubits(free, each) + " qubits");
        }
    }
}
