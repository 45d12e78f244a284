package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * A circuit with bound parameters, of which the angles that something drives can be shifted one at a time.
 *
 * @param bound the circuit without parameters
 * @param places where the driven angles are, nested operations included
 */
record ShiftedCircuit(Circuit bound, List<Place> places) {

    /**
     * One angle.
     *
     * @param angle what drives it, parameters not bound
     * @param number its number among all angles of the circuit
     * @param rule how derivatives follow from shifts
     */
    record Place(Angle angle, int number, ShiftRule rule) {
    }

    static ShiftedCircuit of(Circuit circuit, double[] parameters) {
        List<Place> places = new ArrayList<>();
        int[] next = new int[1];
        circuit.operations().forEach(o -> collect(o, next, places));
        return new ShiftedCircuit(circuit.bind(parameters), List.copyOf(places));
    }

    List<Angle> driven() {
        return places.stream().map(Place::angle).toList();
    }

    /** The circuit with one angle shifted. */
    Circuit at(Place place, double shift) {
        int[] next = new int[1];
        return new Circuit(bound.qubits(), bound.clbits(),
                bound.operations().stream().map(o -> shifted(o, next, place.number, shift)).toList());
    }

    private static void collect(Operation operation, int[] next, List<Place> to) {
        if (operation instanceof Operation.Apply a) {
            for (int i = 0; i < a.angles().size(); i++) {
                Angle angle = a.angles().get(i);
                if (!(angle instanceof Angle.Fixed)) {
                    to.add(new Place(angle, next[0], a.gate().shiftRule(i, a.controls().size())));
                }
                next[0]++;
            }
        } else if (operation instanceof Operation.Conditional c) {
            c.then().forEach(o -> collect(o, next, to));
            c.otherwise().forEach(o -> collect(o, next, to));
        }
    }

    private static Operation shifted(Operation operation, int[] next, int number, double shift) {
        if (operation instanceof Operation.Apply a) {
            int first = next[0];
            next[0] += a.angles().size();
            if (number < first || number >= next[0]) {
                return a;
            }
            List<Angle> angles = new ArrayList<>(a.angles());
            angles.set(number - first, shifted(angles.get(number - first), shift));
            return new Operation.Apply(a.gate(), a.qubits(), angles, a.controls());
        }
        if (operation instanceof Operation.Conditional c) {
            return new Operation.Conditional(c.condition(),
                    c.then().stream().map(o -> shifted(o, next, number, shift)).toList(),
                    c.otherwise().stream().map(o -> shifted(o, next, number, shift)).toList());
        }
        return operation;
    }

    private static Angle shifted(Angle angle, double shift) {
        return switch (angle) {
            case Angle.Fixed f -> Angle.fixed(f.radians() + shift);
            case Angle.Feature f -> new Angle.Feature(f.index(), f.scale(), f.offset() + shift);
            case Angle.Parameter p -> throw new IllegalStateException("a bound angle has no parameter: " + p);
            case Angle.Weighted w -> throw new IllegalStateException("a bound angle has no parameter: " + w);
        };
    }
}
