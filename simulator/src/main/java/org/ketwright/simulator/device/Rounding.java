package org.ketwright.simulator.device;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** The digits of calibrated numbers that mean something. */
final class Rounding {
    private static final int NANOSECONDS = 9;
    private static final int TENTHS = 1;

    private Rounding() {
    }

    static QubitCalibration of(QubitCalibration q) {
        return new QubitCalibration(decimals(q.t1(), NANOSECONDS), decimals(q.t2(), NANOSECONDS),
                digits(q.frequency(), 10), digits(q.anharmonicity(), 9), digits(q.zeroGivenOne(), 5),
                digits(q.oneGivenZero(), 5), digits(q.readoutLength(), 6));
    }

    static GateCalibration of(GateCalibration g) {
        return new GateCalibration(g.gate(), g.qubits(), digits(g.error(), 5), digits(g.length(), 6));
    }

    static PairCalibration of(PairCalibration p) {
        return new PairCalibration(p.a(), p.b(), decimals(p.exchange(), 0), decimals(p.zz(), TENTHS));
    }

    private static @Nullable Double digits(@Nullable Double value, int count) {
        return value == null
                ? null
                : Double.valueOf(BigDecimal.valueOf(value).round(new MathContext(count, RoundingMode.HALF_EVEN))
                        .doubleValue());
    }

    private static @Nullable Double decimals(@Nullable Double value, int count) {
        return value == null
                ? null
                : Double.valueOf(BigDecimal.valueOf(value).setScale(count, RoundingMode.HALF_EVEN).doubleValue());
    }
}
