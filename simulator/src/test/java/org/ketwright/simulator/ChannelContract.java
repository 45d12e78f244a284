package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.ChannelShift;
import org.ketwright.simulator.channel.Strength;

/** What every channel keeps: inherited by a test for each kind, which gives examples and their textbook form. */
abstract class ChannelContract {
    private static final int EXAMPLES = 25;
    private static final String LETTERS = "IXZY";

    /** A channel with strengths strictly between their ends. */
    abstract Channel example(SplittableRandom random);

    /** Kraus operators from a textbook. */
    abstract List<Dense> textbook(Channel channel);

    private void forAll(Consumer<Channel> check) {
        SplittableRandom random = new SplittableRandom(20);
        for (int i = 0; i < EXAMPLES; i++) {
            check.accept(example(random));
        }
    }

    @Test
    void textbookFormKeepsTraces() {
        forAll(c -> {
            Dense sum = textbook(c).stream().map(k -> k.adjoint().times(k)).reduce(Dense::plus).orElseThrow();
            assertTrue(sum.distance(Dense.identity(sum.rows())) < 1e-13, c::toString);
        });
    }

    @Test
    void transferMatrixIsThatOfTheTextbook() {
        forAll(c -> assertTrue(transfer(textbook(c)).distance(Dense.of(c.transfer())) < 1e-12, c::toString));
    }

    @Test
    void krausOperatorsAreCompletelyPositiveAndKeepTraces() {
        forAll(c -> {
            List<Dense> kraus = c.kraus().stream().map(Dense::of).toList();
            Dense sum = kraus.stream().map(k -> k.adjoint().times(k)).reduce(Dense::plus).orElseThrow();
            assertTrue(sum.distance(Dense.identity(sum.rows())) < 1e-12, c::toString);
            assertTrue(transfer(kraus).distance(transfer(textbook(c))) < 1e-12, c::toString);
        });
    }

    @Test
    void choiMatrixAndSuperoperatorAreThoseOfTheTextbook() {
        forAll(c -> {
            int size = 1 << 2 * c.qubits();
            Dense choi = Dense.zero(size, size);
            Dense superoperator = Dense.zero(size, size);
            for (Dense k : textbook(c)) {
                int d = k.rows();
                Dense column = Dense.zero(d * d, 1);
                for (int i = 0; i < d * d; i++) {
                    column.re()[i][0] = k.re()[i % d][i / d];
                    column.im()[i][0] = k.im()[i % d][i / d];
                }
                Dense outer = column.times(column.adjoint());
                Dense conjugate = Dense.zero(d, d);
                for (int i = 0; i < d * d; i++) {
                    conjugate.re()[i / d][i % d] = k.re()[i / d][i % d];
                    conjugate.im()[i / d][i % d] = -k.im()[i / d][i % d];
                }
                choi = choi.plus(outer);
                superoperator = superoperator.plus(conjugate.kron(k));
            }
            assertTrue(Dense.of(c.choi()).distance(choi) < 1e-12, c::toString);
            assertTrue(Dense.of(c.superoperator()).distance(superoperator) < 1e-12, c::toString);
        });
    }

    @Test
    void everyFormGivesTheChannelBack() {
        forAll(c -> {
            Dense wanted = Dense.of(c.transfer());
            for (Channel back : List.of(Channel.ofChoi(c.choi()), Channel.ofTransfer(c.transfer()),
                    Channel.ofSuperoperator(c.superoperator()))) {
                assertTrue(Dense.of(back.transfer()).distance(wanted) < 1e-12, c::toString);
            }
        });
    }

    @Test
    void zeroStrengthIsTheIdentity() {
        forAll(c -> assertTrue(
                Dense.of(c.scaled(0).transfer()).distance(Dense.identity(1 << 2 * c.qubits())) < 1e-15, c::toString));
    }

    @Test
    void unchangedStrengthIsTheChannel() {
        forAll(c -> {
            Dense wanted = Dense.of(c.transfer());
            assertTrue(Dense.of(c.scaled(1).transfer()).distance(wanted) < 1e-14, c::toString);
            assertTrue(Dense.of(c.withStrengths(strengthsOf(c)).transfer()).distance(wanted) < 1e-14, c::toString);
        });
    }

    @Test
    void derivativesAreCentralDifferences() {
        forAll(c -> {
            double[] values = strengthsOf(c);
            for (int j = 0; j < values.length; j++) {
                double step = 1e-6 * Math.max(1e-3, Math.abs(values[j]));
                double[] up = values.clone();
                double[] down = values.clone();
                up[j] += step;
                down[j] -= step;
                Dense difference = Dense.of(c.withStrengths(up).transfer())
                        .plus(Dense.of(c.withStrengths(down).transfer()).times(-1, 0)).times(0.5 / step, 0);
                Dense derivative = Dense.of(c.transferDerivative(j));
                double size = 1 + derivative.distance(Dense.zero(derivative.rows(), derivative.columns()));
                assertTrue(derivative.distance(difference) < 1e-6 * size, c + " " + c.strengths().get(j));
            }
        });
    }

    @Test
    void derivativesAreDifferencesOfChannels() {
        forAll(c -> {
            for (int j = 0; j < c.strengths().size(); j++) {
                // What is no channel the constructor of each refuses.
                ChannelShift shift = ChannelShift.of(c, j);
                Dense difference = Dense.of(shift.up().transfer()).plus(Dense.of(shift.down().transfer()).times(-1, 0));
                Dense derivative = Dense.of(c.transferDerivative(j));
                double size = derivative.distance(Dense.zero(derivative.rows(), derivative.columns()));
                assertTrue(difference.times(shift.weight(), 0).distance(derivative) <= 1e-12 * size,
                        c + " " + c.strengths().get(j));
            }
        });
    }

    @Test
    void strengthsHaveDifferentNames() {
        forAll(c -> assertEquals(c.strengths().size(),
                c.strengths().stream().map(Strength::name).distinct().count()));
    }

    @Test
    void wrongUseIsRefused() {
        forAll(c -> {
            assertThrows(IllegalArgumentException.class, () -> c.scaled(-1));
            assertThrows(IllegalArgumentException.class, () -> c.scaled(Double.NaN));
            assertThrows(IllegalArgumentException.class, () -> c.transferDerivative(c.strengths().size()));
            assertThrows(IllegalArgumentException.class, () -> c.withStrengths(new double[strengthsOf(c).length + 1]));
        });
    }

    static double[] strengthsOf(Channel channel) {
        return channel.strengths().stream().mapToDouble(Strength::value).toArray();
    }

    /** R[a][b] = sum over K of Tr(P_a K P_b adjoint(K)) / d, by Kronecker products. */
    static Dense transfer(List<Dense> kraus) {
        int d = kraus.getFirst().rows();
        int qubits = Integer.numberOfTrailingZeros(d);
        Dense out = Dense.zero(d * d, d * d);
        for (int b = 0; b < d * d; b++) {
            Dense image = Dense.zero(d, d);
            for (Dense k : kraus) {
                image = image.plus(k.times(pauli(b, qubits)).times(k.adjoint()));
            }
            for (int a = 0; a < d * d; a++) {
                Dense product = pauli(a, qubits).times(image);
                for (int i = 0; i < d; i++) {
                    out.re()[a][b] += product.re()[i][i] / d;
                    out.im()[a][b] += product.im()[i][i] / d;
                }
            }
        }
        return out;
    }

    static Dense pauli(int index, int qubits) {
        Dense out = Dense.identity(1);
        for (int q = 0; q < qubits; q++) {
            Dense one = switch (LETTERS.charAt(index >> 2 * q & 3)) {
                case 'X' -> Textbook.X;
                case 'Y' -> Textbook.Y;
                case 'Z' -> Textbook.Z;
                default -> Dense.identity(2);
            };
            out = one.kron(out);
        }
        return out;
    }

    /** A random set of Kraus operators: blocks of a random unitary matrix on more qubits. */
    static List<Matrix> randomKraus(RandomCircuits random, int qubits, int further) {
        Matrix whole = random.unitaryMatrix(qubits + further);
        int d = 1 << qubits;
        List<Matrix> out = new ArrayList<>();
        for (int j = 0; j < 1 << further; j++) {
            double[] e = new double[2 * d * d];
            for (int r = 0; r < d; r++) {
                for (int c = 0; c < d; c++) {
                    e[2 * (r * d + c)] = whole.re(j * d + r, c);
                    e[2 * (r * d + c) + 1] = whole.im(j * d + r, c);
                }
            }
            out.add(Matrix.of(qubits, e));
        }
        return out;
    }
}
