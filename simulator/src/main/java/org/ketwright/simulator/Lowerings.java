package org.ketwright.simulator;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ketwright.kernels.Readout;

/** The lowering of each circuit object that is alive to one unitary map, made once. */
final class Lowerings {

    /**
     * What comes before the measurements at the end.
     *
     * @param lowering the unitary map, or null where there is more than that
     * @param measured qubits measured at the end
     */
    private record Body(@Nullable Lowering lowering, Set<Integer> measured) {
    }

    private static final PerCircuit<Body> MADE = new PerCircuit<>(Lowerings::body);

    private Lowerings() {
    }

    private static Body body(Circuit circuit) {
        BitSet last = circuit.finalMeasurements();
        List<Operation> all = circuit.operations();
        Set<Integer> measured = last.stream().mapToObj(all::get).filter(Operation.Measure.class::isInstance)
                .map(o -> ((Operation.Measure) o).qubit()).collect(Collectors.toUnmodifiableSet());
        List<Operation> rest = IntStream.range(0, all.size()).filter(i -> !(all.get(i) instanceof Operation.Measure)
                || !last.get(i)).mapToObj(all::get).toList();
        boolean isPure = rest.stream().allMatch(Operation::isUnitary);
        return new Body(isPure ? Lowering.of(circuit.qubits(), rest) : null, measured);
    }

    /** Whether it is a unitary map and then measurements. */
    static boolean isPure(Circuit circuit) {
        return MADE.of(circuit).lowering != null;
    }

    /** The whole circuit; refuses one that measures. */
    static Lowering of(Circuit circuit) {
        Body body = MADE.of(circuit);
        return body.lowering != null && body.measured.isEmpty() ? body.lowering : refused(circuit);
    }

    /** The circuit without the measurements at its end. */
    static Lowering beforeMeasuring(Circuit circuit) {
        Lowering lowering = MADE.of(circuit).lowering;
        return lowering != null ? lowering : refused(circuit);
    }

    private static Lowering refused(Circuit circuit) {
        return Lowering.of(circuit.qubits(), circuit.operations());
    }

    /** What reads observables after the measurements at the end off the state before them. */
    static Readout readout(Circuit circuit, List<Observable> observables) {
        Set<Integer> measured = MADE.of(circuit).measured;
        return Lowering.readout(measured.isEmpty()
                ? observables
                : observables.stream().map(o -> o.afterMeasuring(measured)).toList());
    }
}
