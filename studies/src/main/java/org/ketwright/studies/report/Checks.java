package org.ketwright.studies.report;

import java.util.ArrayList;
import java.util.List;

/** A table of checks that mathematics, or sound attacks, demand, filled row by row. */
public final class Checks {
    private final List<List<Entry>> rows = new ArrayList<>();

    /** A table without rows. */
    public Checks() {
    }

    /**
     * A number that must not exceed a bound.
     *
     * @param check what is checked, in words
     * @param rule the bound in words
     * @param value the number
     * @param n how many comparisons it rests on; 0 if nothing was computed
     * @param bound largest value that passes
     * @return this
     */
    public Checks bounded(String check, String rule, double value, long n, double bound) {
        return n == 0
                ? row(check, rule, new NotRun("not computed yet"), "not run")
                : row(check, rule, new Measured(value, null, n), value <= bound ? "yes" : "no");
    }

    /**
     * Anything else.
     *
     * @param check what is checked, in words
     * @param rule what must hold
     * @param measured what was measured
     * @param passed "yes", "no", "not run" or "not judged"
     * @return this
     */
    public Checks row(String check, String rule, Quantity measured, String passed) {
        rows.add(List.of(new Text(check), new Text(rule), measured, new Text(passed)));
        return this;
    }

    /**
     * The table.
     *
     * @param title a few words
     * @param caption what is shown, with what n counts
     * @return one row for each check
     */
    public Table table(String title, String caption) {
        return new Table(title, caption,
                List.of(new Column("check", Format.GENERAL), new Column("rule", Format.GENERAL),
                        new Column("measured", Format.GENERAL), new Column("passed", Format.GENERAL)),
                rows);
    }
}
