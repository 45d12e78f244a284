package org.ketwright.simulator.channel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ketwright.kernels.Matrix;

/** Channels that make up another one: their strengths in turn are those of the whole. */
final class Parts {

    private Parts() {
    }

    /** The strengths of the parts in turn, each name preceded by the number of the part and a dot. */
    static List<Strength> strengths(List<Channel> parts) {
        List<Strength> out = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            for (Strength s : parts.get(i).strengths()) {
                out.add(new Strength(i + "." + s.name(), s.value()));
            }
        }
        return List.copyOf(out);
    }

    /** The parts with other strengths, as many as they have together. */
    static List<Channel> withStrengths(List<Channel> parts, double[] values) {
        List<Channel> changed = new ArrayList<>();
        int from = 0;
        for (Channel part : parts) {
            int to = from + part.strengths().size();
            changed.add(part.withStrengths(Arrays.copyOfRange(values, from, to)));
            from = to;
        }
        return changed;
    }

    static List<Matrix> transfers(List<Channel> parts) {
        return parts.stream().map(Channel::transfer).toList();
    }

    /** The transfer matrices, but of the part that has a strength the derivative. */
    static List<Matrix> transfers(List<Channel> parts, int strength) {
        List<Matrix> matrices = new ArrayList<>();
        int from = 0;
        for (Channel part : parts) {
            int to = from + part.strengths().size();
            matrices.add(strength >= from && strength < to
                    ? part.transferDerivative(strength - from)
                    : part.transfer());
            from = to;
        }
        return matrices;
    }
}
