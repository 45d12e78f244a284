package org.ketwright.simulator.device;

import org.jspecify.annotations.Nullable;

/**
 * What was measured of two coupled qubits.
 *
 * @param a the lower qubit
 * @param b the higher qubit
 * @param exchange strength of the exchange coupling J in hertz, or null
 * @param zz always-on ZZ interaction in hertz, or null; 0 means that it was not measured
 */
public record PairCalibration(int a, int b, @Nullable Double exchange, @Nullable Double zz) {

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if qubits are not ordered or a number is not finite
     */
    public PairCalibration {
        if (a < 0 || b <= a) {
            throw new IllegalArgumentException(
                    "a coupled pair has distinct qubits, the lower one first, but was given " + a + " and " + b);
        }
        Checks.finite("an exchange coupling", exchange);
        Checks.finite("a ZZ interaction", zz);
    }

    /**
     * Static ZZ interaction of two coupled transmons in fourth order of perturbation theory:
     * {@code 2 J^2 (a_i + a_j) / ((D + a_i) (a_j - D))} with {@code D = f_i - f_j}. It turns |11> by the phase
     * {@code exp(-i 2 pi zz t)}.
     *
     * @param exchange J in hertz
     * @param detuning D in hertz
     * @param first anharmonicity of the first qubit in hertz
     * @param second anharmonicity of the second qubit in hertz
     * @return hertz
     */
    public static double perturbativeZz(double exchange, double detuning, double first, double second) {
        return 2 * exchange * exchange * (first + second) / ((detuning + first) * (second - detuning));
    }
}
