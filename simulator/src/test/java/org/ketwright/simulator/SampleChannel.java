package org.ketwright.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.channel.AmplitudeDamping;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.CoherentError;
import org.ketwright.simulator.channel.Depolarizing;
import org.ketwright.simulator.channel.GeneralizedAmplitudeDamping;
import org.ketwright.simulator.channel.Kraus;
import org.ketwright.simulator.channel.PauliChannel;
import org.ketwright.simulator.channel.PhaseDamping;
import org.ketwright.simulator.channel.ReadoutError;
import org.ketwright.simulator.channel.ResetError;
import org.ketwright.simulator.channel.ResidualZz;
import org.ketwright.simulator.channel.ThermalRelaxation;

/** Every kind of channel, made by a number that is exactly 0 or 1 at the ends of its strengths. */
enum SampleChannel {
    DEPOLARIZING((s, r) -> new Depolarizing(s, 1)),
    DEPOLARIZING_ON_TWO((s, r) -> new Depolarizing(s, 2)),
    BIT_FLIP((s, r) -> PauliChannel.bitFlip(s)),
    PHASE_FLIP((s, r) -> PauliChannel.phaseFlip(s)),
    BIT_PHASE_FLIP((s, r) -> PauliChannel.bitPhaseFlip(s)),
    PAULI((s, r) -> new PauliChannel(1, Map.of("X", s / 2, "Y", s / 4, "Z", s / 4))),
    PAULI_ON_TWO((s, r) -> new PauliChannel(2, Map.of("XI", s / 4, "YZ", s / 2, "IZ", s / 4))),
    AMPLITUDE_DAMPING((s, r) -> new AmplitudeDamping(s)),
    GENERALIZED_AMPLITUDE_DAMPING((s, r) -> new GeneralizedAmplitudeDamping(s, unit(r))),
    EXCITATION((s, r) -> new GeneralizedAmplitudeDamping(unit(r), s)),
    PHASE_DAMPING((s, r) -> new PhaseDamping(s)),
    THERMAL_RELAXATION((s, r) -> new ThermalRelaxation(50e-6, 1e-6 + 90e-6 * unit(r), s * 20e-6, s)),
    /** The longest coherence there is. */
    RELAXATION_ALONE((s, r) -> new ThermalRelaxation(50e-6, 100e-6, 30e-6, s)),
    COHERENT_ERROR((s, r) -> new CoherentError("Y", s)),
    COHERENT_ERROR_ON_TWO((s, r) -> new CoherentError("XZ", s)),
    RESIDUAL_ZZ((s, r) -> new ResidualZz(s * 2e5, 1e-6)),
    RESIDUAL_ZZ_FOR_A_TIME((s, r) -> new ResidualZz(-1e5, s * 1e-6)),
    RESET_ERROR((s, r) -> new ResetError(s / 2, s / 2)),
    RESET_TO_ZERO((s, r) -> new ResetError(s, 0)),
    READOUT_ERROR((s, r) -> ReadoutError.asymmetric(s, s / 2)),
    /** Errors of two bits that know of each other. */
    READOUT_ERROR_ON_TWO((s, r) -> new ReadoutError(correlated(s))),
    KRAUS((s, r) -> new Kraus(ChannelContract.randomKraus(r, 1, 2))),
    KRAUS_ON_TWO((s, r) -> new Kraus(ChannelContract.randomKraus(r, 2, 2))),
    MIXED((s, r) -> new Kraus(ChannelContract.randomKraus(r, 1, 2)).scaled(s)),
    COMPOSITION((s, r) -> PauliChannel.bitFlip(s).then(new ThermalRelaxation(50e-6, 70e-6, s * 20e-6, 0.2))),
    TENSOR_PRODUCT((s, r) -> new ResetError(0, s).tensor(new Depolarizing(s, 1)));

    private final BiFunction<Double, RandomCircuits, Channel> maker;

    SampleChannel(BiFunction<Double, RandomCircuits, Channel> maker) {
        this.maker = maker;
    }

    /**
     * A channel of this kind.
     *
     * @param strength 0, 1 or between; a set of Kraus operators has none
     * @param random for what else it takes
     */
    Channel at(double strength, RandomCircuits random) {
        return maker.apply(strength, random);
    }

    /** Those on at most so many qubits. */
    static List<SampleChannel> upTo(int qubits) {
        RandomCircuits random = new RandomCircuits(0);
        return Arrays.stream(values()).filter(k -> k.at(0.5, random).qubits() <= qubits).toList();
    }

    private static double unit(RandomCircuits random) {
        return 0.5 + 0.4 * random.numbers(1)[0];
    }

    private static Matrix correlated(double s) {
        double k = 1 - s;
        return Matrix.real(2, k, s / 2, s / 4, s / 4, s / 4, k, s / 4, s / 2, s / 4, s / 4, k, s / 4, s / 2, s / 4,
                s / 2, k);
    }
}
