package org.ketwright.qml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class EntanglementTest {

    @Test
    void joinsFourQubitsAsInThePaper() {
        SplittableRandom random = new SplittableRandom(1);
        assertEquals(List.of(), Entanglement.NONE.edges(4, random));
        assertEquals(List.of(new Edge(0, 1), new Edge(1, 2), new Edge(2, 3)), Entanglement.LINEAR.edges(4, random));
        assertEquals(List.of(new Edge(0, 1), new Edge(1, 2), new Edge(2, 3), new Edge(0, 3)),
                Entanglement.RING.edges(4, random));
        assertEquals(List.of(new Edge(0, 1), new Edge(0, 2), new Edge(0, 3)), Entanglement.STAR.edges(4, random));
        assertEquals(List.of(new Edge(0, 1), new Edge(0, 2), new Edge(0, 3), new Edge(1, 2), new Edge(1, 3),
                new Edge(2, 3)), Entanglement.FULL.edges(4, random));
    }

    @Test
    void randomJoinsEveryPairSometimes() {
        Set<List<Edge>> seen = new HashSet<>();
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 200; i++) {
            seen.add(Entanglement.RANDOM.edges(4, random));
        }
        assertEquals(6, seen.size());
        assertTrue(seen.stream().allMatch(edges -> edges.size() == 1));
    }

    @Test
    void joinsNoPairTwiceOnAnyRegister() {
        for (Entanglement entanglement : EnumSet.allOf(Entanglement.class)) {
            for (int n = 1; n <= 9; n++) {
                List<Edge> edges = entanglement.edges(n, new SplittableRandom(n));
                assertEquals(edges.size(), new HashSet<>(edges).size(), entanglement + " on " + n);
                int width = n;
                assertTrue(edges.stream().allMatch(edge -> edge.second() < width));
            }
        }
        assertThrows(IllegalArgumentException.class, () -> Entanglement.FULL.edges(0, new SplittableRandom(1)));
    }

    @Test
    void edgesAreOrdered() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> new Edge(3, 1));
        assertEquals("an edge joins two qubits in ascending order but was given (3, 1)", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Edge(2, 2));
    }
}
