package org.ketwright.studies.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

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
    void nearComparesTheMeanOfDraws() {
        Claimed claimed = new Claimed(20, "table");
        assertEquals(Verdict.SUPPORTED, Judge.near("claim", claimed, new double[] {17, 22}, 0.15, Format.GENERAL, "it")
                .verdict());
        Finding off = Judge.near("claim", claimed, new double[] {10, 11}, 0.15, Format.GENERAL, "it");
        assertEquals(Verdict.NOT_SUPPORTED, off.verdict());
        assertTrue(off.because().contains("-48 %"), off.because());
        assertEquals(Verdict.CANNOT_TELL, Judge.near("claim", claimed, new double[] {20}, 0.15, Format.GENERAL, "it")
                .verdict());
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
