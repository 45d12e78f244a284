package org.ketwright.simulator.device;

import org.jspecify.annotations.Nullable;

/**
 * What was measured on one qubit. A value that was not measured is null.
 *
 * @param t1 relaxation time in seconds, above 0
 * @param t2 dephasing time in seconds, above 0; above 2 T1 it is not possible, though files claim it
 * @param frequency of the qubit in hertz, above 0
 * @param anharmonicity in hertz, negative for transmons
 * @param zeroGivenOne probability of reading 0 where the qubit is 1
 * @param oneGivenZero probability of reading 1 where the qubit is 0
 * @param readoutLength duration of a measurement in seconds
 */
public record QubitCalibration(@Nullable Double t1, @Nullable Double t2, @Nullable Double frequency,
        @Nullable Double anharmonicity, @Nullable Double zeroGivenOne, @Nullable Double oneGivenZero,
        @Nullable Double readoutLength) {

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a value is out of its range or not a number
     */
    public QubitCalibration {
        Checks.positive("T1", t1);
        Checks.positive("T2", t2);
        Checks.positive("a frequency", frequency);
        Checks.finite("an anharmonicity", anharmonicity);
        Checks.probability("the probability of reading 0 for 1", zeroGivenOne);
        Checks.probability("the probability of reading 1 for 0", oneGivenZero);
        Checks.notNegative("a readout length", readoutLength);
    }

    /**
     * The dephasing time that is possible: T2, at most 2 T1.
     *
     * @return seconds; infinite where neither was measured
     */
    public double usableT2() {
        double limit = 2 * usableT1();
        return t2 == null ? limit : Math.min(t2, limit);
    }

    /**
     * The relaxation time.
     *
     * @return seconds; infinite where it was not measured
     */
    public double usableT1() {
        return t1 == null ? Double.POSITIVE_INFINITY : t1;
    }

    /**
     * Whether T2 exceeds 2 T1, which no qubit can.
     *
     * @return true if {@link #usableT2()} is not T2
     */
    public boolean isT2Clamped() {
        return t2 != null && usableT2() < t2;
    }

    /**
     * The mean of both readout errors.
     *
     * @return a probability; 0 where none was measured
     */
    public double readoutError() {
        return ((zeroGivenOne == null ? 0 : zeroGivenOne) + (oneGivenZero == null ? 0 : oneGivenZero)) / 2;
    }
}
