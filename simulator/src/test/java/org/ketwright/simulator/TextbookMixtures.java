package org.ketwright.simulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ketwright.kernels.Matrix;

/** What a circuit does by the textbook: an unnormalized density matrix for each value of the classical bits. */
final class TextbookMixtures {

    private TextbookMixtures() {
    }

    /** Probability of each value of the classical bits. */
    static Map<String, Double> distribution(Circuit circuit, double[] parameters, double[] features) {
        Map<String, Double> out = new HashMap<>();
        states(circuit, parameters, features).forEach((bits, rho) -> out.put(bits, trace(rho)));
        return out;
    }

    /** The average over all that can happen. */
    static Dense state(Circuit circuit, double[] parameters, double[] features) {
        return states(circuit, parameters, features).values().stream().reduce(Dense::plus).orElseThrow();
    }

    static double expectation(Circuit circuit, double[] parameters, double[] features, Dense observable) {
        return trace(state(circuit, parameters, features).times(observable));
    }

    static double trace(Dense rho) {
        double trace = 0;
        for (int i = 0; i < rho.rows(); i++) {
            trace += rho.re()[i][i];
        }
        return trace;
    }

    private static Map<String, Dense> states(Circuit circuit, double[] parameters, double[] features) {
        Dense zero = Dense.basis(1 << circuit.qubits(), 0);
        return new Run(circuit.qubits(), parameters, features).evolve(circuit.operations(),
                Map.of("0".repeat(circuit.clbits()), zero.times(zero.adjoint())));
    }

    private record Run(int n, double[] parameters, double[] features) {

        Map<String, Dense> evolve(List<Operation> operations, Map<String, Dense> from) {
            Map<String, Dense> states = from;
            for (Operation o : operations) {
                Map<String, Dense> next = new HashMap<>();
                states.forEach((bits, rho) -> step(o, bits, rho).forEach((b, r) -> next.merge(b, r, Dense::plus)));
                states = next;
            }
            return states;
        }

        private Map<String, Dense> step(Operation o, String bits, Dense rho) {
            return switch (o) {
                case Operation.Measure m -> {
                    Map<String, Dense> out = new HashMap<>();
                    for (int value = 0; value < 2; value++) {
                        Dense p = projector(m.qubit(), value);
                        out.put(with(bits, m.clbit(), value), p.times(rho).times(p));
                    }
                    yield out;
                }
                case Operation.Reset r -> {
                    Dense p0 = projector(r.qubit(), 0);
                    Dense lower = Textbook.X.on(n, List.of(r.qubit())).times(projector(r.qubit(), 1));
                    yield Map.of(bits, p0.times(rho).times(p0).plus(lower.times(rho).times(lower.adjoint())));
                }
                case Operation.Conditional c -> {
                    boolean holds = read(bits, c.condition().clbits()) == c.condition().value() == c.condition()
                            .equal();
                    yield evolve(holds ? c.then() : c.otherwise(), Map.of(bits, rho));
                }
                case Operation.Noise noise -> {
                    Dense out = Dense.zero(rho.rows(), rho.rows());
                    for (Matrix k : noise.channel().kraus()) {
                        Dense whole = Dense.of(k).on(n, noise.qubits());
                        out = out.plus(whole.times(rho).times(whole.adjoint()));
                    }
                    yield Map.of(bits, out);
                }
                case Operation.Misread m -> {
                    Map<String, Dense> out = new HashMap<>();
                    int truth = (int) read(bits, m.clbits());
                    for (int seen = 0; seen < 1 << m.clbits().size(); seen++) {
                        String changed = bits;
                        for (int i = 0; i < m.clbits().size(); i++) {
                            changed = with(changed, m.clbits().get(i), seen >> i & 1);
                        }
                        out.put(changed, rho.times(m.error().confusion().re(seen, truth), 0));
                    }
                    yield out;
                }
                default -> {
                    Dense u = Textbook.unitary(n, o, parameters, features);
                    yield Map.of(bits, u.times(rho).times(u.adjoint()));
                }
            };
        }

        private static long read(String bits, List<Integer> clbits) {
            long read = 0;
            for (int i = 0; i < clbits.size(); i++) {
                read |= (long) (bits.charAt(bits.length() - 1 - clbits.get(i)) - '0') << i;
            }
            return read;
        }

        private static String with(String bits, int clbit, int value) {
            StringBuilder b = new StringBuilder(bits);
            b.setCharAt(bits.length() - 1 - clbit, (char) ('0' + value));
            return b.toString();
        }

        private Dense projector(int qubit, int value) {
            return Dense.diagonal(1 << n, i -> (i >> qubit & 1) == value ? 1 : 0, i -> 0);
        }
    }
}
