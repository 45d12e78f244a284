package org.ketwright.kernels;

/**
 * A backend and why it was taken.
 *
 * @param backend the backend, which runs here
 * @param reason what was measured, or what is missing, in one line
 */
public record BackendChoice(Backend backend, String reason) {
}
