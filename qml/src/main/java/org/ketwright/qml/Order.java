package org.ketwright.qml;

/**
 * Which of a quanvolution's two blocks acts first, the entangler or the rotations.
 *
 * <p>
 * RobQuNN prints U = O_ZZ (Rot on each qubit) (arXiv 2407.03875, equation 2): read as an operator product, the
 * rotations act first, and since every ZZ gate commutes with the measured Z, the entangler then changes no feature.
 */
public enum Order {
    /** As printed: rotations, entangler, measurement. The entangler has provably no effect; a control. */
    PRINTED,
    /** The product read as circuit order: entangler, rotations, measurement. */
    ENTANGLER_FIRST
}
