package org.ketwright.studies.report;

import java.util.Locale;

/** Writes numbers for people. */
final class Numbers {

    private Numbers() {
    }

    /** A number with its unit. */
    static String text(double value, Format format) {
        return format == Format.PERCENT ? bare(value, format) + " %" : bare(value, format);
    }

    /** A range, with the unit once. */
    static String text(Interval interval, Format format) {
        String low = bare(interval.low(), format);
        String high = bare(interval.high(), format);
        String between = low.startsWith("\u2212") || high.startsWith("\u2212") ? " to " : "\u2013";
        return low + between + high + (format == Format.PERCENT ? " %" : "");
    }

    private static String bare(double value, Format format) {
        String text = switch (format) {
            case PERCENT -> String.format(Locale.ROOT, "%.1f", value * 100);
            case FIXED -> String.format(Locale.ROOT, "%.3f", value);
            case GENERAL -> general(value);
            case COUNT -> String.format(Locale.ROOT, "%,d", Math.round(value));
        };
        // A zero has no sign, and a minus is as wide as a digit.
        return text.matches("-[0.]+") ? text.substring(1) : text.replace('-', '\u2212');
    }

    private static String general(double value) {
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-4 || size >= 1e7)) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        int digits = size == 0 ? 0 : (int) Math.clamp(3 - Math.floor(Math.log10(size)), 0, 7);
        String text = String.format(Locale.ROOT, "%." + digits + "f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
