/**
 * Quantum channels: what noise does to a few qubits, as value records that refuse nonsense when they are made.
 *
 * <p>
 * Every channel is known by its Pauli transfer matrix R, with R[a][b] = Tr(P_a E(P_b)) / 2^k: bit 2q of an index is set
 * where the Pauli string has X or Y on the q-th listed qubit, bit 2q + 1 where it has Z or Y, so that on one qubit the
 * order is I, X, Z, Y. Kraus operators, Choi matrix and superoperator follow from it, and back.
 */
@NullMarked
package org.ketwright.simulator.channel;

import org.jspecify.annotations.NullMarked;
