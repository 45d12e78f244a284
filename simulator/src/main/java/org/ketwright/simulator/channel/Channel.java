package org.ketwright.simulator.channel;

import java.util.ArrayList;
import java.util.List;
import org.ketwright.kernels.Matrix;

/**
 * A quantum channel: a completely positive, trace-preserving (CPTP) map of density matrices on a few qubits. Immutable;
 * the constructors refuse what is none, and say by how much it fails.
 *
 * <p>
 * Conventions: the first listed qubit is the lowest bit of every matrix index. The Choi matrix is the sum over i, j of
 * {@code |i><j| (x) E(|i><j|)} with the input on the higher bits. The superoperator S acts on stacked columns, vec(E(rho)) = S
 * vec(rho). Errors allowed to inputs are {@value #TOLERANCE}.
 */
public sealed interface Channel permits Depolarizing, PauliChannel, AmplitudeDamping, GeneralizedAmplitudeDamping,
        PhaseDamping, ThermalRelaxation, CoherentError, ResidualZz, ResetError, ReadoutError, Kraus, Mixed, Composition,
        TensorProduct {

    /** The most qubits of one channel. */
    int MAX_QUBITS = 5;

    /** How far an input may be from being a channel. */
    double TOLERANCE = 1e-9;

    /**
     * Number of qubits.
     *
     * @return k, 1 to {@value #MAX_QUBITS}
     */
    int qubits();

    /**
     * A short name.
     *
     * @return lower case, words joined by hyphens
     */
    String name();

    /**
     * The numbers that the channel is made of.
     *
     * @return names and values, in a fixed order; none for a set of Kraus operators
     */
    List<Strength> strengths();

    /**
     * The same kind of channel with other numbers.
     *
     * @param values one value for each of {@link #strengths()}
     * @return the channel
     * @throws IllegalArgumentException if there are too few or too many values, or they make no channel
     */
    Channel withStrengths(double... values);

    /**
     * The Pauli transfer matrix.
     *
     * @return a real matrix on 2k bits, laid out as the package says
     */
    Matrix transfer();

    /**
     * The derivative of the Pauli transfer matrix with respect to one strength.
     *
     * @param strength index into {@link #strengths()}
     * @return a real matrix on 2k bits
     * @throws IllegalArgumentException if there is no such strength, or the derivative is infinite there
     */
    Matrix transferDerivative(int strength);

    /**
     * A stronger or weaker channel of the same kind: probabilities, rates or durations times a factor. The factor 0
     * gives the identity.
     *
     * @param factor 0 or more
     * @return the channel
     * @throws IllegalArgumentException if the factor is negative or not finite, or the result is no channel
     */
    Channel scaled(double factor);

    /**
     * Kraus operators K with E(rho) = sum of K rho adjoint(K).
     *
     * @return one or more matrices on k bits; unless the channel was given by others the canonical ones, which are
     *         orthogonal to each other, the heaviest first
     */
    default List<Matrix> kraus() {
        return Forms.krausOfChoi(choi());
    }

    /**
     * The Choi matrix.
     *
     * @return a positive matrix on 2k bits, of trace 2^k
     */
    default Matrix choi() {
        return PauliTransform.choiOfTransfer(transfer());
    }

    /**
     * The superoperator on stacked columns.
     *
     * @return a matrix on 2k bits
     */
    default Matrix superoperator() {
        return Forms.reshuffled(choi());
    }

    /**
     * This channel and then another on the same qubits.
     *
     * @param next what comes after
     * @return both, whose strengths stay apart
     * @throws IllegalArgumentException if the numbers of qubits differ
     */
    default Channel then(Channel next) {
        List<Channel> parts = new ArrayList<>(this instanceof Composition c ? c.parts() : List.of(this));
        parts.addAll(next instanceof Composition c ? c.parts() : List.of(next));
        return new Composition(parts);
    }

    /**
     * This channel on the first qubits and another on the following ones.
     *
     * @param higher what acts on the following qubits
     * @return both, whose strengths stay apart
     * @throws IllegalArgumentException if there are too many qubits
     */
    default Channel tensor(Channel higher) {
        List<Channel> parts = new ArrayList<>(this instanceof TensorProduct t ? t.parts() : List.of(this));
        parts.addAll(higher instanceof TensorProduct t ? t.parts() : List.of(higher));
        return new TensorProduct(parts);
    }

    /**
     * The channel of a Choi matrix.
     *
     * @param choi a matrix on 2k bits
     * @return the channel
     * @throws IllegalArgumentException if the matrix is not Hermitian, not positive or loses trace, and by how much
     */
    static Channel ofChoi(Matrix choi) {
        return new Kraus(Forms.checkedKrausOfChoi(choi));
    }

    /**
     * The channel of a Pauli transfer matrix.
     *
     * @param transfer a real matrix on 2k bits
     * @return the channel
     * @throws IllegalArgumentException if the map is not real, not completely positive or loses trace, and by how much
     */
    static Channel ofTransfer(Matrix transfer) {
        Forms.requireReal(transfer);
        return ofChoi(PauliTransform.choiOfTransfer(transfer));
    }

    /**
     * The channel of a superoperator on stacked columns.
     *
     * @param superoperator a matrix on 2k bits
     * @return the channel
     * @throws IllegalArgumentException if the map is not completely positive or loses trace, and by how much
     */
    static Channel ofSuperoperator(Matrix superoperator) {
        Forms.qubitsOf(superoperator);
        return ofChoi(Forms.reshuffled(superoperator));
    }

    /**
     * The channel of a unitary matrix.
     *
     * @param unitary a matrix on k bits
     * @return the channel
     * @throws IllegalArgumentException if the matrix is not unitary, and by how much
     */
    static Channel ofUnitary(Matrix unitary) {
        return new Kraus(List.of(unitary));
    }

    /**
     * The channel that does nothing.
     *
     * @param qubits number of qubits
     * @return the identity
     */
    static Channel identity(int qubits) {
        return new Depolarizing(0, qubits);
    }
}
