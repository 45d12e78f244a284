package org.ketwright.simulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.Precision;

/** Runs a circuit that measures, resets or asks classical bits, on one pure state for each branch. */
final class DynamicRun {
    static final int MOST_SHOTS = 1 << 27;
    private static final int MOST_BRANCHES = 1 << 14;

    private final Backend backend;
    private final Precision precision;
    private final DynamicProgram program;
    private final double[] parameters;
    private final int mostBranches;

    DynamicRun(Backend backend, Precision precision, Circuit circuit, double[] parameters) {
        this(backend, precision, circuit, parameters, MOST_BRANCHES);
    }

    DynamicRun(Backend backend, Precision precision, Circuit circuit, double[] parameters, int mostBranches) {
        this.backend = backend;
        this.precision = precision;
        this.program = DynamicProgram.of(circuit);
        this.parameters = parameters;
        this.mostBranches = mostBranches;
    }

    Map<String, Long> counts(Features features, int shots, long seed) {
        Map<String, Long> counts = new HashMap<>();
        walk(features, new Ensemble.Shots(seed, LongStream.range(0, shots).toArray()), (state, bits, part, event) -> {
            if (part instanceof Ensemble.Shots drawn) {
                Outcomes.draw(counts, program.finals(), state, bits, drawn, event);
            }
        });
        return counts;
    }

    Map<String, Double> distribution(Features features) {
        Map<String, Double> probabilities = new HashMap<>();
        walkAll(features,
                (state, bits, part, event) -> Outcomes.add(probabilities, program.finals(), state, bits, part.size()));
        return probabilities;
    }

    /** Expectation values after the circuit, final measurements included: {@code [k * B + sample]}. */
    double[] expectations(Features features, List<Observable> observables) {
        var readout = Lowering.readout(
                observables.stream().map(o -> o.afterMeasuring(program.measured())).toList());
        int batch = features.samples();
        double[] out = new double[observables.size() * batch];
        for (int s = 0; s < batch; s++) {
            int sample = s;
            walkAll(Features.single(features.row(s)), (state, bits, part, event) -> {
                double[] values = state.expectations(readout);
                for (int k = 0; k < values.length; k++) {
                    out[k * batch + sample] += part.size() * values[k];
                }
            });
        }
        return out;
    }

    private void walkAll(Features features, BranchWalk.Visitor visitor) {
        int[] branches = new int[1];
        walk(features, new Ensemble.Weight(1), (state, bits, part, event) -> {
            if (++branches[0] > mostBranches) {
                throw new IllegalArgumentException("an exact result follows at most " + mostBranches
                        + " outcomes of measurements and resets inside a circuit but this one has more; draw shots");
            }
            visitor.visit(state, bits, part, event);
        });
    }

    private void walk(Features features, Ensemble all, BranchWalk.Visitor visitor) {
        new BranchWalk(backend, precision, parameters, features, visitor).walk(program, all);
    }
}
