package org.ketwright.benchmarks.harness;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints measurements for people, each when it is there. */
public final class Table {
    private final PrintWriter out;

    /**
     * A table.
     *
     * @param out where it goes
     */
    public Table(PrintWriter out) {
        this.out = out;
    }

    /**
     * Begins the part of a number of threads.
     *
     * @param threads how many
     */
    public void heading(int threads) {
        out.printf("%n%s%n", threads == 1 ? "1 thread" : threads + " threads");
        out.flush();
    }

    /**
     * Prints a ceiling.
     *
     * @param ceiling which
     * @param rate bytes or operations per second
     */
    public void ceiling(Ceiling ceiling, double rate) {
        out.printf(Locale.ROOT, "  %-14s %8.1f %-8s %s%n", ceiling.label(), rate / 1e9, ceiling.unit(),
                ceiling.meaning());
        out.flush();
    }

    /**
     * Prints a measurement.
     *
     * @param m the measurement
     * @param ceilings rates with the same number of threads
     */
    public void row(Measurement m, Map<Ceiling, Double> ceilings) {
        String ratios = m.work().yardsticks().stream()
                .map(y -> String.format(Locale.ROOT, "%.2f x %s", m.ratio(y, ceilings), y.ceiling().label()))
                .collect(Collectors.joining(", "));
        Optional<Double> ratio = m.ratioOfGoal(ceilings);
        String verdict = ratio.map(r -> {
            Goal goal = m.goal().orElseThrow();
            return String.format(Locale.ROOT, "%s goal %.2f x %s: ", Bar.of(r, goal.ratio()), goal.ratio(),
                    goal.ceiling());
        }).orElse("") + m.verdict(ceilings).label();
        out.printf("%n  %s %s%n    %-24s %-12s %s%n    %s%n", m.subject().name(), m.setting().describe(),
                rate(m.rate(), m.work().unit()), time(m.best()) + (m.subject().kind() == Subject.Kind.COLD
                        ? " cold"
                        : ""),
                ratios, verdict);
        out.flush();
    }

    /** A rate with three digits and a decimal prefix. */
    static String rate(double perSecond, String unit) {
        String[] prefixes = {"", "k ", "M ", "G ", "T "};
        int i = 0;
        double value = perSecond;
        while (value >= 999.5 && i < prefixes.length - 1) {
            value /= 1000;
            i++;
        }
        return digits(value) + " " + prefixes[i] + unit + "/s";
    }

    /** A time with three digits. */
    static String time(double seconds) {
        String[] units = {"s", "ms", "us", "ns"};
        int i = 0;
        double value = seconds;
        while (value < 0.9995 && i < units.length - 1) {
            value *= 1000;
            i++;
        }
        return digits(value) + " " + units[i];
    }

    private static String digits(double value) {
        int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
