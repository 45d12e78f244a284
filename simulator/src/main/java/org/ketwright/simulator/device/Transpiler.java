package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Operation;

/**
 * Fits circuits to a device: places qubits, inserts swaps, and translates gates to those of the device. The result does
 * exactly the same, global phase included. Immutable.
 */
public final class Transpiler {
    private static final int TRIALS = 8;

    private final Calibration device;
    private final @Nullable Layout layout;
    private final boolean isMerging;
    private final long seed;

    private Transpiler(Calibration device, @Nullable Layout layout, boolean isMerging, long seed) {
        this.device = device;
        this.layout = layout;
        this.isMerging = isMerging;
        this.seed = seed;
    }

    /**
     * Places qubits by error, and keeps one-qubit gates of different operations apart.
     *
     * @param device the device
     * @return a transpiler
     */
    public static Transpiler to(Calibration device) {
        return new Transpiler(device, null, false, 1);
    }

    /**
     * Another layout.
     *
     * @param chosen where each qubit of the circuit starts
     * @return a transpiler
     */
    public Transpiler withLayout(Layout chosen) {
        return new Transpiler(device, chosen, isMerging, seed);
    }

    /**
     * Whether one-qubit gates that follow each other on a qubit, with nothing between them, may become one. It saves
     * time and errors; without it each gate of the circuit is found again in the result.
     *
     * @param merging whether they may
     * @return a transpiler
     */
    public Transpiler withMerging(boolean merging) {
        return new Transpiler(device, layout, merging, seed);
    }

    /**
     * Another seed of the choices among equally good swaps.
     *
     * @param chosen the seed
     * @return a transpiler
     */
    public Transpiler withSeed(long chosen) {
        return new Transpiler(device, layout, isMerging, chosen);
    }

    /**
     * Fits a circuit.
     *
     * @param circuit the circuit
     * @return what does the same on the device
     * @throws IllegalArgumentException if the circuit is too wide, its qubits cannot meet, or the device lacks gates
     */
    public Transpiled transpile(Circuit circuit) {
        int width = device.qubits().size();
        if (circuit.qubits() > width) {
            throw new IllegalArgumentException(
                    "the circuit has " + circuit.qubits() + " qubits but " + device.name() + " has " + width);
        }
        // Final measurements come after all swaps, wherever they stood.
        BitSet last = circuit.finalMeasurements();
        List<Operation> finals = new ArrayList<>();
        List<Operation> others = new ArrayList<>();
        for (int i = 0; i < circuit.operations().size(); i++) {
            (last.get(i) ? finals : others).add(circuit.operations().get(i));
        }
        List<Operation> narrow = narrowed(others);
        Layout start = layout == null
                ? Layout.byError(new Circuit(circuit.qubits(), circuit.clbits(), joined(narrow, finals)), device)
                : layout;
        start.requireOn(circuit, device);
        Router.Routed best = Router.route(device.coupling(), start, narrow, seed);
        for (int trial = 1; trial < TRIALS && best.swaps() > 0; trial++) {
            Router.Routed other = Router.route(device.coupling(), start, narrow, seed + trial);
            best = other.swaps() < best.swaps() ? other : best;
        }
        List<Operation> translated = Translation.of(device, best.operations(), isMerging);
        List<Integer> end = best.end().physical();
        return compact(circuit, joined(translated, finals.stream().map(o -> o.renumbered(end::get, c -> c)).toList()),
                start, best);
    }

    private static List<Operation> joined(List<Operation> first, List<Operation> second) {
        List<Operation> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** Operations on three qubits and more as operations on two. */
    private static List<Operation> narrowed(List<Operation> operations) {
        List<Operation> out = new ArrayList<>();
        for (Operation o : operations) {
            if (o instanceof Operation.Conditional c) {
                out.add(new Operation.Conditional(c.condition(), narrowed(c.then()), narrowed(c.otherwise())));
            } else if ((o instanceof Operation.Apply || o instanceof Operation.Unitary)
                    && o.qubitsTouched().size() > 2) {
                out.addAll(Expansion.of(o));
            } else {
                out.add(o);
            }
        }
        return out;
    }

    private Transpiled compact(Circuit original, List<Operation> operations, Layout start, Router.Routed routed) {
        List<Integer> qubits = new ArrayList<>(routed.end().physical());
        TreeSet<Integer> others = new TreeSet<>();
        operations.forEach(o -> others.addAll(o.qubitsTouched()));
        qubits.forEach(others::remove);
        qubits.addAll(others);
        Circuit circuit = new Circuit(qubits.size(), original.clbits(),
                operations.stream().map(o -> o.renumbered(qubits::indexOf, c -> c)).toList());
        return new Transpiled(circuit, qubits, start, routed.end(), routed.swaps(), device);
    }
}
