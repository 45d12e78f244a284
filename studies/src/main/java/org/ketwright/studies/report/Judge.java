package org.ketwright.studies.report;

import java.util.Arrays;
import java.util.Locale;

/** Turns numbers over draws into findings: an interval on one side of a bound decides, one draw never does. */
public final class Judge {

    private Judge() {
    }

    /**
     * A claim that holds if a number lies above 0.
     *
     * @param claim what the paper says, in a sentence
     * @param claimed the number it states, or {@link NotRun}
     * @param where where the paper says it
     * @param values the number, once for each draw; what is not finite is left out
     * @param what the number in words
     * @return supported if the whole interval lies above 0, not supported if it lies below
     */
    public static Finding positive(String claim, Quantity claimed, String where, double[] values, String what) {
        return above(claim, claimed, where, values, 0, Format.PERCENT, what + "; the claim needs it above 0");
    }

    /**
     * A claim that holds if a number lies above a bound.
     *
     * @param claim what the paper says, in a sentence
     * @param claimed the number it states, or {@link NotRun}
     * @param where where the paper says it
     * @param values the number, once for each draw; what is not finite is left out
     * @param bound what it must exceed
     * @param format how both numbers are written
     * @param what the number in words, with the rule
     * @return supported if the whole interval lies above the bound, not supported if it lies below
     */
    public static Finding above(String claim, Quantity claimed, String where, double[] values, double bound,
            Format format, String what) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        if (finite.length == 0) {
            return nothing(claim, claimed, where, format);
        }
        Measured measured = Measured.mean(finite);
        Interval interval = measured.interval();
        Verdict verdict = interval == null
                ? Verdict.CANNOT_TELL
                : interval.low() > bound
                        ? Verdict.SUPPORTED
                        : interval.high() < bound ? Verdict.NOT_SUPPORTED : Verdict.CANNOT_TELL;
        return new Finding(claim, claimed, where, measured, format, verdict,
                "Measured is " + what + draws(measured) + ".");
    }

    /**
     * A claim that holds if a number lies within bounds.
     *
     * @param claim what the paper says, in a sentence
     * @param claimed the number it states, or {@link NotRun}
     * @param where where the paper says it
     * @param values the number, once for each draw; what is not finite is left out
     * @param low lower bound
     * @param high upper bound
     * @param format how both numbers are written
     * @param what the number in words, with the rule
     * @return supported if the whole interval lies within, not supported if it lies outside
     */
    public static Finding within(String claim, Quantity claimed, String where, double[] values, double low,
            double high, Format format, String what) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        if (finite.length == 0) {
            return nothing(claim, claimed, where, format);
        }
        Measured measured = Measured.mean(finite);
        Interval interval = measured.interval();
        Verdict verdict = Verdict.CANNOT_TELL;
        if (interval != null) {
            boolean isWithin = interval.low() >= low && interval.high() <= high;
            boolean isOutside = interval.low() > high || interval.high() < low;
            verdict = isWithin ? Verdict.SUPPORTED : isOutside ? Verdict.NOT_SUPPORTED : Verdict.CANNOT_TELL;
        }
        return new Finding(claim, claimed, where, measured, format, verdict,
                "Measured is " + what + draws(measured) + ".");
    }

    /**
     * A stated number that is to be met.
     *
     * @param claim what the paper says, in a sentence
     * @param claimed the number it states
     * @param values the number, once for each draw; what is not finite is left out
     * @param tolerance how far the mean may lie from the stated number, as a share of it
     * @param format how both numbers are written
     * @param what the number in words
     * @return supported if the mean of two draws or more lies within the tolerance, not supported if it does not
     */
    public static Finding near(String claim, Claimed claimed, double[] values, double tolerance, Format format,
            String what) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        if (finite.length == 0) {
            return nothing(claim, claimed, claimed.where(), format);
        }
        Measured measured = Measured.mean(finite);
        double off = measured.value() / claimed.value() - 1;
        Verdict verdict = measured.n() < 2
                ? Verdict.CANNOT_TELL
                : Math.abs(off) <= tolerance ? Verdict.SUPPORTED : Verdict.NOT_SUPPORTED;
        return new Finding(claim, claimed, claimed.where(), measured, format, verdict,
                String.format(Locale.ROOT, "Measured is %s: %+.0f %% of the paper's; %.0f %% are allowed%s.", what,
                        100 * off, 100 * tolerance, draws(measured)));
    }

    /**
     * A claim about which nothing is known yet.
     *
     * @param claim what the paper says, in a sentence
     * @param claimed the number it states, or {@link NotRun}
     * @param where where the paper says it
     * @param format how numbers would be written
     * @return a finding that cannot tell
     */
    public static Finding nothing(String claim, Quantity claimed, String where, Format format) {
        return new Finding(claim, claimed, where, new NotRun("not computed"), format, Verdict.CANNOT_TELL,
                "Nothing to compare: this preset leaves it out, or it is not computed yet.");
    }

    /**
     * On how many draws a number rests.
     *
     * @param measured mean over draws
     * @return the end of a sentence
     */
    public static String draws(Measured measured) {
        return measured.n() == 1
                ? "; one draw has no interval and does not tell"
                : "; mean of " + measured.n() + " draws";
    }
}
