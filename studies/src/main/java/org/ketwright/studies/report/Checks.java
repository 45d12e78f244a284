package org.ketwright.studies.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.ketwright.classical.attack.Outcome;

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
     * Two ways of computing the same thing agree.
     *
     * @param check what is compared, in words
     * @param value the largest difference
     * @param n how many comparisons it rests on; 0 if nothing was computed
     * @param tolerance largest difference that passes
     * @return this
     */
    public Checks equal(String check, double value, long n, double tolerance) {
        return bounded(check + ", largest difference", String.format(Locale.ROOT, "at most %.0e", tolerance), value, n,
                tolerance);
    }

    /**
     * Where nothing may be changed, nothing is lost: at a budget of 0 every accuracy is the clean one.
     *
     * @param budgets the budgets of all curves
     * @param curves one outcome for each budget
     * @return this
     */
    public Checks budgetZero(List<Double> budgets, Collection<List<Outcome>> curves) {
        int zero = budgets.indexOf(0.0);
        long differing = zero < 0
                ? 0
                : curves.stream().map(curve -> curve.get(zero))
                        .filter(outcome -> outcome.robustCorrect() != outcome.cleanCorrect()).count();
        return bounded("a budget of 0 changes no accuracy, curves that differ", "none", (double) differing,
                zero < 0 ? 0 : curves.size(), 0);
    }

    /**
     * Two attacks on one classifier.
     *
     * @param stronger what the attack that should be the stronger one left
     * @param weaker what the other left
     */
    public record Rivals(Outcome stronger, Outcome weaker) {

        private double excess() {
            return stronger.accuracy().value() - weaker.accuracy().value();
        }

        /** Three standard errors of a share, or of the difference of two where the images are not the same. */
        private double noise() {
            double images = stronger.total();
            return 3 * Math.sqrt(0.25 / images + (images == weaker.total() ? 0 : 0.25 / weaker.total()));
        }

        /**
         * Two curves point by point.
         *
         * @param stronger one outcome for each budget, or none
         * @param weaker one outcome for each budget, or none
         * @return as many as both have
         */
        public static List<Rivals> of(List<Outcome> stronger, List<Outcome> weaker) {
            List<Rivals> all = new ArrayList<>();
            for (int i = 0; i < Math.min(stronger.size(), weaker.size()); i++) {
                all.add(new Rivals(stronger.get(i), weaker.get(i)));
            }
            return all;
        }
    }

    /**
     * The stronger attack leaves no more right than the weaker one, up to noise.
     *
     * @param check what is compared, in words
     * @param all every place where both attacked
     * @return this
     */
    public Checks neverBetter(String check, Collection<Rivals> all) {
        double worst = all.stream().mapToDouble(Rivals::excess).max().orElse(0);
        double noise = all.stream().mapToDouble(Rivals::noise).max().orElse(0);
        return bounded(check + ", largest excess of accuracy",
                String.format(Locale.ROOT, "at most %.3f, noise", noise), worst, all.size(), noise);
    }

    /**
     * Where every image is within reach, many small steps leave at most chance; else gradients are hidden.
     *
     * @param outcomes what PGD with 200 steps and a budget of 1 left of each classifier
     * @param chance accuracy of a guess
     * @return this
     */
    public Checks fallsToChance(Collection<Outcome> outcomes, double chance) {
        double worst = outcomes.stream().mapToDouble(outcome -> outcome.accuracy().value()).max().orElse(0);
        return bounded("PGD with 200 steps and a budget of 1 leaves at most chance, largest accuracy",
                String.format(Locale.ROOT, "at most %.2f", chance), worst, outcomes.size(), chance);
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
