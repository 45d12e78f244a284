package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.Depolarizing;
import org.ketwright.simulator.channel.ThermalRelaxation;

/** What goes wrong when one gate acts. */
public sealed interface GateError {

    /**
     * A channel on some of the gate's qubits, after the gate.
     *
     * @param channel the channel
     * @param on which of the gate's qubits, 0 being the first listed
     */
    record Part(Channel channel, List<Integer> on) {

        /**
         * Copies and checks.
         *
         * @throws IllegalArgumentException if the channel acts on another number of qubits
         */
        public Part {
            on = List.copyOf(on);
            if (channel.qubits() != on.size()) {
                throw new IllegalArgumentException("the channel " + channel.name() + " acts on " + channel.qubits()
                        + " qubits but was given " + on);
            }
        }
    }

    /**
     * The channels.
     *
     * @return in the order in which they act
     */
    List<Part> parts();

    /**
     * Channels written by hand.
     *
     * @param parts the channels
     */
    record Given(List<Part> parts) implements GateError {

        /** Copies. */
        public Given {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A calibrated error: depolarizing, then relaxation of each qubit for the gate's length. Depolarizing is chosen so
     * that both together have the calibrated average infidelity; where relaxation alone has more, there is none.
     *
     * @param error average gate infidelity, 0 to 1
     * @param relaxations of each qubit of the gate, for its length
     */
    record Calibrated(double error, List<ThermalRelaxation> relaxations) implements GateError {

        /** Copies and checks. */
        public Calibrated {
            relaxations = List.copyOf(relaxations);
            Checks.probability("the error of a gate", error);
        }

        /**
         * Average infidelity of relaxation alone.
         *
         * @return 0 to 1
         */
        public double relaxationError() {
            double d = 1 << relaxations.size();
            return 1 - (d * fidelity() + 1) / (d + 1);
        }

        /**
         * Weight of the fully mixed state that makes up what relaxation leaves of the error.
         *
         * @return 0 to 4^k / (4^k - 1)
         */
        public double mixing() {
            double d = 1 << relaxations.size();
            double target = ((1 - error) * (d + 1) - 1) / d;
            double lambda = (fidelity() - target) / (fidelity() - 1 / (d * d));
            return Math.clamp(lambda, 0, d * d / (d * d - 1));
        }

        /** Process fidelity of relaxation: the mean of the diagonal of its Pauli transfer matrix. */
        private double fidelity() {
            double product = 1;
            for (ThermalRelaxation r : relaxations) {
                product *= (1 + 2 * Math.exp(-r.duration() / r.t2()) + Math.exp(-r.duration() / r.t1())) / 4;
            }
            return product;
        }

        @Override
        public List<Part> parts() {
            List<Part> parts = new ArrayList<>();
            double lambda = mixing();
            if (lambda > 0) {
                parts.add(new Part(Depolarizing.mixing(lambda, relaxations.size()),
                        IntStream.range(0, relaxations.size()).boxed().toList()));
            }
            for (int i = 0; i < relaxations.size(); i++) {
                if (relaxations.get(i).duration() > 0) {
                    parts.add(new Part(relaxations.get(i), List.of(i)));
                }
            }
            return parts;
        }

        Calibrated withError(double other) {
            return new Calibrated(other, relaxations);
        }
    }
}
