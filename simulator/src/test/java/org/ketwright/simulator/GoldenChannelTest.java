package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.Closeness;
import org.ketwright.simulator.channel.Depolarizing;
import org.ketwright.simulator.channel.TensorProduct;
import org.ketwright.simulator.channel.ThermalRelaxation;
import tools.jackson.databind.JsonNode;

/** Relaxation against the Lindblad equation, and the error channels of devices against another implementation. */
class GoldenChannelTest {

    private static JsonNode cases(String file) throws IOException {
        return SharedFiles.json(SharedFiles.golden("noise", GoldenChannelTest.class).resolve(file)).get("cases");
    }

    @Test
    void relaxationSolvesTheLindbladEquation() throws IOException {
        for (JsonNode c : cases("thermal_lindblad.json")) {
            Channel channel = new ThermalRelaxation(c.get("t1").asDouble(), c.get("t2").asDouble(),
                    c.get("t").asDouble(), c.get("pe").asDouble());
            Dense in = dense(c.get("rho_in"));
            Dense out = Dense.zero(2, 2);
            for (Matrix k : channel.kraus()) {
                out = out.plus(Dense.of(k).times(in).times(Dense.of(k).adjoint()));
            }
            assertTrue(out.distance(dense(c.get("rho_out"))) < 1e-12);
        }
    }

    /** To 1e-12, but for the one term that Aer leaves out: see {@link AerGateError}. */
    @Test
    void deviceErrorsAreThoseOfAer() throws IOException {
        for (JsonNode c : cases("device_gate_errors.json")) {
            List<Channel> relaxations = new ArrayList<>();
            for (JsonNode q : c.get("qubits")) {
                double t1 = q.get("t1_ns").asDouble();
                relaxations.add(new ThermalRelaxation(t1, Math.min(q.get("t2_ns").asDouble(), 2 * t1),
                        c.get("gate_time_ns").asDouble(), q.get("excited_population_aer_0_10_4").asDouble()));
            }
            Channel relaxation = new TensorProduct(relaxations);
            int qubits = c.get("num_qubits").asInt();
            Channel error = Depolarizing.mixing(c.get("depolarizing_lambda").asDouble(), qubits).then(relaxation);
            AerGateError.requireEqual(c, error.superoperator(), 1e-12);
            Matrix ideal = Matrix.identity(qubits);
            assertEquals(c.get("relax_average_gate_infidelity").asDouble(),
                    1 - Closeness.averageGateFidelity(relaxation, ideal), 1e-12);
            assertEquals(c.get("total_average_gate_infidelity").asDouble(),
                    1 - Closeness.averageGateFidelity(error, ideal), 1e-12);
        }
    }

    private static Dense dense(JsonNode rows) {
        Dense out = Dense.zero(rows.size(), rows.size());
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < rows.size(); c++) {
                out.re()[r][c] = rows.get(r).get(c).get(0).asDouble();
                out.im()[r][c] = rows.get(r).get(c).get(1).asDouble();
            }
        }
        return out;
    }
}
