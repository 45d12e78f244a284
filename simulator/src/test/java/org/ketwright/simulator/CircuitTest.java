package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ketwright.kernels.Matrix;

class CircuitTest {

    private static void refused(String part, org.junit.jupiter.api.function.Executable what) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, what);
        assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
    }

    @Test
    void countsWhatARunNeeds() {
        Circuit circuit = Circuit.on(2, 1).rx(0, Angle.parameter(3)).ry(1, Angle.weighted(2, 1, 6))
                .when(Condition.set(0), new Operation.Apply(Gate.RZ, List.of(0), List.of(Angle.feature(4)))).build();
        assertEquals(7, circuit.parameters());
        assertEquals(5, circuit.features());
        assertFalse(circuit.isUnitary());
        assertEquals(0, Circuit.on(1).h(0).build().parameters());
        assertTrue(Circuit.on(1).h(0).wall().build().isUnitary());
    }

    @Test
    void depthIsTheLongestChain() {
        assertEquals(0, Circuit.on(3).build().depth());
        assertEquals(1, Circuit.on(3).h(0).h(1).h(2).build().depth());
        assertEquals(3, Circuit.on(3).h(0).cx(0, 1).cx(1, 2).h(0).build().depth());
        assertEquals(2, Circuit.on(2).h(0).wall().h(1).build().depth());
        assertEquals(1, Circuit.on(2).h(0).h(1).build().depth());
        assertEquals(2, Circuit.on(2, 1).measure(0, 0)
                .when(Condition.set(0), new Operation.Apply(Gate.X, List.of(1), List.of())).build().depth());
        assertEquals(1, Circuit.on(2).controlled(List.of(Control.off(1)), Gate.GPHASE, List.of(), Angle.fixed(1))
                .h(0).build().depth());
    }

    @Test
    void countsByName() {
        Circuit circuit = Circuit.on(3, 1).h(0).h(1).cx(0, 1).controlled(List.of(Control.on(2)), Gate.H, List.of(0))
                .unitary(Matrix.identity(1), 0).measure(0, 0).reset(1).wall()
                .when(Condition.set(0), new Operation.Apply(Gate.H, List.of(0), List.of()))
                .add(new Operation.Delay(1, List.of(0))).build();
        assertEquals(Map.of("h", 3, "cx", 1, "c-h", 1, "unitary", 1, "measure", 1, "reset", 1, "barrier", 1, "if", 1,
                "delay", 1), circuit.counts());
    }

    @Test
    void isIndependentOfTheListItWasMadeOf() {
        List<Operation> operations = new ArrayList<>();
        Circuit circuit = new Circuit(1, 0, operations);
        operations.add(new Operation.Reset(0));
        assertTrue(circuit.operations().isEmpty());
    }

    @Test
    void embedsIntoAWiderCircuit() {
        Circuit circuit = Circuit.on(2).cx(0, 1).build().embed(5, 4, 2);
        assertEquals(Circuit.on(5).cx(4, 2).build(), circuit);
        refused("distinct", () -> Circuit.on(2).build().embed(5, 1, 1));
        refused("qubit 7", () -> Circuit.on(2).cx(0, 1).build().embed(5, 0, 7));
    }

    @Test
    void dropsFinalMeasurements() {
        Circuit circuit = Circuit.on(2, 2).h(0).measure(0, 0).cx(1, 0).wall().measure(0, 0).measure(1, 1).build();
        assertEquals(Circuit.on(2, 2).h(0).measure(0, 0).cx(1, 0).wall().build(),
                circuit.withoutFinalMeasurements());
        Circuit asked = Circuit.on(2, 1).measure(0, 0)
                .when(Condition.set(0), new Operation.Apply(Gate.X, List.of(1), List.of())).build();
        assertEquals(asked, asked.withoutFinalMeasurements());
    }

    @Test
    void refusesWhatDoesNotFit() {
        refused("qubits", () -> Circuit.on(0).build());
        refused("1000000000", () -> Circuit.on(1_000_000_000).build());
        refused("classical", () -> Circuit.on(1, -1).build());
        refused("qubit 2", () -> Circuit.on(2).h(2).build());
        refused("classical bit 0", () -> Circuit.on(2).measure(0, 0).build());
        refused("classical bit 3", () -> Circuit.on(1, 1)
                .when(Condition.set(0), new Operation.Measure(0, 3)).build());
        refused("equal widths", () -> Circuit.on(2).build().then(Circuit.on(3).build()));
        refused("permutation", () -> Circuit.on(2).build().relabel(0, 0));
        refused("permutation", () -> Circuit.on(2).build().relabel(0));
        refused("inverse", () -> Circuit.on(1).reset(0).build().inverse());
        refused("parameter 1", () -> Circuit.on(1).rx(0, Angle.parameter(1)).build().bind(0.5));
    }

    @Test
    void operationsRefuseNonsense() {
        CircuitBuilder builder = Circuit.on(3);
        refused("differ", () -> builder.cx(1, 1));
        refused("2 qubits", () -> builder.gate(Gate.CX, 1));
        refused("1 angles", () -> builder.gate(Gate.RX, 1));
        refused("repeats", () -> builder.controlled(List.of(Control.on(1)), Gate.X, List.of(1)));
        refused("repeats", () -> builder.controlled(List.of(Control.on(1), Control.off(1)), Gate.X, List.of(0)));
        refused("0 or more", () -> builder.h(-1));
        refused("unitary", () -> builder.unitary(Matrix.real(1, 1, 1, 0, 1), 0));
        refused("dimension 2", () -> builder.unitary(Matrix.identity(1), 0, 1));
        refused("finite", () -> builder.rx(0, Double.NaN));
        refused("finite", () -> Angle.parameter(0, Double.POSITIVE_INFINITY, 0));
        refused("parameter", () -> Angle.parameter(-1));
        refused("feature", () -> Angle.feature(-1));
        refused("bias", () -> new Angle.Weighted(0, 0, -2, 1));
        refused("delay", () -> new Operation.Delay(-1, List.of(0)));
        refused("delay", () -> new Operation.Delay(Double.NaN, List.of(0)));
        refused("62", () -> new Condition(List.of(), 0, true));
        refused("differ", () -> new Condition(List.of(1, 1), 0, true));
        refused("0 or more", () -> new Condition(List.of(1), -1, true));
    }

    @Test
    void namesWhatIsTouched() {
        Operation o = new Operation.Conditional(Condition.equal(1, List.of(2, 3)),
                List.of(new Operation.Measure(4, 5)),
                List.of(new Operation.Apply(Gate.X, List.of(1), List.of(), List.of(Control.on(0)))));
        assertEquals(Set.of(0, 1, 4), o.qubitsTouched());
        assertEquals(Set.of(2, 3, 5), o.clbitsTouched());
    }

    @Test
    void anglesHaveTheValuesOfTheirFormulas() {
        double[] theta = {2, 3, 5};
        double[] x = {7, 11};
        assertEquals(0.5, Angle.fixed(0.5).value(theta, x));
        assertEquals(2 * 5 + 1, Angle.parameter(2, 2, 1).value(theta, x));
        assertEquals(3 * 11 - 1, Angle.feature(1, 3, -1).value(theta, x));
        assertEquals(-(3 * 7 + 5), new Angle.Weighted(0, 1, 2, -1).value(theta, x));
        assertEquals(3 * 7, Angle.weighted(0, 1).value(theta, x));
        refused("parameter 3", () -> Angle.parameter(3).value(theta, x));
        refused("feature 2", () -> Angle.feature(2).value(theta, x));
        for (Angle a : List.of(Angle.fixed(0.5), Angle.parameter(2, 2, 1), Angle.feature(1, 3, -1),
                new Angle.Weighted(0, 1, 2, -1))) {
            assertEquals(a.value(theta, x), a.bind(theta).value(new double[0], x));
            assertEquals(-3 * a.value(theta, x), a.times(-3).value(theta, x));
        }
    }
}
