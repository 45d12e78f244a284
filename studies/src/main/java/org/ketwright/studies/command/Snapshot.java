package org.ketwright.studies.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ketwright.kernels.Amplitudes;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.FinalState;
import org.ketwright.simulator.Operation;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.Nearest;
import picocli.CommandLine.TypeConversionException;

/**
 * What was read at a named point of a circuit.
 *
 * @param name name of the point
 * @param expectations expectation values, empty if none were asked for
 * @param probabilities of all qubits, unless expectation values were asked for
 * @param state where the amplitudes were written, or null
 */
record Snapshot(String name, double[] expectations, @Nullable Outcomes probabilities, @Nullable Path state) {

    /**
     * A point that shall be looked at.
     *
     * @param name its name
     * @param state where amplitudes are written, or null
     */
    record Wanted(String name, @Nullable Path state) {

        /**
         * Reads the options {@code --snapshot}.
         *
         * @param texts NAME or NAME=OUT.npy
         * @param file the circuit
         * @param bytes how large a state is
         * @param read files that the command reads
         * @throws FailureException with exit code 2 if the circuit has no such point, or several where one file is named
         */
        static List<Wanted> parse(List<String> texts, ProgramFile file, double bytes, List<Path> read) {
            List<String> points = points(file.circuit());
            List<Wanted> all = new ArrayList<>();
            for (String text : texts) {
                int equals = text.indexOf('=');
                String name = equals < 0 ? text : text.substring(0, equals);
                long count = points.stream().filter(name::equals).count();
                if (count == 0) {
                    throw FailureException.usage("--snapshot " + text + ": " + file.name() + (points.isEmpty()
                            ? " has no named points; write @ketwright.snapshot NAME before a barrier (OpenQASM 3)"
                            : " has no point \"" + name + "\"" + Nearest.hint(name, points)));
                }
                Path state = equals < 0 ? null : path(text, text.substring(equals + 1));
                if (state != null) {
                    if (count > 1) {
                        throw FailureException.usage("--snapshot " + text + ": one file holds one state but " + count
                                + " points have this name");
                    }
                    OutputFile.require("--snapshot", state, bytes, read);
                }
                all.add(new Wanted(name, state));
            }
            return List.copyOf(all);
        }

        private static Path path(String text, String name) {
            try {
                return UsageMessage.path(name);
            } catch (TypeConversionException e) {
                throw new FailureException(ExitCode.USAGE,
                        "--snapshot " + text + ": must be NAME or NAME=OUT.npy: " + e.getMessage(), e);
            }
        }

        private static List<String> points(Circuit circuit) {
            return circuit.operations().stream().filter(o -> o instanceof Operation.Wall wall && wall.isNamed())
                    .map(o -> ((Operation.Wall) o).name()).toList();
        }
    }

    /** Reads a state on the way. */
    static Snapshot of(Wanted wanted, FinalState way, Amplitudes state, Simulation simulation) {
        Path path = wanted.state;
        if (path != null) {
            OutputFile.write(path, state, done -> {
                // the run as a whole is what progress is shown of
            });
        }
        double[] expectations = simulation.expected().isEmpty()
                ? new double[0]
                : way.expectationsNow(Expected.observables(simulation.expected()));
        return new Snapshot(wanted.name, expectations, simulation.expected().isEmpty()
                ? Outcomes.ofAll(state, simulation.top())
                : null, path);
    }

    /** Lines of the point's name, a kind, a name and a number. */
    void print(PrintStream out, List<Expected> expected) {
        String head = "snapshot " + name + "  ";
        if (probabilities != null) {
            probabilities.entries().forEach(e -> out.println(head + "probability  " + e.outcome() + "  " + e.value()));
            if (probabilities.restCount() > 0) {
                out.println(head + "probability  all " + probabilities.restCount() + " others  "
                        + probabilities.restSum());
            }
        }
        for (int i = 0; i < expectations.length; i++) {
            out.println(head + "expectation  " + expected.get(i).name() + "  " + expectations[i]);
        }
        if (state != null) {
            out.println(head + "state  " + state);
        }
    }

    /** The same for programs. */
    Map<String, Object> tree(List<Expected> expected) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", name);
        if (probabilities != null) {
            tree.put("probabilities", probabilities.tree());
        }
        if (expectations.length > 0) {
            tree.put("expectations", Expected.tree(expected, expectations));
        }
        if (state != null) {
            tree.put("state", state.toString());
        }
        return tree;
    }
}
