package org.ketwright.simulator;

import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.Paulis;

/** Mixtures of Pauli strings from the diagonal of a transfer matrix. */
final class Twirl {

    private Twirl() {
    }

    /** Probability of each Pauli string of the mixture whose transfer matrix has a diagonal. */
    static double[] weights(double[] diagonal) {
        double[] out = new double[diagonal.length];
        for (int p = 0; p < out.length; p++) {
            double sum = 0;
            for (int q = 0; q < out.length; q++) {
                sum += Paulis.commute(p, q) ? diagonal[q] : -diagonal[q];
            }
            out[p] = Math.max(0, sum / out.length);
        }
        return out;
    }

    /** The Pauli twirl of a channel: the mixture that keeps its diagonal and loses all else. */
    static double[] weights(Channel channel) {
        Matrix transfer = channel.transfer();
        double[] diagonal = new double[transfer.dimension()];
        for (int i = 0; i < diagonal.length; i++) {
            diagonal[i] = transfer.re(i, i);
        }
        return weights(diagonal);
    }
}
