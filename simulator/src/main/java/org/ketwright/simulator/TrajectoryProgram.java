package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ketwright.kernels.Matrix;
import org.ketwright.kernels.MatrixFamily;
import org.ketwright.kernels.Plan;
import org.ketwright.kernels.Readout;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.Hermitian;
import org.ketwright.simulator.channel.Paulis;
import org.ketwright.simulator.channel.ReadoutError;

/**
 * A noisy circuit for many trajectories at once, one in each lane of a batch. All lanes run the same plan; where they
 * must differ a step is driven by a column that holds 0 in lanes where it shall do nothing and pi where it shall act: as
 * {@code (1 + M) / 2 + cos(t) (1 - M) / 2} is the identity at 0 and M at pi.
 *
 * @param qubits number of qubits
 * @param clbits number of classical bits
 * @param nodes what happens, in order
 */
record TrajectoryProgram(int qubits, int clbits, List<Node> nodes) {
    /** Operators of a smaller squared norm are never drawn. */
    private static final double IMPOSSIBLE = 1e-30;

    /** A part of the program. */
    sealed interface Node {
    }

    /** What drives a slot. */
    sealed interface Source {
    }

    /**
     * An angle of the circuit, in lanes where the branch is taken.
     *
     * @param angle the angle
     */
    record Driven(Angle angle) implements Source {
    }

    /** Acts in lanes where the branch is taken. */
    record Taken() implements Source {
    }

    /**
     * Acts in lanes whose drawn number has a bit.
     *
     * @param mixture index into the mixtures of the node
     * @param bit the bit
     */
    record Part(int mixture, int bit) implements Source {
    }

    /**
     * Acts in lanes that drew a number.
     *
     * @param mixture index into the mixtures of the node
     * @param number the number
     */
    record One(int mixture, int number) implements Source {
    }

    /**
     * One of some unitary maps drawn with probabilities that do not depend on the state.
     *
     * @param event number of the draw
     * @param cumulative sums of the probabilities
     */
    record Mixture(int event, double[] cumulative) {
    }

    /**
     * Unitary steps, some of them drawn.
     *
     * @param plan the steps
     * @param sources what drives the slots
     * @param mixtures what is drawn
     */
    record Evolve(Plan plan, List<Source> sources, List<Mixture> mixtures) implements Node {
    }

    /**
     * One of some Kraus operators, drawn with the probability that the state gives it.
     *
     * @param event number of the draw
     * @param norms reads the squared norm that each operator leaves
     * @param plan one step for each operator
     * @param scale factor of each operator in the plan, which keeps norms from shrinking
     * @param clbit receives the number of the operator, or -1
     */
    record Collapse(int event, Readout norms, Plan plan, double[] scale, int clbit) implements Node {
    }

    /**
     * Classical bits replaced by what is read of them.
     *
     * @param event number of the draw
     * @param error how
     * @param bits the bits
     */
    record Misreading(int event, ReadoutError error, List<Integer> bits) implements Node {
    }

    /**
     * A branch on classical bits.
     *
     * @param condition the question
     * @param then nodes if it holds
     * @param otherwise nodes if not
     */
    record Choice(Condition condition, List<Node> then, List<Node> otherwise) implements Node {
    }

    static TrajectoryProgram of(Circuit circuit) {
        Compiler compiler = new Compiler(circuit.qubits());
        return new TrajectoryProgram(circuit.qubits(), circuit.clbits(), compiler.nodes(circuit.operations(), false));
    }

    /** The most columns, besides features, that a node needs in each lane. */
    int columns() {
        return columns(nodes).max().orElse(0);
    }

    private static IntStream columns(List<Node> nodes) {
        return nodes.stream().flatMapToInt(node -> switch (node) {
            case Evolve e -> IntStream.of(e.sources.size());
            case Collapse c -> IntStream.of(c.scale.length);
            case Misreading m -> IntStream.empty();
            case Choice c -> IntStream.concat(columns(c.then), columns(c.otherwise));
        });
    }

    /** The matrix where its angle is pi, and the identity where it is 0. */
    private static MatrixFamily selected(Matrix matrix) {
        Matrix one = Matrix.identity(matrix.bits());
        Matrix zero = Matrix.zero(matrix.bits());
        return new MatrixFamily(zero.plus(0.5, one).plus(0.5, matrix), zero.plus(0.5, one).plus(-0.5, matrix), zero,
                1);
    }

    private static final class Compiler {
        private final int qubits;
        private int events;

        Compiler(int qubits) {
            this.qubits = qubits;
        }

        List<Node> nodes(List<Operation> operations, boolean branch) {
            List<Node> out = new ArrayList<>();
            Segment segment = new Segment(branch);
            for (Operation o : operations) {
                Node node = switch (o) {
                    case Operation.Noise n -> noise(n, segment);
                    case Operation.Measure m -> collapse(
                            List.of(Matrix.real(1, 1, 0, 0, 0), Matrix.real(1, 0, 0, 0, 1)), List.of(m.qubit()),
                            m.clbit());
                    case Operation.Reset r -> collapse(
                            List.of(Matrix.real(1, 1, 0, 0, 0), Matrix.real(1, 0, 1, 0, 0)), List.of(r.qubit()), -1);
                    case Operation.Misread m -> new Misreading(events++, m.error(), m.clbits());
                    case Operation.Conditional c -> new Choice(c.condition(), nodes(c.then(), true),
                            nodes(c.otherwise(), true));
                    case Operation.Apply a -> unitary(a, segment);
                    case Operation.Unitary u -> unitary(u, segment);
                    case Operation.Delay d -> null;
                    case Operation.Wall w -> null;
                };
                if (node != null) {
                    segment.flush(out);
                    segment = new Segment(branch);
                    out.add(node);
                }
            }
            segment.flush(out);
            return List.copyOf(out);
        }

        private @Nullable Node unitary(Operation o, Segment segment) {
            segment.unitary(Lowering.of(qubits, List.of(o)));
            return null;
        }

        private @Nullable Node noise(Operation.Noise noise, Segment segment) {
            Channel channel = noise.channel();
            double[] weights = pauliWeights(channel);
            if (weights.length > 0) {
                segment.paulis(events++, weights, noise.qubits());
                return null;
            }
            List<Matrix> kraus = channel.kraus().stream().filter(Compiler::isPossible).toList();
            double[] shares = unitaryShares(kraus);
            if (shares.length > 0) {
                segment.unitaries(events++, shares, kraus, noise.qubits());
                return null;
            }
            return collapse(kraus, noise.qubits(), -1);
        }

        /** Whether an operator is ever drawn; a set may have some that are zero. */
        private static boolean isPossible(Matrix operator) {
            return Arrays.stream(operator.toArray()).map(e -> e * e).sum() > IMPOSSIBLE;
        }

        private Collapse collapse(List<Matrix> kraus, List<Integer> on, int clbit) {
            Plan.Builder plan = Plan.on(qubits);
            List<List<Readout.Term>> norms = new ArrayList<>();
            double[] scale = new double[kraus.size()];
            int[] bits = on.stream().mapToInt(q -> q).toArray();
            for (int j = 0; j < kraus.size(); j++) {
                Matrix k = kraus.get(j);
                Matrix square = k.adjoint().times(k);
                scale[j] = 1 / Math.sqrt(Hermitian.of(square).value(0));
                plan.step(selected(Matrix.zero(k.bits()).plus(scale[j], k)), j, bits);
                norms.add(terms(square, on));
            }
            return new Collapse(events++, new Readout(norms), plan.build(), scale, clbit);
        }

        /** A Hermitian matrix on some qubits as Pauli strings. */
        private static List<Readout.Term> terms(Matrix matrix, List<Integer> on) {
            List<Readout.Term> out = new ArrayList<>();
            for (int p = 0; p < 1 << 2 * on.size(); p++) {
                double weight = TransferGates.weight(matrix, Paulis.label(p, on.size()));
                if (weight != 0 || p == 0) {
                    long flip = 0;
                    long sign = 0;
                    for (int i = 0; i < on.size(); i++) {
                        flip |= (long) (p >> 2 * i & 1) << on.get(i);
                        sign |= (long) (p >> 2 * i + 1 & 1) << on.get(i);
                    }
                    out.add(new Readout.Term(weight, flip, sign));
                }
            }
            return out;
        }

        /** Probability of each Pauli string where the channel is a mixture of them, else nothing. */
        private static double[] pauliWeights(Channel channel) {
            Matrix r = channel.transfer();
            double[] diagonal = new double[r.dimension()];
            for (int i = 0; i < r.dimension(); i++) {
                for (int j = 0; j < r.dimension(); j++) {
                    if (i != j && Math.abs(r.re(i, j)) > 1e-15) {
                        return new double[0];
                    }
                }
                diagonal[i] = r.re(i, i);
            }
            return Twirl.weights(diagonal);
        }

        /** Probability of each operator where all are multiples of unitary matrices, else nothing. */
        private static double[] unitaryShares(List<Matrix> kraus) {
            double[] out = new double[kraus.size()];
            for (int j = 0; j < out.length; j++) {
                Matrix square = kraus.get(j).adjoint().times(kraus.get(j));
                out[j] = square.re(0, 0);
                double[] rest = square.plus(-out[j], Matrix.identity(square.bits())).toArray();
                if (Arrays.stream(rest).anyMatch(e -> Math.abs(e) > 1e-14)) {
                    return new double[0];
                }
            }
            return out;
        }

        /** Collects steps that need no look at the state. */
        private final class Segment {
            private final boolean branch;
            private final Plan.Builder plan = Plan.on(qubits);
            private final List<Source> sources = new ArrayList<>();
            private final List<Mixture> mixtures = new ArrayList<>();
            private boolean used;

            Segment(boolean branch) {
                this.branch = branch;
            }

            void flush(List<Node> to) {
                if (used) {
                    to.add(new Evolve(plan.build(), List.copyOf(sources), List.copyOf(mixtures)));
                }
            }

            void unitary(Lowering lowering) {
                for (Plan.Step step : lowering.plan().steps()) {
                    int[] bits = step.bits().stream().mapToInt(b -> b).toArray();
                    used = true;
                    if (!step.isFixed()) {
                        plan.step(step.family(), sources.size(), step.controls(), step.controlValues(), bits);
                        sources.add(new Driven(lowering.slots().get(step.slot()).angle()));
                    } else if (branch) {
                        plan.step(selected(step.family().at(0)), sources.size(), step.controls(),
                                step.controlValues(), bits);
                        sources.add(new Taken());
                    } else {
                        plan.step(step.family(), -1, step.controls(), step.controlValues(), bits);
                    }
                }
            }

            void paulis(int event, double[] weights, List<Integer> on) {
                // A Pauli string is, up to a phase that nobody sees, X on some qubits and Z on some.
                for (int i = 0; i < 2 * on.size(); i++) {
                    drawn(i % 2 == 0 ? Matrices.X : Matrices.Z, on.subList(i / 2, i / 2 + 1),
                            new Part(mixtures.size(), i));
                }
                draw(event, weights);
            }

            void unitaries(int event, double[] shares, List<Matrix> kraus, List<Integer> on) {
                for (int j = 0; j < shares.length; j++) {
                    drawn(Matrix.zero(kraus.get(j).bits()).plus(1 / Math.sqrt(shares[j]), kraus.get(j)), on,
                            new One(mixtures.size(), j));
                }
                draw(event, shares);
            }

            private void drawn(Matrix matrix, List<Integer> on, Source source) {
                plan.step(selected(matrix), sources.size(), on.stream().mapToInt(q -> q).toArray());
                sources.add(source);
            }

            private void draw(int event, double[] weights) {
                double[] cumulative = weights.clone();
                Arrays.parallelPrefix(cumulative, Double::sum);
                mixtures.add(new Mixture(event, cumulative));
                used = true;
            }
        }
    }
}
