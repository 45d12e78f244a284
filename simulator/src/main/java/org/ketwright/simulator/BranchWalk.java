package org.ketwright.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ketwright.kernels.Amplitudes;
import org.ketwright.kernels.Angles;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.Matrix;
import org.ketwright.kernels.Plan;
import org.ketwright.kernels.Precision;
import org.ketwright.kernels.Samples;

/**
 * Follows every outcome of the measurements and resets inside a circuit that something follows. At each of them the
 * smaller part is followed on a copy of the state and the larger one on the state itself, so that the number of copies
 * alive is at most the logarithm of the whole by the smallest part.
 */
final class BranchWalk {
    /** Outcomes less probable than this are rounding errors. */
    private static final double IMPOSSIBLE = 1e-12;

    /** Receives the state at the end of each branch. */
    interface Visitor {
        /**
         * Visits one branch.
         *
         * @param state normalized state before the final measurements
         * @param bits values of the classical bits
         * @param part what follows the branch
         * @param event number of draws made along the branch
         */
        void visit(Amplitudes state, boolean[] bits, Ensemble part, int event);
    }

    private record Rest(List<DynamicProgram.Node> nodes, int at, @Nullable Rest next) {
    }

    private final Backend backend;
    private final Precision precision;
    private final double[] parameters;
    private final Samples samples;
    private final Visitor visitor;

    BranchWalk(Backend backend, Precision precision, double[] parameters, Features features, Visitor visitor) {
        this.backend = backend;
        this.precision = precision;
        this.parameters = parameters;
        this.samples = Samples.of(1, features.width(), features.values());
        this.visitor = visitor;
    }

    void walk(DynamicProgram program, Ensemble all) {
        try (Amplitudes state = backend.allocate(program.qubits(), 1, precision)) {
            state.reset();
            follow(state, new boolean[program.clbits()], new Rest(program.body(), 0, null), all, 0);
        }
    }

    private void follow(Amplitudes state, boolean[] bits, @Nullable Rest start, Ensemble all, int firstEvent) {
        Rest rest = start;
        Ensemble part = all;
        int event = firstEvent;
        while (rest != null) {
            if (rest.at == rest.nodes.size()) {
                rest = rest.next;
                continue;
            }
            DynamicProgram.Node node = rest.nodes.get(rest.at);
            rest = new Rest(rest.nodes, rest.at + 1, rest.next);
            switch (node) {
                case DynamicProgram.Unitaries u ->
                        state.apply(u.lowering().plan(), u.lowering().angles(parameters), samples);
                case DynamicProgram.Point p -> {
                    // one state of many
                }
                case DynamicProgram.Choice c ->
                        rest = new Rest(c.condition().holds(bits) ? c.then() : c.otherwise(), 0, rest);
                case DynamicProgram.Collapse c -> {
                    part = collapse(state, bits, c, rest, part, event);
                    event++;
                }
            }
        }
        visitor.visit(state, bits, part, event);
    }

    /** Follows the smaller outcome to its end, then puts state and bits into the larger one and returns its part. */
    private Ensemble collapse(Amplitudes state, boolean[] bits, DynamicProgram.Collapse c, Rest rest, Ensemble all,
            int event) {
        double[] p = state.probabilities(c.qubit());
        double one = p[1] / (p[0] + p[1]);
        one = one < IMPOSSIBLE ? 0 : one > 1 - IMPOSSIBLE ? 1 : one;
        Ensemble[] parts = all.split(one, event);
        int larger = parts[1].size() > parts[0].size() ? 1 : 0;
        int smaller = 1 - larger;
        if (parts[smaller].size() > 0) {
            try (Amplitudes copy = backend.allocate(state.bits(), 1, precision)) {
                copy.assign(state);
                boolean[] copiedBits = bits.clone();
                project(copy, copiedBits, c, smaller, p[smaller]);
                follow(copy, copiedBits, rest, parts[smaller], event + 1);
            }
        }
        project(state, bits, c, larger, p[larger]);
        return parts[larger];
    }

    private void project(Amplitudes state, boolean[] bits, DynamicProgram.Collapse c, int outcome,
            double probability) {
        double scale = 1 / Math.sqrt(probability);
        Matrix matrix;
        if (c.clbit() < 0) {
            matrix = outcome == 0 ? Matrix.real(1, scale, 0, 0, 0) : Matrix.real(1, 0, scale, 0, 0);
        } else {
            bits[c.clbit()] = outcome == 1;
            matrix = outcome == 0 ? Matrix.real(1, scale, 0, 0, 0) : Matrix.real(1, 0, 0, 0, scale);
        }
        state.apply(Plan.on(state.bits()).step(matrix, c.qubit()).build(), Angles.shared(), samples);
    }
}
