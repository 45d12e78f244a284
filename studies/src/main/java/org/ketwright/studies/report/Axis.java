package org.ketwright.studies.report;

import org.jspecify.annotations.Nullable;

/**
 * An axis of a chart.
 *
 * @param name what is drawn along it, with the unit
 * @param format how its numbers are written
 * @param low lower end, or null to fit the data
 * @param high upper end, or null to fit the data
 */
public record Axis(String name, Format format, @Nullable Double low, @Nullable Double high) {

    /**
     * An axis that fits the data.
     *
     * @param name what is drawn along it
     * @param format how its numbers are written
     * @return the axis
     */
    public static Axis of(String name, Format format) {
        return new Axis(name, format, null, null);
    }

    /**
     * An axis for shares from 0 to 100 %.
     *
     * @param name what is drawn along it
     * @return the axis
     */
    public static Axis share(String name) {
        return new Axis(name, Format.PERCENT, 0.0, 1.0);
    }
}
