package org.ketwright.simulator;

import static org.ketwright.simulator.ChannelContract.strengthsOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.channel.AmplitudeDamping;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.CoherentError;
import org.ketwright.simulator.channel.Composition;
import org.ketwright.simulator.channel.Depolarizing;
import org.ketwright.simulator.channel.GeneralizedAmplitudeDamping;
import org.ketwright.simulator.channel.Kraus;
import org.ketwright.simulator.channel.Mixed;
import org.ketwright.simulator.channel.PauliChannel;
import org.ketwright.simulator.channel.Paulis;
import org.ketwright.simulator.channel.PhaseDamping;
import org.ketwright.simulator.channel.ReadoutError;
import org.ketwright.simulator.channel.ResetError;
import org.ketwright.simulator.channel.ResidualZz;
import org.ketwright.simulator.channel.TensorProduct;
import org.ketwright.simulator.channel.ThermalRelaxation;

/** The contract of channels for each kind, against Kraus operators written from textbooks. */
class ChannelsTest {

    @Nested
    class DepolarizingOnOne extends ChannelContract {
        @Override
        Channel example(SplittableRandom r) {
            return new Depolarizing(r.nextDouble(0.01, 0.99), 1);
        }

        @Override
        List<Dense> textbook(Channel c) {
            return mixture(c);
        }
    }

    @Nested
    class DepolarizingOnTwo extends ChannelContract {
        @Override
        Channel example(SplittableRandom r) {
            return new Depolarizing(r.nextDouble(0.01, 0.99), 2);
        }

        @Override
        List<Dense> textbook(Channel c) {
            return mixture(c);
        }
    }

    @Nested
    class PauliOnTwo extends ChannelContract {
        @Override
        Channel example(SplittableRandom r) {
            return new PauliChannel(2, Map.of("XI", r.nextDouble(0.01, 0.3), "YZ", r.nextDouble(0.01, 0.3), "IZ", r
                    .nextDouble(0.01, 0.3)));
        }

        @Override
        List<Dense> textbook(Channel c) {
            return mixture(c);
        }
    }

    @Nested
    class BitFlip extends ChannelContract {
        @Override
        Channel example(SplittableRandom r) {
            return PauliChannel.bitFlip(r.nextDouble(0.01, 0.99));
        }

        @Override
        List<Dense> textbook(Channel c) {
            return flip(c, Textbook.X);
        }
    }

    @Nested
    class PhaseFlip extends ChannelContract {
        @Override
        Channel example(SplittableRandom r) {
            return PauliChannel.phaseFlip(r.nextDouble(0.01, 0.99));
        }

        @Override
        List<Dense> textbook(Channel c) {
            return flip(c, Textbook.Z);
        }
    }

    @Nested
    class BitPhaseFlip extends ChannelContract {
        @Override
        Channel example(SplittableRandom r) {
            return PauliChannel.bitPhaseFlip(r.nextDouble(0.01, 0.99));
        }

        @Override
        List<Dense> textbook(Channel c) {
            return flip(c, Textbook.Y);
        }
    }

    @Nested
    class AmplitudeDampings extends ChannelContract {
        @Override
        Channel example(SplittableRandom r) {
            return new AmplitudeDamping(r.nextDouble(0.01, 0.99));
        }

        @Override
        List<Dense> textbook(Channel c) {
            return damping(strengthsOf(c)[0], 0);
        }
    }

    @Nested
    class GeneralizedAmplitudeDampings extends ChannelContract {
        @Override
        Channel example(SplittableRandom r) {
            return new GeneralizedAmplitudeDamping(r.nextDouble(0.01, 0.99), r.nextDouble(0.01, 0.99));
        }

        @Override
        List<Dense> textbook(Channel c) {
            return damping(strengthsOf(c)[0], strengthsOf(c)[1]);
        }
    }

    @Nested
    class PhaseDampings extends ChannelContract {
        @Override
        Channel example(SplittableRandom r) {
            return new PhaseDamping(r.nextDouble(0.01, 0.99));
        }

        @Override
        List<Dense> textbook(Channel c) {
            return dephasing(1 - strengthsOf(c)[0]);
        }
    }

    @Nested
    class ThermalRelaxations extends ChannelContract {
        @Override
        Channel example(SplittableRandom r) {
            return relaxation(r);
        }

        @Override
        List<Dense> textbook(Channel c) {
            return relaxed(strengthsOf(c));
        }
    }

    @Nested
    class CoherentErrors extends ChannelContract {
        @Override
        Channel example(SplittableRandom r) {
            return new CoherentError(r.nextBoolean() ? "XZ" : "IY", r.nextDouble(-4, 4));
        }

        @Override
        List<Dense> textbook(Channel c) {
            return turned((CoherentError) c);
        }
    }

    @Nested
    class ResidualZzs extends ChannelContract {
        @Override
        Channel example(SplittableRandom r) {
            return new ResidualZz(r.nextDouble(-3e5, 3e5), r.nextDouble(1e-7, 1e-6));
        }

        @Override
        List<Dense> textbook(Channel c) {
            return List.of(Dense.diagonal(4, i -> i == 3
                    ? Math.cos(2 * Math.PI * strengthsOf(c)[0] * strengthsOf(c)[1])
                    : 1,
                    i -> i == 3 ? -Math.sin(2 * Math.PI * strengthsOf(c)[0] * strengthsOf(c)[1]) : 0));
        }
    }

    @Nested
    class ResetErrors extends ChannelContract {
        @Override
        Channel example(SplittableRandom r) {
            return new ResetError(r.nextDouble(0.01, 0.49), r.nextDouble(0.01, 0.49));
        }

        @Override
        List<Dense> textbook(Channel c) {
            return thrown(strengthsOf(c)[0], strengthsOf(c)[1]);
        }
    }

    @Nested
    class ReadoutErrorOnOne extends ChannelContract {
        @Override
        Channel example(SplittableRandom r) {
            return ReadoutError.asymmetric(r.nextDouble(0.01, 0.99), r.nextDouble(0.01, 0.99));
        }

        @Override
        List<Dense> textbook(Channel c) {
            return misread((ReadoutError) c);
        }
    }

    @Nested
    class ReadoutErrorOnTwo extends ChannelContract {
        @Override
        Channel example(SplittableRandom r) {
            return new ReadoutError(stochastic(r, 2));
        }

        @Override
        List<Dense> textbook(Channel c) {
            return misread((ReadoutError) c);
        }
    }

    @Nested
    class KrausSets extends ChannelContract {
        @Override
        Channel example(SplittableRandom r) {
            return new Kraus(ChannelContract.randomKraus(new RandomCircuits(r.nextLong()), r.nextInt(1, 4), 2));
        }

        @Override
        List<Dense> textbook(Channel c) {
            return ((Kraus) c).operators().stream().map(Dense::of).toList();
        }
    }

    @Nested
    class MixedChannels extends ChannelContract {
        @Override
        Channel example(SplittableRandom r) {
            return new Mixed(new AmplitudeDamping(r.nextDouble(0.01, 0.99)), r.nextDouble(0.01, 0.99));
        }

        @Override
        List<Dense> textbook(Channel c) {
            return mixed(strengthsOf(c)[0], damping(strengthsOf(c)[1], 0));
        }
    }

    @Nested
    class Compositions extends ChannelContract {
        @Override
        Channel example(SplittableRandom r) {
            return new AmplitudeDamping(r.nextDouble(0.01, 0.99)).then(relaxation(r)).then(PauliChannel.bitFlip(r
                    .nextDouble(0.01, 0.99)));
        }

        @Override
        List<Dense> textbook(Channel c) {
            return composed((Composition) c);
        }
    }

    @Nested
    class TensorProducts extends ChannelContract {
        @Override
        Channel example(SplittableRandom r) {
            return relaxation(r).tensor(new AmplitudeDamping(r.nextDouble(0.01, 0.99)));
        }

        @Override
        List<Dense> textbook(Channel c) {
            return beside((TensorProduct) c);
        }
    }

    private static ThermalRelaxation relaxation(SplittableRandom r) {
        double t1 = r.nextDouble(20, 200);
        return new ThermalRelaxation(t1, r.nextDouble(0.1, 1.99) * t1, r.nextDouble(0.1, 100), r.nextDouble(0.01, 0.5));
    }

    private static Matrix stochastic(SplittableRandom r, int bits) {
        int d = 1 << bits;
        double[] e = new double[d * d];
        for (int i = 0; i < d; i++) {
            double[] column = r.doubles(d, 0.05, 1).toArray();
            double sum = IntStream.range(0, d).mapToDouble(o -> column[o]).sum();
            for (int o = 0; o < d; o++) {
                e[o * d + i] = column[o] / sum;
            }
        }
        return Matrix.real(bits, e);
    }

    private static Dense real(double... e) {
        return Dense.real(new double[] {e[0], e[1]}, new double[] {e[2], e[3]});
    }

    private static List<Dense> flip(Channel c, Dense pauli) {
        double p = strengthsOf(c)[0];
        return List.of(Dense.identity(2).times(Math.sqrt(1 - p), 0), pauli.times(Math.sqrt(p), 0));
    }

    /** Pauli strings with their probabilities. */
    private static List<Dense> mixture(Channel c) {
        List<Dense> out = new ArrayList<>();
        double rest = 1;
        int count = 1 << 2 * c.qubits();
        for (int i = 1; i < count; i++) {
            String label = Paulis.label(i, c.qubits());
            double p = c instanceof PauliChannel pauli
                    ? pauli.probabilities().getOrDefault(label, 0.0)
                    : ((Depolarizing) c).p() / (count - 1);
            rest -= p;
            out.add(ChannelContract.pauli(i, c.qubits()).times(Math.sqrt(p), 0));
        }
        out.add(Dense.identity(1 << c.qubits()).times(Math.sqrt(Math.max(0, rest)), 0));
        return out;
    }

    private static List<Dense> damping(double gamma, double excited) {
        double down = Math.sqrt(1 - excited);
        double up = Math.sqrt(excited);
        double kept = Math.sqrt(1 - gamma);
        double lost = Math.sqrt(gamma);
        return List.of(real(down, 0, 0, down * kept), real(0, down * lost, 0, 0), real(up * kept, 0, 0, up),
                real(0, 0, up * lost, 0));
    }

    /** Coherences shrink by the root of {@code kept}. */
    private static List<Dense> dephasing(double kept) {
        return List.of(real(1, 0, 0, Math.sqrt(kept)), real(0, 0, 0, Math.sqrt(1 - kept)));
    }

    private static List<Dense> relaxed(double[] v) {
        double gamma = 1 - Math.exp(-v[2] / v[0]);
        double further = Math.exp(-v[2] / v[1] + v[2] / (2 * v[0]));
        return product(damping(gamma, v[3]), dephasing(further * further));
    }

    private static List<Dense> turned(CoherentError c) {
        Dense p = ChannelContract.pauli(Paulis.index(c.pauli()), 2);
        return List.of(Dense.identity(4).times(Math.cos(c.angle() / 2), 0)
                .plus(p.times(0, -Math.sin(c.angle() / 2))));
    }

    private static List<Dense> thrown(double zero, double one) {
        double kept = Math.sqrt(1 - zero - one);
        double a = Math.sqrt(zero);
        double b = Math.sqrt(one);
        return List.of(real(kept, 0, 0, kept), real(a, 0, 0, 0), real(0, a, 0, 0), real(0, 0, b, 0),
                real(0, 0, 0, b));
    }

    private static List<Dense> misread(ReadoutError error) {
        Matrix m = error.confusion();
        int d = m.dimension();
        List<Dense> out = new ArrayList<>(List.of(Dense.diagonal(d, i -> m.re(i, i), i -> 0)));
        for (int i = 0; i < d; i++) {
            for (int o = 0; o < d; o++) {
                Dense k = Dense.zero(d, d);
                k.re()[o][i] = Math.sqrt(o == i ? m.re(i, i) * (1 - m.re(i, i)) : m.re(o, i));
                out.add(k);
            }
        }
        return out;
    }

    private static List<Dense> mixed(double weight, List<Dense> inner) {
        List<Dense> out = new ArrayList<>(List.of(Dense.identity(2).times(Math.sqrt(1 - weight), 0)));
        inner.forEach(k -> out.add(k.times(Math.sqrt(weight), 0)));
        return out;
    }

    private static List<Dense> composed(Composition c) {
        double[] v = strengthsOf(c);
        return product(product(damping(v[0], 0), relaxed(new double[] {v[1], v[2], v[3], v[4]})),
                flip(c.parts().get(2), Textbook.X));
    }

    private static List<Dense> beside(TensorProduct c) {
        List<Dense> low = relaxed(strengthsOf(c.parts().get(0)));
        List<Dense> high = damping(strengthsOf(c)[4], 0);
        return high.stream().flatMap(h -> low.stream().map(h::kron)).toList();
    }

    private static List<Dense> product(List<Dense> first, List<Dense> then) {
        return then.stream().flatMap(t -> first.stream().map(t::times)).toList();
    }
}
