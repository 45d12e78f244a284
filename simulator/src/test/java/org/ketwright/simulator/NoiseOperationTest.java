package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ketwright.kernels.Backends;
import org.ketwright.simulator.channel.AmplitudeDamping;
import org.ketwright.simulator.channel.Depolarizing;
import org.ketwright.simulator.channel.ReadoutError;
import org.ketwright.simulator.qasm.QasmWriter;

/** Noise and misreading as operations of a circuit. */
class NoiseOperationTest {
    private static final ReadoutError ERROR = ReadoutError.asymmetric(0.1, 0.2);

    private static Circuit noisy() {
        return Circuit.on(2, 2).h(0).noise(new AmplitudeDamping(0.1), 0).cx(0, 1).noise(new Depolarizing(0.01, 2), 1, 0)
                .measure(0, 0).misread(ERROR, 0).measure(1, 1).build();
    }

    @Test
    void circuitsKeepNoise() {
        Circuit circuit = noisy();
        assertFalse(circuit.isUnitary());
        assertEquals(Map.of("h", 1, "amplitude-damping", 1, "cx", 1, "depolarizing", 1, "measure", 2, "misread", 1),
                circuit.counts());
        Circuit swapped = circuit.relabel(1, 0);
        assertEquals(new Operation.Noise(new AmplitudeDamping(0.1), List.of(1)), swapped.operations().get(1));
        assertEquals(circuit, circuit.bind());
        assertThrows(IllegalArgumentException.class, circuit::inverse);
    }

    @Test
    void misreadingAtTheEndIsFinal() {
        assertEquals(4, noisy().withoutFinalMeasurements().operations().size());
        Circuit between = Circuit.on(1, 1).measure(0, 0).misread(ERROR, 0).when(Condition.set(0)).build();
        assertEquals(3, between.withoutFinalMeasurements().operations().size());
        Circuit before = Circuit.on(2, 1).measure(0, 0).misread(ERROR, 0).measure(1, 0).build();
        assertEquals(2, before.withoutFinalMeasurements().operations().size());
    }

    @Test
    void drawingsShowNoise() {
        String text = noisy().draw();
        assertTrue(text.contains("amplitude-damping") && text.contains("depolarizing:0") && text.contains("misread"),
                text);
        assertTrue(noisy().svg().contains("depolarizing:1"));
    }

    @Test
    void wrongUseIsRefused() {
        List<Runnable> wrong = List.of(() -> Circuit.on(2).noise(new Depolarizing(0.1, 2), 0),
                () -> Circuit.on(2).noise(new Depolarizing(0.1, 2), 0, 0),
                () -> Circuit.on(2).noise(new Depolarizing(0.1, 1), 2).build(),
                () -> Circuit.on(2, 2).misread(ERROR, 0, 1), () -> Circuit.on(2, 2).misread(ERROR.beside(ERROR), 1, 1),
                () -> Circuit.on(2, 2).misread(ERROR, 2).build(), () -> QasmWriter.write(noisy()));
        for (Runnable r : wrong) {
            assertThrows(IllegalArgumentException.class, r::run);
        }
    }

    @Test
    void stateVectorsRefuseNoiseAndSayWhatTakesIt() {
        StateVectorSimulator simulator = StateVectorSimulator.on(Backends.named("scalar"));
        Circuit quiet = Circuit.on(1).noise(new Depolarizing(0.1, 1), 0).build();
        List<Observable> z = Observable.allZ(1);
        double[] none = {};
        List<Runnable> runs = List.of(() -> simulator.expectations(quiet, none, Features.none(), z),
                () -> simulator.probabilities(quiet, none, Features.none()),
                () -> simulator.states(quiet, none, Features.none()),
                () -> simulator.pullback(quiet, none, Features.none(), z, new double[] {1}, Set.of(Wrt.PARAMETERS)),
                () -> simulator.sample(noisy(), none, Features.none(), 10, 1),
                () -> simulator.distribution(noisy(), none, Features.none()),
                () -> FinalState.of(simulator, quiet, none));
        for (Runnable r : runs) {
            String message = String.valueOf(assertThrows(IllegalArgumentException.class, r::run).getMessage());
            assertTrue(message.contains("density-matrix") && message.contains("trajectories"), message);
        }
    }
}
