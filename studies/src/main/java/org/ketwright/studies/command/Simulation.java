package org.ketwright.studies.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Counts;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.FinalState;
import org.ketwright.simulator.Observable;
import org.ketwright.simulator.Operation;
import org.ketwright.simulator.DensityMatrixSimulator;
import org.ketwright.simulator.Estimates;
import org.ketwright.simulator.Simulator;
import org.ketwright.simulator.StateVectorSimulator;
import org.ketwright.simulator.TrajectorySimulator;
import org.ketwright.studies.FailureException;

/**
 * One run of a circuit and all that is read off it.
 *
 * @param file the circuit
 * @param fitted the circuit as it runs, with its noise
 * @param inputs values of its inputs
 * @param engine what runs it
 * @param shots number of draws, or null for none
 * @param seed of the draws
 * @param expected observables
 * @param state where amplitudes are written, or null
 * @param density where the density matrix is written, or null
 * @param snapshots named points that are looked at
 * @param top most outcomes listed
 */
record Simulation(ProgramFile file, DeviceOptions.Fitted fitted, InputValues inputs, Engine engine,
        @Nullable Integer shots, long seed, List<Expected> expected, @Nullable Path state, @Nullable Path density,
        List<Snapshot.Wanted> snapshots, int top) {

    /**
     * What was computed.
     *
     * @param simulation what was asked for
     * @param probabilities of outcomes, unless something else was asked for
     * @param counts of outcomes, if shots were asked for
     * @param expectations one for each observable
     * @param errors their standard errors, or none where they are exact
     * @param shown what was read at named points, in the order of the circuit
     */
    record Result(Simulation simulation, @Nullable Outcomes probabilities, @Nullable Outcomes counts,
            double[] expectations, double[] errors, List<Snapshot> shown) {

        /** How it was computed, in words. */
        String provenance() {
            return Provenances.words(simulation.engine)
                    + simulation.fitted.words()
                    + (isDrawn() ? ", seed " + simulation.seed : "");
        }

        private boolean isDrawn() {
            return counts != null || simulation.engine.simulator() instanceof TrajectorySimulator;
        }

        /** Lines of a kind, a name and a number. */
        void print(PrintStream out) {
            shown.forEach(snapshot -> snapshot.print(out, simulation.expected));
            print(out, "probability", probabilities);
            print(out, "count", counts);
            for (int i = 0; i < expectations.length; i++) {
                out.println("expectation  " + simulation.expected.get(i).name() + "  " + expectations[i]
                        + (errors.length == 0 ? "" : "  ± " + errors[i]));
            }
            if (simulation.state != null) {
                out.println("state  " + simulation.state);
            }
            if (simulation.density != null) {
                out.println("density  " + simulation.density);
            }
        }

        private static void print(PrintStream out, String kind, @Nullable Outcomes outcomes) {
            if (outcomes == null) {
                return;
            }
            for (Outcomes.Entry entry : outcomes.entries()) {
                out.println(kind + "  " + entry.outcome() + "  " + number(kind, entry.value()));
            }
            if (outcomes.restCount() > 0) {
                out.println(kind + "  all " + outcomes.restCount() + " others  " + number(kind, outcomes.restSum()));
            }
        }

        private static String number(String kind, double value) {
            return kind.equals("count") ? Long.toString((long) value) : Double.toString(value);
        }

        /** The same for programs. */
        Map<String, Object> tree() {
            Map<String, Object> tree = Provenances.tree(simulation.engine);
            Circuit circuit = simulation.file.circuit();
            tree.put("file", simulation.file.name());
            tree.put("qubits", circuit.qubits());
            tree.put("clbits", circuit.clbits());
            tree.put("inputs", simulation.inputs.byName());
            simulation.fitted.put(tree);
            if (isDrawn()) {
                tree.put("seed", simulation.seed);
            }
            if (probabilities != null) {
                tree.put("probabilities", probabilities.tree());
            }
            if (counts != null && simulation.shots != null) {
                tree.put("shots", simulation.shots);
                tree.put("counts", tree(counts));
            }
            if (expectations.length > 0) {
                List<Map<String, Object>> list = Expected.tree(simulation.expected, expectations);
                for (int i = 0; i < errors.length; i++) {
                    // A single draw has none, and JSON no word for infinity.
                    if (Double.isFinite(errors[i])) {
                        list.get(i).put("standardError", errors[i]);
                    }
                }
                tree.put("expectations", list);
            }
            if (!shown.isEmpty()) {
                tree.put("snapshots", shown.stream().map(one -> one.tree(simulation.expected)).toList());
            }
            if (simulation.state != null) {
                tree.put("state", simulation.state.toString());
            }
            if (simulation.density != null) {
                tree.put("density", simulation.density.toString());
            }
            return tree;
        }

        private static Map<String, Object> tree(Outcomes counts) {
            Map<String, Object> entries = new LinkedHashMap<>();
            counts.entries().forEach(e -> entries.put(e.outcome(), (long) e.value()));
            Map<String, Object> rest = new LinkedHashMap<>();
            rest.put("outcomes", counts.restCount());
            rest.put("sum", (long) counts.restSum());
            return Map.of("entries", entries, "rest", rest);
        }
    }

    /**
     * Runs the circuit once if it measures at its end alone, else once for each result.
     *
     * @param watch is told how far it is
     * @return what was asked for
     * @throws IllegalArgumentException if the circuit cannot be run this way
     */
    Result run(Watch watch) {
        return engine.simulator() instanceof StateVectorSimulator pure
                && file.circuit().withoutFinalMeasurements().isUnitary() ? runOnce(pure, watch) : runBranches(watch);
    }

    private boolean wantsProbabilities() {
        return shots == null && expected.isEmpty() && state == null && density == null;
    }

    private Result runOnce(StateVectorSimulator simulator, Watch watch) {
        watch.phase("taking memory");
        try (FinalState end = FinalState.of(simulator, file.circuit(), inputs.parameters(), inputs.features())) {
            watch.phase("running", end::progress);
            List<Snapshot> shown = new ArrayList<>();
            end.run((name, now) -> snapshots.stream().filter(wanted -> wanted.name().equals(name))
                    .forEach(wanted -> shown.add(Snapshot.of(wanted, end, now, this))));
            if (state != null) {
                OutputFile.write(state, end.amplitudes(), watch.counted("writing " + state));
            }
            watch.phase("computing expectation values");
            double[] expectations = expected.isEmpty()
                    ? new double[0]
                    : end.expectations(Expected.observables(expected));
            watch.phase("drawing");
            Outcomes counts = shots == null ? null : counts(end.sample(shots, seed), end.outcomeBits());
            Outcomes probabilities = wantsProbabilities()
                    ? Outcomes.of(end, top, watch.counted("reading probabilities"))
                    : null;
            return new Result(this, probabilities, counts, expectations, new double[0], shown);
        }
    }

    private Result runBranches(Watch watch) {
        Circuit circuit = fitted.circuit();
        Simulator simulator = engine.simulator();
        if (state != null) {
            throw FailureException.usage("--state " + state + ": " + file.name()
                    + " measures, resets or asks classical bits before its end and so has no single final state");
        }
        if (!snapshots.isEmpty()) {
            throw FailureException.usage("--snapshot " + snapshots.getFirst().name() + ": " + file.name()
                    + " measures, resets or asks classical bits before its end and so has no single state on the way");
        }
        double[] parameters = inputs.parameters();
        Features features = Features.single(inputs.features());
        watch.phase("computing expectation values");
        List<Observable> observables = Expected.observables(expected);
        double[] expectations = new double[0];
        double[] errors = new double[0];
        if (!expected.isEmpty() && simulator instanceof TrajectorySimulator drawn) {
            Estimates estimates = drawn.estimate(circuit, parameters, features, observables);
            expectations = estimates.means();
            errors = estimates.standardErrors();
        } else if (!expected.isEmpty()) {
            expectations = simulator.expectations(circuit, parameters, features, observables);
        }
        if (density != null && simulator instanceof DensityMatrixSimulator mixed) {
            watch.phase("writing " + density);
            OutputFile.write(density, Densities.of(
                    mixed.densities(circuit, parameters, features).getFirst(), file.circuit().qubits()));
        }
        boolean isMeasured = file.circuit().counts().containsKey("measure");
        Circuit measured = isMeasured ? circuit : measuringAll(circuit, file.circuit().qubits());
        int bits = isMeasured ? circuit.clbits() : file.circuit().qubits();
        watch.phase("running");
        Outcomes counts = shots == null
                ? null
                : counts(simulator.sample(measured, parameters, features, shots, seed), bits);
        Outcomes probabilities = wantsProbabilities()
                ? Outcomes.of(simulator.distribution(measured, parameters, features).probabilities(), bits, top)
                : null;
        return new Result(this, probabilities, counts, expectations, errors, List.of());
    }

    private Outcomes counts(Counts counts, int bits) {
        return Outcomes.of(counts.counts(), bits, top);
    }

    /** The circuit and then a measurement of its first qubits, into bits above all others. */
    private static Circuit measuringAll(Circuit circuit, int qubits) {
        List<Operation> operations = new ArrayList<>(circuit.operations());
        for (int q = 0; q < qubits; q++) {
            operations.add(new Operation.Measure(q, circuit.clbits() + q));
        }
        return new Circuit(circuit.qubits(), circuit.clbits() + qubits, operations);
    }
}
