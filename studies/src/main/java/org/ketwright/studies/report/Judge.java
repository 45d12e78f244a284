package org.ketwright.studies.report;

import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

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
        return judged(claim, claimed, where, values, format,
                interval -> interval.low() > bound, interval -> interval.high() < bound, _ -> what);
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
        return judged(claim, claimed, where, values, format,
                interval -> interval.low() >= low && interval.high() <= high,
                interval -> interval.low() > high || interval.high() < low, _ -> what);
    }

    /**
     * A stated number that is to be met.
     *
     * @param claim what the paper says, in a sentence
     * @param claimed the number it states
     * @param values the number, once for each draw; what is not finite is left out
     * @param tolerance how far the number may lie from the stated one, as a share of it
     * @param format how both numbers are written
     * @param what the number in words
     * @return supported if the whole interval lies within the tolerance, not supported if it lies outside
     */
    public static Finding near(String claim, Claimed claimed, double[] values, double tolerance, Format format,
            String what) {
        double stated = claimed.value();
        double room = tolerance * Math.abs(stated);
        return judged(claim, claimed, claimed.where(), values, format,
                interval -> interval.low() >= stated - room && interval.high() <= stated + room,
                interval -> interval.low() > stated + room || interval.high() < stated - room,
                measured -> String.format(Locale.ROOT, "%s, off by %+.0f %% of the paper's; %.0f %% are allowed", what,
                        100 * (measured.value() / stated - 1), 100 * tolerance));
    }

    private static Finding judged(String claim, Quantity claimed, String where, double[] values, Format format,
            Predicate<Interval> isSupported, Predicate<Interval> isRefuted, Function<Measured, String> what) {
        double[] known = Draws.known(values);
        if (known.length == 0) {
            return nothing(claim, claimed, where, format);
        }
        Measured measured = Measured.mean(known);
        Interval interval = measured.interval();
        Verdict verdict = interval == null
                ? Verdict.CANNOT_TELL
                : isSupported.test(interval)
                        ? Verdict.SUPPORTED
                        : isRefuted.test(interval) ? Verdict.NOT_SUPPORTED : Verdict.CANNOT_TELL;
        return new Finding(claim, claimed, where, measured, format, verdict,
                "Measured is " + what.apply(measured) + draws(measured) + ".");
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
