package org.ketwright.qml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.ketwright.classical.Seed;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Gate;

class QuanvolutionAnsatzTest {

    private static QuanvolutionAnsatz drawn(Entanglement entanglement, long seed) {
        return QuanvolutionAnsatz.drawn(4, entanglement, Order.ENTANGLER_FIRST, Math.PI, new Seed(seed));
    }

    @Test
    void hasTheGatesOfThePaper() {
        assertEquals(18, drawn(Entanglement.FULL, 1).parameters());
        Circuit full = drawn(Entanglement.FULL, 1).circuit();
        assertEquals(4, full.features());
        assertEquals(18, full.parameters());
        assertEquals(6, full.counts().get("rzz"));
        assertEquals(4, full.counts().get("rot"));
        assertEquals(4, full.counts().get("ry"));
        assertEquals(3, drawn(Entanglement.LINEAR, 1).circuit().counts().get("rzz"));
        assertEquals(4, drawn(Entanglement.RING, 1).circuit().counts().get("rzz"));
        assertEquals(3, drawn(Entanglement.STAR, 1).circuit().counts().get("rzz"));
        assertEquals(1, drawn(Entanglement.RANDOM, 1).circuit().counts().get("rzz"));
        assertTrue(drawn(Entanglement.NONE, 1).edges().isEmpty());
    }

    @Test
    void ansatzeOfASeedShareAngles() {
        Seed seed = new Seed(7);
        double[] full = drawn(Entanglement.FULL, 1).draw(seed);
        double[] none = drawn(Entanglement.NONE, 1).draw(seed);
        assertArrayEquals(none, Arrays.copyOfRange(full, 6, 18));
        double[] star = drawn(Entanglement.STAR, 1).draw(seed);
        assertArrayEquals(Arrays.copyOf(full, 3), Arrays.copyOf(star, 3));
        double[] linear = drawn(Entanglement.LINEAR, 1).draw(seed);
        assertArrayEquals(new double[] {full[0], full[3], full[5]}, Arrays.copyOf(linear, 3));
        assertNotEquals(full[0], drawn(Entanglement.FULL, 1).draw(new Seed(8))[0]);
        assertTrue(Arrays.stream(full).allMatch(a -> a >= 0 && a < 2 * Math.PI));
        assertEquals(18, Arrays.stream(full).distinct().count());
        double[] quarter = drawn(Entanglement.FULL, 1).draw(seed, Math.PI / 4);
        assertArrayEquals(new double[] {Math.PI / 4, Math.PI / 4}, Arrays.copyOf(quarter, 2));
        assertArrayEquals(none, Arrays.copyOfRange(quarter, 6, 18));
    }

    @Test
    void randomDrawsItsLayoutAnewForEachSeed() {
        Set<List<Gate>> rotations = new HashSet<>();
        Set<List<Edge>> edges = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            QuanvolutionAnsatz ansatz = drawn(Entanglement.RANDOM, seed);
            assertEquals(drawn(Entanglement.RANDOM, seed), ansatz);
            assertTrue(ansatz.rotations().stream().noneMatch(gate -> gate == Gate.ROT));
            assertEquals(5, ansatz.parameters());
            rotations.add(ansatz.rotations());
            edges.add(ansatz.edges());
        }
        assertEquals(6, edges.size());
        assertTrue(rotations.size() > 30);
    }

    @Test
    void refusesWhatIsNoMemberOfTheFamily() {
        assertThrows(IllegalArgumentException.class,
                () -> QuanvolutionAnsatz.of(0, Order.PRINTED, 1, List.of()));
        assertThrows(IllegalArgumentException.class,
                () -> QuanvolutionAnsatz.of(2, Order.PRINTED, 1, List.of(new Edge(1, 2))));
        assertThrows(IllegalArgumentException.class,
                () -> QuanvolutionAnsatz.of(2, Order.PRINTED, Double.NaN, List.of()));
        Exception e = assertThrows(IllegalArgumentException.class,
                () -> new QuanvolutionAnsatz(Order.PRINTED, 1, List.of(), List.of(Gate.H)));
        assertEquals("a rotation must be ROT, RX, RY or RZ but was given h", e.getMessage());
    }
}
