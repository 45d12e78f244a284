package org.ketwright.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.AerGateError;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.Operation;
import org.ketwright.simulator.SharedFiles;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.Composition;
import org.ketwright.simulator.channel.TensorProduct;
import org.ketwright.simulator.channel.ThermalRelaxation;
import tools.jackson.databind.JsonNode;

/** Errors of gates as Qiskit Aer makes them of calibrations, but for one term: see {@link AerGateError}. */
class GoldenDeviceErrorsTest {

    @Test
    void errorsAreThoseOfAer() throws IOException {
        JsonNode cases = SharedFiles.json(SharedFiles.golden("noise", getClass()).resolve("device_gate_errors.json"))
                .get("cases");
        for (JsonNode c : cases) {
            double length = c.get("gate_time_ns").asDouble() * 1e-9;
            List<ThermalRelaxation> relaxations = new ArrayList<>();
            for (JsonNode q : c.get("qubits")) {
                double t1 = q.get("t1_ns").asDouble() * 1e-9;
                relaxations.add(new ThermalRelaxation(t1, Math.min(2 * t1, q.get("t2_ns").asDouble() * 1e-9), length,
                        q.get("excited_population_aer_0_10_4").asDouble()));
            }
            GateError.Calibrated error = new GateError.Calibrated(c.get("gate_error").asDouble(), relaxations);
            assertEquals(c.get("relax_average_gate_infidelity").asDouble(), error.relaxationError(), 1e-12);
            assertEquals(c.get("depolarizing_lambda").asDouble(), error.mixing(), 1e-11);
            AerGateError.requireEqual(c, whole(error).superoperator(), 1e-11);
        }
        assertEquals(16, cases.size());
    }

    /** All parts as one channel on the gate's qubits. */
    private static Channel whole(GateError.Calibrated error) {
        int k = error.relaxations().size();
        List<Channel> relaxing = new ArrayList<>();
        List<Channel> all = new ArrayList<>();
        for (GateError.Part part : error.parts()) {
            if (part.channel() instanceof ThermalRelaxation) {
                relaxing.add(part.channel());
            } else {
                all.add(part.channel());
            }
        }
        assertEquals(k, relaxing.size());
        all.add(new TensorProduct(relaxing));
        return new Composition(all);
    }

    /** Relaxation and depolarizing together err exactly as calibrated: nothing is counted twice. */
    @Test
    void theWholeErrorIsTheCalibratedOne() {
        Calibration device = Calibration.bundled("ibmq_montreal").orElseThrow();
        GateNoise noise = GateNoise.of(device);
        for (GateCalibration gate : device.gates()) {
            GateError error = noise.of(gate.gate(), gate.qubits()).orElse(null);
            Double calibrated = gate.error();
            if (error instanceof GateError.Calibrated c && calibrated != null) {
                double d = 1 << gate.qubits().size();
                Matrix transfer = whole(c).transfer();
                double trace = 0;
                for (int i = 0; i < transfer.dimension(); i++) {
                    trace += transfer.re(i, i);
                }
                double infidelity = 1 - (trace / d + 1) / (d + 1);
                assertEquals(Math.max(calibrated, c.relaxationError()), infidelity, 1e-12, gate.name());
            }
        }
    }

    @Test
    void theErrorFollowsTheGate() {
        Calibration device = Calibration.bundled("ibm_nairobi").orElseThrow();
        Circuit circuit = Circuit.on(2).sx(0).cx(0, 1).build();
        Schedule schedule = Schedule.of(circuit, List.of(3, 1), Lengths.of(device), Schedule.Policy.ASAP);
        List<Operation> noisy = NoiseModel.of(device).apply(schedule).circuit().operations();
        assertEquals(Gate.SX, ((Operation.Apply) noisy.get(0)).gate());
        assertEquals("depolarizing", ((Operation.Noise) noisy.get(1)).channel().name());
        assertEquals("thermal-relaxation", ((Operation.Noise) noisy.get(2)).channel().name());
        assertEquals(Gate.CX, ((Operation.Apply) noisy.get(3)).gate());
        assertEquals(2, ((Operation.Noise) noisy.get(4)).qubits().size());
        assertEquals(7, noisy.size());
    }
}
