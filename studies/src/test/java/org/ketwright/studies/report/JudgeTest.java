package org.ketwright.studies.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ketwright.classical.attack.Outcome;

class JudgeTest {
    private static final NotRun NONE = new NotRun("figure only");

    private static Verdict positive(double... values) {
        return Judge.positive("claim", NONE, "here", values, "a number").verdict();
    }

    @Test
    void anIntervalOnOneSideDecides() {
        assertEquals(Verdict.SUPPORTED, positive(0.2, 0.21, 0.22));
        assertEquals(Verdict.NOT_SUPPORTED, positive(-0.2, -0.21, -0.22));
        assertEquals(Verdict.CANNOT_TELL, positive(-0.2, 0.21, 0.5));
        assertEquals(Verdict.CANNOT_TELL, positive(0.2));
        assertEquals(Verdict.CANNOT_TELL, positive());
        assertEquals(Verdict.SUPPORTED, positive(0.2, Double.NaN, 0.21));
        assertTrue(Judge.positive("claim", NONE, "here", new double[0], "").measured() instanceof NotRun);
    }

    @Test
    void withinNeedsTheWholeInterval() {
        double[] small = {0.01, 0.02, 0.015};
        double[] large = {0.3, 0.31, 0.305};
        double[] wide = {-0.2, 0.3};
        assertEquals(Verdict.SUPPORTED, within(small));
        assertEquals(Verdict.NOT_SUPPORTED, within(large));
        assertEquals(Verdict.CANNOT_TELL, within(wide));
    }

    private static Verdict within(double... values) {
        return Judge.within("claim", NONE, "here", values, -0.1, 0.1, Format.PERCENT, "a number").verdict();
    }

    @Test
    void nearNeedsTheWholeIntervalWithinTheTolerance() {
        assertEquals(Verdict.SUPPORTED, near(19.5, 20, 20.5).verdict());
        Finding off = near(10, 11);
        assertEquals(Verdict.NOT_SUPPORTED, off.verdict());
        assertTrue(off.because().contains("-48 %"), off.because());
        assertEquals(Verdict.CANNOT_TELL, near(20).verdict());
        // The mean is the paper's number, but the draws differ so much that it could be many others.
        assertEquals(Verdict.CANNOT_TELL, near(5, 20, 35).verdict());
        // The mean is off, and the interval still reaches the tolerance.
        assertEquals(Verdict.CANNOT_TELL, near(20, 26, 32).verdict());
    }

    private static Finding near(double... values) {
        return Judge.near("claim", new Claimed(20, "table"), values, 0.15, Format.GENERAL, "it");
    }

    private static Outcome outcome(int total, int clean, int robust) {
        return new Outcome(total, clean, clean, clean - robust, 0, robust);
    }

    private static String last(Checks checks) {
        return ((Text) checks.table("Checks", "all").rows().getLast().getLast()).text();
    }

    @Test
    void strongerAttacksMayLeaveMoreWithinNoiseAlone() {
        List<Outcome> weak = List.of(outcome(100, 90, 80), outcome(100, 90, 40));
        // Three standard errors of a share of 100 images are 15 points.
        assertEquals("yes", last(new Checks().neverBetter("a", Checks.Rivals.of(
                List.of(outcome(100, 90, 70), outcome(100, 90, 54)), weak))));
        assertEquals("no", last(new Checks().neverBetter("a", Checks.Rivals.of(
                List.of(outcome(100, 90, 70), outcome(100, 90, 56)), weak))));
        assertEquals("not run", last(new Checks().neverBetter("a", Checks.Rivals.of(List.of(), weak))));
    }

    @Test
    void nothingIsLostWhereNothingMayChange() {
        List<Double> budgets = List.of(0.0, 0.1);
        assertEquals("yes", last(new Checks().budgetZero(budgets,
                List.of(List.of(outcome(10, 9, 9), outcome(10, 9, 3))))));
        assertEquals("no", last(new Checks().budgetZero(budgets,
                List.of(List.of(outcome(10, 9, 8), outcome(10, 9, 3))))));
        assertEquals("not run", last(new Checks().budgetZero(List.of(0.1), List.of(List.of(outcome(10, 9, 8))))));
    }

    @Test
    void whatDoesNotFallToChanceHidesItsGradients() {
        assertEquals("yes", last(new Checks().fallsToChance(List.of(outcome(10, 9, 1)), 0.1)));
        assertEquals("no", last(new Checks().fallsToChance(List.of(outcome(10, 9, 0), outcome(10, 9, 2)), 0.1)));
    }

    @Test
    void drawsStayPairedWhereSomeAreMissing() {
        double[] one = Draws.of(3, draw -> draw == 1 ? Optional.empty() : Optional.of(0.5 + draw));
        double[] other = {0.25, 0.25, 0.5, 99};
        assertArrayEquals(new double[] {0.25, 2}, Draws.known(Draws.minus(one, other)));
        assertArrayEquals(new double[] {0.375, 1.5}, Draws.known(Draws.average(List.of(one, other), 3)));
        assertEquals(new NotRun("why"), Draws.mean(new double[] {Double.NaN}, () -> "why"));
        assertEquals(Measured.share(8, 10), Draws.accuracy(List.of(outcome(10, 9, 8)), () -> "why"));
        assertEquals(Measured.mean(0.8, 0.6),
                Draws.accuracy(List.of(outcome(10, 9, 8), outcome(10, 9, 6)), () -> "why"));
    }

    @Test
    void checksCompareWithTheirBound() {
        Table table = new Checks().bounded("small", "at most 1", 0.5, 3, 1).bounded("large", "at most 1", 2, 3, 1)
                .bounded("none", "at most 1", 0, 0, 1).table("Checks", "all");
        assertEquals(new Text("yes"), table.rows().get(0).getLast());
        assertEquals(new Text("no"), table.rows().get(1).getLast());
        assertEquals(new Text("not run"), table.rows().get(2).getLast());
    }
}
