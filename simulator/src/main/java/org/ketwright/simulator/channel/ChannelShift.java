package org.ketwright.simulator.channel;

import java.util.ArrayList;
import java.util.List;
import org.ketwright.kernels.Matrix;

/**
 * The derivative of a channel with respect to one of its strengths as a difference of two channels,
 * {@code dE/ds = weight (up - down)}: what parameter shift is to gates. It makes derivatives of whatever can be averaged
 * over runs of a circuit, also where the channel does nothing yet.
 *
 * <p>
 * Every derivative has this form. It takes all traces to 0, so its Choi matrix is a positive part less a negative one,
 * and both parts have the same M = sum of adjoint(K) K. With w the largest eigenvalue of M, each part over w becomes a
 * channel by one more Kraus operator, the root of 1 - M / w, which the difference does not see.
 *
 * @param weight factor of the difference, 0 or more
 * @param up the channel that is added
 * @param down the channel that is taken away
 */
public record ChannelShift(double weight, Channel up, Channel down) {
    /** Kraus operators of less than this squared norm are rounding errors. */
    private static final double NEGLIGIBLE = 1e-14;

    /**
     * The derivative with respect to a strength.
     *
     * @param channel the channel
     * @param strength index into its strengths
     * @return two channels whose weighted difference is {@link Channel#transferDerivative}
     * @throws IllegalArgumentException if there is no such strength, or the derivative is infinite there
     */
    public static ChannelShift of(Channel channel, int strength) {
        Matrix choi = PauliTransform.choiOfTransfer(channel.transferDerivative(strength));
        double size = 0;
        for (double entry : choi.toArray()) {
            size = Math.max(size, Math.abs(entry));
        }
        if (size == 0) {
            Channel nothing = Channel.identity(channel.qubits());
            return new ChannelShift(0, nothing, nothing);
        }
        Matrix unit = Matrix.zero(choi.bits()).plus(1 / size, choi);
        List<Matrix> up = Forms.krausOfChoi(unit);
        List<Matrix> down = Forms.krausOfChoi(Matrix.zero(unit.bits()).plus(-1, unit));
        Matrix one = Matrix.identity(channel.qubits());
        Matrix taken = Matrix.zero(channel.qubits());
        for (Matrix k : up) {
            taken = taken.plus(1, k.adjoint().times(k));
        }
        double most = Hermitian.of(taken).value(0);
        Matrix left = Hermitian.of(one.plus(-1 / most, taken))
                .map(share -> share > NEGLIGIBLE ? Math.sqrt(share) : 0);
        return new ChannelShift(size * most, completed(up, most, left), completed(down, most, left));
    }

    private static Channel completed(List<Matrix> part, double most, Matrix left) {
        List<Matrix> operators = new ArrayList<>();
        for (Matrix k : part) {
            operators.add(Matrix.zero(k.bits()).plus(1 / Math.sqrt(most), k));
        }
        if (!left.equals(Matrix.zero(left.bits()))) {
            operators.add(left);
        }
        return new Kraus(operators);
    }
}
