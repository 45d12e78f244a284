package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.channel.AmplitudeDamping;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.Closeness;
import org.ketwright.simulator.channel.CoherentError;
import org.ketwright.simulator.channel.Depolarizing;
import org.ketwright.simulator.channel.Kraus;
import org.ketwright.simulator.channel.PauliChannel;
import org.ketwright.simulator.channel.PhaseDamping;
import org.ketwright.simulator.channel.ReadoutError;
import org.ketwright.simulator.channel.ResetError;
import org.ketwright.simulator.channel.ResidualZz;
import org.ketwright.simulator.channel.ThermalRelaxation;

/** Random channels, inputs that are none, and how close channels are to each other. */
class ChannelMapsTest {

    @Test
    void randomChannelsMakeDensityMatricesOfDensityMatrices() {
        RandomCircuits random = new RandomCircuits(1);
        for (int i = 0; i < 1000; i++) {
            int qubits = 1 + i % 2;
            int d = 1 << qubits;
            Channel channel = new Kraus(ChannelContract.randomKraus(random, qubits, 1 + i % 3));
            Dense rho = randomState(random, qubits);
            Dense image = viaTransfer(channel, rho, qubits);
            double trace = 0;
            for (int r = 0; r < d; r++) {
                trace += image.re()[r][r];
            }
            assertEquals(1, trace, 1e-12);
            assertTrue(image.distance(image.adjoint()) < 1e-13);
            double lowest = Arrays.stream(Spectra.ofHermitian(matrix(image, qubits))).min().orElseThrow();
            assertTrue(lowest > -1e-10, () -> "eigenvalue " + lowest);
            Dense wanted = Dense.zero(d, d);
            for (Matrix k : channel.kraus()) {
                wanted = wanted.plus(Dense.of(k).times(rho).times(Dense.of(k).adjoint()));
            }
            assertTrue(image.distance(wanted) < 1e-12);
        }
    }

    @Test
    void inputsThatAreNoChannelsAreRefusedWithTheirDefect() {
        RandomCircuits random = new RandomCircuits(2);
        SplittableRandom numbers = new SplittableRandom(3);
        for (int i = 0; i < 1000; i++) {
            Channel good = new Kraus(ChannelContract.randomKraus(random, 1 + i % 2, 1));
            double wrong = Math.pow(10, -numbers.nextDouble(0.5, 7.5));
            var thrown = assertThrows(IllegalArgumentException.class, () -> refused(good, numbers.nextInt(6), wrong));
            assertTrue(String.valueOf(thrown.getMessage()).contains("fails by"), thrown::toString);
        }
    }

    private static Channel refused(Channel good, int kind, double wrong) {
        int k = good.qubits();
        int d = 1 << k;
        Matrix choi = good.choi();
        return switch (kind) {
            case 0 -> new Kraus(good.kraus().stream().map(m -> Matrix.zero(k).plus(1 + wrong, m)).toList());
            case 1 -> Channel.ofChoi(choi.plus(wrong, Matrix.identity(2 * k)));
            case 2 -> {
                // Minus some of a second channel: traces stay, but eigenvalues that were 0 turn negative.
                Matrix other = Channel.identity(k).choi();
                yield Channel.ofChoi(Matrix.zero(2 * k).plus(1 + 3 * wrong, choi).plus(-3 * wrong, other));
            }
            case 3 -> {
                double[] e = good.transfer().toArray();
                e[2 * (d * d - 1)] += 2 * wrong;
                yield Channel.ofTransfer(Matrix.of(2 * k, e));
            }
            case 4 -> {
                double[] e = good.transfer().toArray();
                e[2 * (d * d + 1) + 1] += 2 * wrong;
                yield Channel.ofTransfer(Matrix.of(2 * k, e));
            }
            default -> {
                double[] e = good.superoperator().toArray();
                e[1] += 2 * wrong;
                yield Channel.ofSuperoperator(Matrix.of(2 * k, e));
            }
        };
    }

    @Test
    void nonsenseIsRefused() {
        List<Runnable> wrong = List.of(() -> new Depolarizing(-0.1, 1), () -> new Depolarizing(1.1, 1),
                () -> new Depolarizing(Double.NaN, 1), () -> new Depolarizing(0.1, 0), () -> new Depolarizing(0.1, 9),
                () -> Depolarizing.mixing(1.4, 1), () -> new AmplitudeDamping(2),
                () -> new PauliChannel(1, Map.of("X", 0.7, "Z", 0.4)), () -> new PauliChannel(1, Map.of("I", 0.1)),
                () -> new PauliChannel(1, Map.of("XX", 0.1)), () -> new PauliChannel(1, Map.of("Q", 0.1)),
                () -> new ThermalRelaxation(1, 2.1, 1, 0), () -> new ThermalRelaxation(0, 1, 1, 0),
                () -> new ThermalRelaxation(1, 1, -1, 0), () -> new ThermalRelaxation(1, 1, 1, 1.5),
                () -> new ThermalRelaxation(Double.NaN, 1, 1, 0), () -> new CoherentError("", 1),
                () -> new CoherentError("X", Double.NaN), () -> new ResidualZz(Double.NaN, 1),
                () -> new ResidualZz(1, -1), () -> new ResetError(0.6, 0.6), () -> ReadoutError.asymmetric(-0.1, 0),
                () -> new ReadoutError(Matrix.real(1, 0.9, 0, 0.2, 1)),
                () -> new ReadoutError(Matrix.real(1, 1.1, 0, -0.1, 1)), () -> new Kraus(List.of()),
                () -> new Kraus(List.of(Matrix.identity(1), Matrix.identity(2))),
                () -> new AmplitudeDamping(0.1).then(new Depolarizing(0.1, 2)),
                () -> new Depolarizing(0.1, 4).tensor(new Depolarizing(0.1, 4)),
                () -> Channel.ofChoi(Matrix.identity(1)), () -> new AmplitudeDamping(1).transferDerivative(0));
        for (Runnable r : wrong) {
            var thrown = assertThrows(IllegalArgumentException.class, r::run);
            assertFalse(String.valueOf(thrown.getMessage()).contains("\n"));
        }
    }

    @Test
    void mixingWeightIsThatOfQiskit() {
        for (int qubits = 1; qubits <= 2; qubits++) {
            Matrix r = Depolarizing.mixing(0.3, qubits).transfer();
            for (int i = 1; i < r.dimension(); i++) {
                assertEquals(0.7, r.re(i, i), 1e-15);
            }
        }
    }

    @Test
    void relaxationWithoutEnergyLossIsPhaseDamping() {
        Matrix pure = new ThermalRelaxation(Double.POSITIVE_INFINITY, 2, 3, 0).transfer();
        assertTrue(Dense.of(pure).distance(Dense.of(new PhaseDamping(1 - Math.exp(-3)).transfer())) < 1e-15);
    }

    @Test
    void fidelitiesHaveTheirTextbookValues() {
        Channel p = new Depolarizing(0.2, 1);
        assertEquals(0.8, Closeness.processFidelity(Channel.identity(1), p), 1e-9);
        assertEquals(1 - 0.2 * 2 / 3, Closeness.averageGateFidelity(p, Matrix.identity(1)), 1e-13);
        double gamma = 0.3;
        double wanted = Math.pow(1 + Math.sqrt(1 - gamma), 2) / 4;
        assertEquals(wanted, Closeness.processFidelity(Channel.identity(1), new AmplitudeDamping(gamma)), 1e-9);
        Channel a = new PauliChannel(1, Map.of("X", 0.1, "Z", 0.2));
        Channel b = new PauliChannel(1, Map.of("X", 0.3, "Y", 0.1));
        double overlap = Math.sqrt(0.7 * 0.6) + Math.sqrt(0.1 * 0.3);
        assertEquals(overlap * overlap, Closeness.processFidelity(a, b), 1e-9);
    }

    @Test
    void diamondDistancesHaveTheirTextbookValues() {
        Channel a = new PauliChannel(2, Map.of("XI", 0.1, "ZZ", 0.2));
        Channel b = new PauliChannel(2, Map.of("XI", 0.3, "YI", 0.1));
        Closeness.Diamond pauli = Closeness.diamondDistance(a, b);
        assertTrue(pauli.isExact());
        assertEquals((0.1 + 0.2 + 0.2 + 0.1) / 2, pauli.lower(), 1e-13);
        Closeness.Diamond turn = Closeness.diamondDistance(Channel.identity(1), Channel.ofUnitary(
                Gate.RZ.matrix(0.8)));
        assertTrue(turn.isExact());
        assertEquals(Math.sin(0.4), turn.lower(), 1e-13);
        RandomCircuits random = new RandomCircuits(4);
        List<Channel> some = new ArrayList<>(List.of(new AmplitudeDamping(0.4), new ResetError(0.2, 0.1)));
        some.add(new Kraus(ChannelContract.randomKraus(random, 1, 2)));
        for (Channel one : some) {
            for (Channel other : some) {
                Closeness.Diamond d = Closeness.diamondDistance(one, other);
                assertTrue(d.lower() >= 0 && d.lower() <= d.upper() && d.upper() <= 1);
                assertEquals(one.equals(other), d.upper() < 1e-12);
            }
        }
    }

    private static Dense randomState(RandomCircuits random, int qubits) {
        int d = 1 << qubits;
        Dense m = Dense.zero(d, d);
        for (int r = 0; r < d; r++) {
            System.arraycopy(random.numbers(d), 0, m.re()[r], 0, d);
            System.arraycopy(random.numbers(d), 0, m.im()[r], 0, d);
        }
        Dense positive = m.times(m.adjoint());
        double trace = 0;
        for (int r = 0; r < d; r++) {
            trace += positive.re()[r][r];
        }
        return positive.times(1 / trace, 0);
    }

    private static Dense viaTransfer(Channel channel, Dense rho, int qubits) {
        int size = 1 << 2 * qubits;
        int d = 1 << qubits;
        Matrix transfer = channel.transfer();
        Dense out = Dense.zero(d, d);
        for (int a = 0; a < size; a++) {
            double sum = 0;
            for (int b = 0; b < size; b++) {
                Dense product = ChannelContract.pauli(b, qubits).times(rho);
                for (int i = 0; i < d; i++) {
                    sum += transfer.re(a, b) * product.re()[i][i];
                }
            }
            out = out.plus(ChannelContract.pauli(a, qubits).times(sum / d, 0));
        }
        return out;
    }

    private static Matrix matrix(Dense m, int qubits) {
        int d = 1 << qubits;
        double[] e = new double[2 * d * d];
        for (int i = 0; i < d * d; i++) {
            e[2 * i] = m.re()[i / d][i % d];
            e[2 * i + 1] = m.im()[i / d][i % d];
        }
        return Matrix.of(qubits, e);
    }
}
