package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CrossoverTest {
    private static final Backend ONE = new ScalarBackend();
    private static final Backend OTHER = new ScalarBackend();

    @Test
    void costsCrossWhereTheyAreEqual() {
        Crossover.Cost processor = Crossover.Cost.of(1000, 1e-3, 2000, 2e-3);
        Crossover.Cost card = Crossover.Cost.of(1000, 1.01e-2, 2000, 1.02e-2);
        assertEquals(0, processor.fixed(), 1e-12);
        assertEquals(1e-2, card.fixed(), 1e-12);
        double at = processor.until(card);
        assertEquals(1e-2 + at * 1e-7, at * 1e-6, 1e-12);
        assertEquals(Double.POSITIVE_INFINITY, card.until(card));
        assertEquals(Double.POSITIVE_INFINITY, new Crossover.Cost(1, 1).until(new Crossover.Cost(2, 1)));
        assertEquals(0, new Crossover.Cost(1, 1).until(new Crossover.Cost(0.5, 1)));
        assertEquals(0, new Crossover.Cost(1, 1).until(new Crossover.Cost(0.5, 0.5)));
    }

    @Test
    void theChoiceFollowsTheCrossoverAndSaysSo() {
        Crossover crossover = new Crossover(1e5, 1 << 22);
        assertFalse(crossover.prefersCard(8, 100));
        assertTrue(crossover.prefersCard(8, 1000));
        assertFalse(crossover.prefersCard(21, 1));
        assertTrue(crossover.prefersCard(22, 1));
        assertSame(ONE, Backends.fastest(ONE, OTHER, 8, 100, () -> crossover).backend());
        BackendChoice choice = Backends.fastest(ONE, OTHER, 8, 1000, () -> crossover);
        assertSame(OTHER, choice.backend());
        assertEquals("states of 2^8 amplitudes, 1000 at a time: measured here, the card is faster from 1.00e+05"
                + " amplitudes on", choice.reason());
        assertTrue(new Crossover(1, Double.POSITIVE_INFINITY).words(20, 1).endsWith("at no size"));
    }

    @Test
    void measuringEndsWithANumber() {
        Crossover crossover = Crossover.measure(new CpuBackend(), new CpuBackend());
        assertTrue(crossover.batches() >= 0 && crossover.states() >= 0, crossover.toString());
    }

    @Test
    void withoutACardItIsTheProcessor() {
        if (new CudaBackend().availability() instanceof Availability.Missing missing) {
            BackendChoice choice = Backends.fastest(20, 1);
            assertEquals("cpu", choice.backend().name());
            assertEquals("cuda is missing: " + missing.reason(), choice.reason());
        }
    }
}
