package org.ketwright.simulator.channel;

import java.util.List;
import java.util.Locale;

/** What channels ask of their numbers. */
final class Checks {

    private Checks() {
    }

    static void qubits(String channel, int qubits) {
        if (qubits < 1 || qubits > Channel.MAX_QUBITS) {
            throw new IllegalArgumentException("a channel acts on 1 to " + Channel.MAX_QUBITS + " qubits but "
                    + channel + " was given " + qubits);
        }
    }

    static void probability(String what, double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException(what + " is a probability, 0 to 1, but was given " + p);
        }
    }

    static void finite(String what, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(what + " must be finite but was given " + value);
        }
    }

    static void notNegative(String what, double value) {
        if (!(value >= 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(what + " must be 0 or more and finite but was given " + value);
        }
    }

    static double factor(double factor) {
        if (!(factor >= 0 && Double.isFinite(factor))) {
            throw new IllegalArgumentException(
                    "the strength of a channel is scaled by 0 or more but was given " + factor);
        }
        return factor;
    }

    static void strength(Channel channel, int index) {
        if (index < 0 || index >= channel.strengths().size()) {
            throw new IllegalArgumentException(channel.name() + " has " + channel.strengths().size()
                    + " strengths but was asked for number " + index);
        }
    }

    static void count(Channel channel, double[] values) {
        List<Strength> strengths = channel.strengths();
        if (values.length != strengths.size()) {
            throw new IllegalArgumentException(channel.name() + " has " + strengths.size()
                    + " strengths but was given " + values.length);
        }
    }

    static IllegalArgumentException notDifferentiable(Channel channel, String strength) {
        return new IllegalArgumentException("the derivative of " + channel.name() + " with respect to " + strength
                + " is infinite at " + strength + " = 1; stay below 1 to differentiate");
    }

    static IllegalArgumentException defect(String rule, double by) {
        return new IllegalArgumentException(String.format(Locale.ROOT,
                "a channel must be %s but the input fails by %.3g, more than %.0e", rule, by, Channel.TOLERANCE));
    }
}
