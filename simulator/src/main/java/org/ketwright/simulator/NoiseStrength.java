package org.ketwright.simulator;

import java.util.List;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.Strength;

/**
 * One strength of one noisy operation of a circuit, with respect to which a gradient can be taken.
 *
 * @param operation index of the operation in the circuit; for one inside a conditional, of the outermost conditional
 * @param channel its channel
 * @param strength index into the strengths of the channel
 */
public record NoiseStrength(int operation, Channel channel, int strength) {

    /**
     * Name and value.
     *
     * @return the strength
     */
    public Strength describe() {
        return channel.strengths().get(strength);
    }

    static void collect(int at, Operation operation, List<NoiseStrength> to) {
        switch (operation) {
            case Operation.Noise n -> collect(at, n.channel(), to);
            case Operation.Misread m -> collect(at, m.error(), to);
            case Operation.Conditional c -> {
                c.then().forEach(o -> collect(at, o, to));
                c.otherwise().forEach(o -> collect(at, o, to));
            }
            case Operation.Apply a -> {}
            case Operation.Unitary u -> {}
            case Operation.Measure m -> {}
            case Operation.Reset r -> {}
            case Operation.Delay d -> {}
            case Operation.Wall w -> {}
        }
    }

    private static void collect(int at, Channel channel, List<NoiseStrength> to) {
        for (int s = 0; s < channel.strengths().size(); s++) {
            to.add(new NoiseStrength(at, channel, s));
        }
    }
}
