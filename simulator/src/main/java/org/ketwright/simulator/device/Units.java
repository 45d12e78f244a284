package org.ketwright.simulator.device;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Units of calibration files, in seconds and hertz. */
final class Units {
    private static final Map<String, Double> TIMES = Map.of("s", 1.0, "ms", 1e-3, "us", 1e-6, "µs", 1e-6, "μs", 1e-6,
            "ns", 1e-9, "ps", 1e-12);
    private static final Map<String, Double> FREQUENCIES = Map.of("Hz", 1.0, "kHz", 1e3, "MHz", 1e6, "GHz", 1e9);
    /** No device has a sample clock of a microsecond: a smaller number than this is meant in seconds. */
    private static final double LEAST_NANOSECONDS = 1e-6;

    private Units() {
    }

    /** Seconds; a time in dt needs the length of dt. */
    static double seconds(Field value, String unit, @Nullable Double dt) throws DeviceFormatException {
        if (unit.equals("dt")) {
            if (dt == null) {
                throw value.wrong("is in units of dt, which no configuration tells; must be in s, ms, us, ns or ps");
            }
            return value.notNegative() * dt;
        }
        return scaled(value, unit, TIMES, "s, ms, us, ns, ps or dt");
    }

    static double hertz(Field value, String unit) throws DeviceFormatException {
        return scaled(value, unit, FREQUENCIES, "Hz, kHz, MHz or GHz");
    }

    /** The sample clock of a configuration, which some files write in nanoseconds and some in seconds. */
    static double dt(Field value) throws DeviceFormatException {
        double given = value.number();
        if (!(given > 0)) {
            throw value.wrong("must be above 0");
        }
        return isSeconds(given) ? given : given * 1e-9;
    }

    static boolean isSeconds(double dt) {
        return dt < LEAST_NANOSECONDS;
    }

    /** Divides where that is exact and multiplication is not, as for 0.2 us. */
    private static double scaled(Field value, String unit, Map<String, Double> units, String known)
            throws DeviceFormatException {
        Double factor = units.get(unit);
        if (factor == null) {
            throw new DeviceFormatException(value.file(),
                    value.at() + ": the unit must be " + known + " but was given \"" + unit + "\"");
        }
        return factor < 1 ? value.number() / Math.rint(1 / factor) : value.number() * factor;
    }
}
