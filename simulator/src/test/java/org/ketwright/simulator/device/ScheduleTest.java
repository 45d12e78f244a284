package org.ketwright.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.CircuitBuilder;
import org.ketwright.simulator.Condition;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.Operation;

/** Operations are told apart by identity, since a circuit may hold equal ones. */
@SuppressWarnings("ReferenceEquality")
class ScheduleTest {
    private static final Lengths LENGTHS = Lengths.none().with("sx", List.of(), 10).with("cx", List.of(), 100)
            .with("cx", List.of(1, 0), 130).with("measure", List.of(), 1000).with("reset", List.of(2), 50);

    private static Schedule of(Circuit circuit, Schedule.Policy policy) {
        return Schedule.of(circuit, List.of(0, 1, 2), LENGTHS, policy);
    }

    private static double start(Schedule schedule, int operation) {
        Operation o = schedule.circuit().operations().get(operation);
        return schedule.operations().stream().filter(t -> t.operation() == o).findFirst().orElseThrow().start();
    }

    @Test
    void earlyAndLate() {
        Circuit circuit = Circuit.on(3, 3).sx(0).cx(0, 1).sx(2).cx(1, 2).measure(0, 0).build();
        Schedule early = of(circuit, Schedule.Policy.ASAP);
        assertEquals(List.of(0.0, 10.0, 0.0, 110.0, 110.0),
                List.of(start(early, 0), start(early, 1), start(early, 2), start(early, 3), start(early, 4)));
        assertEquals(1110, early.duration());
        Schedule late = of(circuit, Schedule.Policy.ALAP);
        assertEquals(1110, late.duration());
        assertEquals(List.of(0.0, 10.0, 1000.0, 1010.0, 110.0),
                List.of(start(late, 0), start(late, 1), start(late, 2), start(late, 3), start(late, 4)));
    }

    @Test
    void lengthsDependOnDirectionAndQubit() {
        assertEquals(100, of(Circuit.on(3).cx(0, 1).build(), Schedule.Policy.ASAP).duration());
        assertEquals(130, of(Circuit.on(3).cx(1, 0).build(), Schedule.Policy.ASAP).duration());
        assertEquals(0, of(Circuit.on(3).reset(0).build(), Schedule.Policy.ASAP).duration());
        assertEquals(50, of(Circuit.on(3).reset(2).build(), Schedule.Policy.ASAP).duration());
        Schedule elsewhere = Schedule.of(Circuit.on(2).cx(0, 1).build(), List.of(1, 0), LENGTHS, Schedule.Policy.ASAP);
        assertEquals(130, elsewhere.duration());
        assertThrows(IllegalArgumentException.class,
                () -> Schedule.of(Circuit.on(2).build(), List.of(0), LENGTHS, Schedule.Policy.ASAP));
        assertThrows(IllegalArgumentException.class, () -> LENGTHS.with("x", List.of(), Double.NaN));
    }

    @Test
    void delaysWallsAndConditionsOrderTime() {
        Circuit circuit = Circuit.on(3, 1).add(new Operation.Delay(70, List.of(0))).sx(0).wall().sx(1).measure(1, 0)
                .when(Condition.set(0), new Operation.Apply(Gate.SX, List.of(2), List.of()),
                        new Operation.Apply(Gate.SX, List.of(2), List.of()))
                .build();
        Schedule early = of(circuit, Schedule.Policy.ASAP);
        assertEquals(80, start(early, 3));
        assertEquals(1090, start(early, 5));
        assertEquals(1110, early.duration());
        Moment first = early.moments().getFirst();
        assertEquals(List.of(0, 1, 2), first.idle(), "a delay is idle");
        assertEquals(70, first.duration());
    }

    /** Whatever the circuit: no qubit does two things at once, order is kept, moments fill the time. */
    @Test
    void randomCircuits() {
        SplittableRandom random = new SplittableRandom(3);
        for (int trial = 0; trial < 40; trial++) {
            CircuitBuilder c = Circuit.on(3, 3);
            for (int i = 0; i < 25; i++) {
                int a = random.nextInt(3);
                int b = (a + 1 + random.nextInt(2)) % 3;
                switch (random.nextInt(6)) {
                    case 0 -> c.sx(a);
                    case 1 -> c.cx(a, b);
                    case 2 -> c.rz(a, 1.0);
                    case 3 -> c.measure(a, b);
                    case 4 -> c.wall(a, b);
                    default -> c.add(new Operation.Delay(random.nextDouble(30), List.of(a)));
                }
            }
            Circuit circuit = c.build();
            for (Schedule.Policy policy : Schedule.Policy.values()) {
                Schedule schedule = of(circuit, policy);
                double[] free = new double[6];
                for (int i = 0; i < circuit.operations().size(); i++) {
                    Operation o = circuit.operations().get(i);
                    Timed t = schedule.operations().stream().filter(x -> x.operation() == o).findFirst().orElseThrow();
                    for (int wire : Dependencies.wires(o)) {
                        int w = wire < 0 ? 2 - wire : wire;
                        assertTrue(t.start() >= free[w] - 1e-9);
                        free[w] = Math.max(free[w], t.end());
                    }
                }
                double end = 0;
                for (Moment m : schedule.moments()) {
                    assertEquals(end, m.start(), 1e-9);
                    end = m.end();
                }
                assertEquals(schedule.duration(), end, 1e-9);
            }
        }
    }
}
