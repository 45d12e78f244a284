package org.ketwright.kernels;

/**
 * A wanted derivative with respect to something inside a step, fixed or driven: {@code <w| D |v>}, where v is the
 * vector before the step and w the gradient of the weighted outputs with respect to the vector after it.
 *
 * @param step which step of the plan, from 0
 * @param derivative D, on the step's bits: the derivative of the step's matrix; real
 */
public record Probe(int step, Matrix derivative) {
}
