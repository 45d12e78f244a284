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

    @Test
    void deviceErrorsAreThoseOfAer() throws IOException {
        for (JsonNode c : cases("device_gate_errors.json")) {
            List<Channel> relaxations = new ArrayList<>();
            double tolerance = 1e-12;
            for (JsonNode q : c.get("qubits")) {
                double t1 = q.get("t1_ns").asDouble();
                Channel one = new ThermalRelaxation(t1, Math.min(q.get("t2_ns").asDouble(), 2 * t1),
                        c.get("gate_time_ns").asDouble(), q.get("excited_population_aer_0_10_4").asDouble());
                if (one.choi().re(1, 1) > 0 && one.choi().re(1, 1) < 1e-8) {
                    // Aer seems to leave out excitations below 1e-8 where t2 exceeds t1.
                    tolerance = 1e-8;
                }
                relaxations.add(one);
            }
            Channel relaxation = new TensorProduct(relaxations);
            int qubits = c.get("num_qubits").asInt();
            Channel error = Depolarizing.mixing(c.get("depolarizing_lambda").asDouble(), qubits).then(relaxation);
            Matrix s = error.superoperator();
            for (int row = 0; row < s.dimension(); row++) {
                for (int column = 0; column < s.dimension(); column++) {
                    assertEquals(c.get("superop_colstack_re").get(row).get(column).asDouble(), s.re(row, column),
                            tolerance);
                    assertEquals(c.get("superop_colstack_im").get(row).get(column).asDouble(), s.im(row, column),
                            tolerance);
                }
            }
            Matrix ideal = Matrix.identity(qubits);
            assertEquals(c.get("relax_average_gate_infidelity").asDouble(),
                    1 - Closeness.averageGateFidelity(relaxation, ideal), tolerance);
            assertEquals(c.get("total_average_gate_infidelity").asDouble(),
                    1 - Closeness.averageGateFidelity(error, ideal), tolerance);
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
