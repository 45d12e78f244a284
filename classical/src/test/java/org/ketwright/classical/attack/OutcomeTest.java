package org.ketwright.classical.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {
    private static final long[] LABELS = {0, 0, 0, 1, 1, 1, 2, 2, 2, 2};
    private static final int[] CLEAN = {0, 0, 1, 1, 1, 2, 2, 2, 0, 2};
    private static final int[] ATTACKED = {0, 2, 0, 0, 1, 2, 1, 0, 2, 2};

    @Test
    void countsAnyWrongClass() {
        Grades grades = new Grades(LABELS, CLEAN, ATTACKED, -1);
        // Right before: 0, 1, 3, 4, 6, 7, 9; of these wrong after: 1, 3, 6, 7. Right after: 0, 2, 4, 8, 9.
        assertEquals(new Outcome(10, 7, 7, 4, 4, 5), grades.outcome());
        assertTrue(grades.isFlipped(3) && !grades.isFlipped(5) && grades.isRobustCorrect(2));
        assertEquals(new Proportion(7, 10), grades.outcome().cleanAccuracy());
        assertEquals(new Proportion(5, 10), grades.outcome().accuracy());
        assertEquals(new Proportion(4, 7), grades.outcome().successRate());
        assertEquals(new Proportion(5, 10), grades.outcome().errorRate());
    }

    @Test
    void countsAGoalClassAmongOtherClassesOnly() {
        Outcome outcome = new Grades(LABELS, CLEAN, ATTACKED, 0).outcome();
        // Eligible: 3, 4, 6, 7, 9; flipped: 3, 6, 7; to class 0: 3, 7.
        assertEquals(new Outcome(10, 7, 5, 3, 2, 5), outcome);
        assertEquals(new Proportion(2, 5), outcome.successRate());
        assertEquals(new Proportion(3, 5), outcome.flipRate());
        assertEquals(new Outcome(20, 14, 10, 6, 4, 10), outcome.plus(outcome));
    }

    @Test
    void refusesCountsThatContradictEachOther() {
        assertThrows(IllegalArgumentException.class, () -> new Outcome(5, 6, 0, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Outcome(5, 4, 3, 2, 3, 0));
        assertThrows(IllegalArgumentException.class, () -> new Proportion(3, 2));
        assertThrows(IllegalArgumentException.class, () -> new Grades(new long[2], new int[2], new int[1], -1));
    }

    /** Published intervals (Newcombe 1998, table I, method 3). */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0, 0.1611", "1, 29, 0.0061, 0.1718"})
    void intervalsAreWilsons(int hits, int total, double low, double high) {
        Proportion proportion = new Proportion(hits, total);
        assertEquals(low, proportion.low(), 5e-5);
        assertEquals(high, proportion.high(), 5e-5);
        Proportion mirrored = new Proportion(total - hits, total);
        assertEquals(1 - high, mirrored.low(), 5e-5);
        assertEquals(1 - low, mirrored.high(), 5e-5);
    }

    @Test
    void nothingCountedIsNotANumber() {
        Proportion nothing = new Proportion(0, 0);
        assertTrue(Double.isNaN(nothing.value()));
        assertEquals(0, nothing.low());
        assertEquals(1, nothing.high());
    }
}
