package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ketwright.kernels.Matrix;
import tools.jackson.databind.JsonNode;

/**
 * The error of a gate by the textbook, and as Qiskit Aer 0.10.4 with Terra 0.19.2 computes it: the golden values.
 *
 * <p>
 * The two differ in one term. Where T2 exceeds T1, Aer's {@code thermal_relaxation_error} writes the exact Choi matrix
 * and turns it into Kraus operators; Terra's {@code _choi_to_kraus} leaves out every eigenvalue of at most 1e-8 (its
 * {@code ATOL_DEFAULT}). A qubit that is excited with a smaller probability than that is never excited in Aer, and its
 * map loses as much of the trace: it is no channel any more. Modeled here, that explains the golden values to rounding.
 */
public final class AerGateError {

    /** Eigenvalues of a Choi matrix that Terra leaves out. */
    private static final double LEFT_OUT = 1e-8;

    private AerGateError() {
    }

    /**
     * Compares the superoperator of a golden case to the textbook, and the golden values to the textbook with Aer's
     * omission; where nothing is left out, also both with each other.
     */
    public static void requireEqual(JsonNode c, Matrix superoperator, double tolerance) {
        int qubits = c.get("num_qubits").asInt();
        double lambda = c.get("depolarizing_lambda").asDouble();
        Dense exact = Dense.identity(1);
        Dense aer = Dense.identity(1);
        for (int q = 0; q < qubits; q++) {
            JsonNode given = c.get("qubits").get(q);
            double t1 = given.get("t1_ns").asDouble();
            Relaxation one = new Relaxation(t1, Math.min(given.get("t2_ns").asDouble(), 2 * t1),
                    c.get("gate_time_ns").asDouble(), given.get("excited_population_aer_0_10_4").asDouble());
            exact = beside(exact, one.superoperator());
            aer = beside(aer, one.ofAer());
        }
        exact = exact.times(depolarizing(lambda, qubits));
        aer = aer.times(depolarizing(lambda, qubits));
        Dense golden = new Dense(rows(c.get("superop_colstack_re")), rows(c.get("superop_colstack_im")));
        Dense given = Dense.of(superoperator);
        assertTrue(given.distance(exact) < tolerance, () -> "textbook: " + c);
        assertTrue(golden.distance(aer) < 1e-12, () -> "golden values: " + c);
        double lost = traceLostFromZero(aer, qubits);
        assertEquals(lost, traceLostFromZero(golden, qubits), 1e-12);
        if (lost < 1e-12) {
            assertTrue(given.distance(golden) < tolerance, () -> "both: " + c);
        } else {
            assertEquals(0, traceLostFromZero(given, qubits), 1e-14, "a channel keeps traces");
        }
    }

    /** 1 - Tr E(|0...0><0...0|). */
    private static double traceLostFromZero(Dense superoperator, int qubits) {
        double trace = 0;
        for (int i = 0; i < 1 << qubits; i++) {
            trace += superoperator.re()[i + (i << qubits)][0];
        }
        return 1 - trace;
    }

    /** (1 - lambda) rho + lambda 1 / d, on stacked columns. */
    private static Dense depolarizing(double lambda, int qubits) {
        int d = 1 << qubits;
        Dense out = Dense.identity(d * d).times(1 - lambda, 0);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                out.re()[i + d * i][j + d * j] += lambda / d;
            }
        }
        return out;
    }

    /** Superoperators on stacked columns of different qubits as one, the first on the lower qubits. */
    private static Dense beside(Dense low, Dense high) {
        int a = (int) Math.round(Math.sqrt(low.rows()));
        int b = (int) Math.round(Math.sqrt(high.rows()));
        Dense out = Dense.zero(a * a * b * b, a * a * b * b);
        for (int to = 0; to < out.rows(); to++) {
            for (int from = 0; from < out.rows(); from++) {
                out.re()[to][from] = low.re()[part(to, a * b, a, 1)][part(from, a * b, a, 1)]
                        * high.re()[part(to, a * b, b, a)][part(from, a * b, b, a)];
            }
        }
        return out;
    }

    /** Row and column of one factor, stacked, from those of the product. */
    private static int part(int index, int whole, int dimension, int below) {
        return index % whole / below % dimension + dimension * (index / whole / below % dimension);
    }

    private static double[][] rows(JsonNode array) {
        double[][] out = new double[array.size()][array.size()];
        for (int r = 0; r < out.length; r++) {
            for (int c = 0; c < out.length; c++) {
                out[r][c] = array.get(r).get(c).asDouble();
            }
        }
        return out;
    }

    private record Relaxation(double t1, double t2, double time, double excited) {

        private double up() {
            return excited * -Math.expm1(-time / t1);
        }

        private double down() {
            return (1 - excited) * -Math.expm1(-time / t1);
        }

        private double coherence() {
            return Math.exp(-time / t2);
        }

        /** Populations exchange, coherences shrink; entries in the order 00, 10, 01, 11. */
        Dense superoperator() {
            return Dense.real(new double[] {1 - up(), 0, 0, down()}, new double[] {0, coherence(), 0, 0},
                    new double[] {0, 0, coherence(), 0}, new double[] {up(), 0, 0, 1 - down()});
        }

        /** By Kraus operators where T2 exceeds T1: eigenvectors of the Choi matrix, small eigenvalues left out. */
        Dense ofAer() {
            if (t2 <= t1) {
                return superoperator();
            }
            // Excitation and decay are eigenvectors; of the diagonal entries, the plane is turned by an angle.
            double a = 1 - up();
            double b = 1 - down();
            double angle = Math.atan2(2 * coherence(), a - b) / 2;
            double root = Math.hypot((a - b) / 2, coherence());
            double cos = Math.cos(angle);
            double sin = Math.sin(angle);
            return term(up(), 0, 1, 0, 0).plus(term(down(), 0, 0, 1, 0)).plus(term((a + b) / 2 + root, cos, 0, 0, sin))
                    .plus(term((a + b) / 2 - root, -sin, 0, 0, cos));
        }

        /** What an eigenvalue and the stacked columns of its Kraus operator add. */
        private static Dense term(double eigenvalue, double... k) {
            Dense operator = Dense.real(new double[] {k[0], k[2]}, new double[] {k[1], k[3]});
            return operator.kron(operator).times(Math.abs(eigenvalue) > LEFT_OUT ? eigenvalue : 0, 0);
        }
    }
}
