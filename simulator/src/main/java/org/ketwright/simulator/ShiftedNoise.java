package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.ChannelShift;

/**
 * A noisy circuit, of which noise can be replaced, one operation at a time, by two others whose weighted difference is
 * the derivative with respect to a strength.
 *
 * @param circuit the circuit
 * @param places one for each strength on which expectation values can depend, nested operations included
 */
record ShiftedNoise(Circuit circuit, List<Place> places) {

    /**
     * One strength.
     *
     * @param strength index into {@link Circuit#noiseStrengths()}
     * @param number number of its operation among all noise of the circuit
     * @param weight factor of the difference, above 0
     * @param up what is added
     * @param down what is taken away
     */
    record Place(int strength, int number, double weight, Operation up, Operation down) {
    }

    static ShiftedNoise of(Circuit circuit) {
        Collector collector = new Collector();
        BitSet last = circuit.finalMeasurements();
        for (int i = 0; i < circuit.operations().size(); i++) {
            // What final measurements read changes no expectation value.
            collector.add(circuit.operations().get(i), !last.get(i));
        }
        return new ShiftedNoise(circuit, List.copyOf(collector.places));
    }

    /** The circuit with other noise at a place. */
    Circuit with(Place place, Operation replacement) {
        int[] next = new int[1];
        return new Circuit(circuit.qubits(), circuit.clbits(),
                circuit.operations().stream().map(o -> replaced(o, next, place.number, replacement)).toList());
    }

    private static Operation replaced(Operation operation, int[] next, int number, Operation replacement) {
        return switch (operation) {
            case Operation.Noise n -> next[0]++ == number ? replacement : n;
            case Operation.Misread m -> next[0]++ == number ? replacement : m;
            case Operation.Conditional c -> new Operation.Conditional(c.condition(),
                    c.then().stream().map(o -> replaced(o, next, number, replacement)).toList(),
                    c.otherwise().stream().map(o -> replaced(o, next, number, replacement)).toList());
            case Operation.Apply a -> a;
            case Operation.Unitary u -> u;
            case Operation.Measure m -> m;
            case Operation.Reset r -> r;
            case Operation.Delay d -> d;
            case Operation.Wall w -> w;
        };
    }

    /** Walks through the operations in the order of the strengths. */
    private static final class Collector {
        private final List<Place> places = new ArrayList<>();
        private int strength;
        private int number;

        void add(Operation operation, boolean matters) {
            switch (operation) {
                case Operation.Noise n -> {
                    for (int s = 0; s < n.channel().strengths().size(); s++) {
                        add(n, s);
                    }
                    number++;
                }
                case Operation.Misread m -> {
                    for (int s = 0; s < m.error().strengths().size(); s++) {
                        if (matters) {
                            places.add(new Place(strength, number, 1,
                                    new Operation.Misread(m.error().certain(s, true), m.clbits()),
                                    new Operation.Misread(m.error().certain(s, false), m.clbits())));
                        }
                        strength++;
                    }
                    number++;
                }
                case Operation.Conditional c -> {
                    c.then().forEach(o -> add(o, matters));
                    c.otherwise().forEach(o -> add(o, matters));
                }
                case Operation.Apply a -> {}
                case Operation.Unitary u -> {}
                case Operation.Measure m -> {}
                case Operation.Reset r -> {}
                case Operation.Delay d -> {}
                case Operation.Wall w -> {}
            }
        }

        private void add(Operation.Noise noise, int s) {
            Channel channel = noise.channel();
            ChannelShift shift = ChannelShift.of(channel, s);
            if (shift.weight() > 0) {
                places.add(new Place(strength, number, shift.weight(), new Operation.Noise(shift.up(), noise.qubits()),
                        new Operation.Noise(shift.down(), noise.qubits())));
            }
            strength++;
        }
    }
}
