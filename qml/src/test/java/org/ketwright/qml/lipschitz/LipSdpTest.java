package org.ketwright.qml.lipschitz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.junit.jupiter.api.Test;
import org.ketwright.classical.Seed;
import org.ketwright.qml.GoldenFiles;
import org.ketwright.simulator.numpy.NumpyArray;
import org.ketwright.simulator.numpy.NumpyFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class LipSdpTest {

    /** ReLU nets with one and two hidden layers, solved by two other programs; where known, the exact constant. */
    @Test
    void agreesWithOtherSolvers() throws IOException {
        Path folder = GoldenFiles.folder("lipsdp", LipSdpTest.class);
        Map<String, NumpyArray> nets = NumpyFile.readArchive(folder.resolve("nets.npz"));
        JsonNode index = new ObjectMapper().readTree(new File(folder.toFile(), "index.json"));
        for (JsonNode net : index.get("cases")) {
            String name = net.get("name").asString();
            List<DMatrixRMaj> weights = new ArrayList<>();
            double product = 1;
            for (int layer = 0; nets.containsKey(name + "_W" + layer); layer++) {
                NumpyArray w = Objects.requireNonNull(nets.get(name + "_W" + layer));
                weights.add(new DMatrixRMaj(w.shape().get(0), w.shape().get(1), true, w.doubles()));
                product *= NormOps_DDRM.inducedP2(weights.getLast());
            }
            double neurons = LipSdp.neurons(weights, 0, 1);
            double layers = LipSdp.layers(weights, 0, 1);
            assertEquals(1, neurons / net.get("lipsdp_neuron").asDouble(), 1e-8, name);
            assertEquals(1, layers / net.get("lipsdp_layer").asDouble(), 1e-8, name);
            assertEquals(1, product / net.get("naive_product").asDouble(), 1e-12, name);
            assertTrue(neurons <= layers && layers <= product, name);
            double reached = net.get("sampled_lower_bound_relu").asDouble();
            assertTrue(neurons >= reached * (1 - 1e-9), name);
        }
    }

    /** With slopes in [-1, 1] the bound is the least product of scaled matrices; found here by descent on log scales. */
    @Test
    void isTheBestDiagonalScalingForSlopesOfBothSigns() {
        for (int trial = 0; trial < 3; trial++) {
            RandomGenerator random = new Seed(1).derive(trial).generator();
            DMatrixRMaj into = gaussian(5, 7, random);
            DMatrixRMaj out = gaussian(3, 5, random);
            double bound = LipSdp.neurons(List.of(into, out), -1, 1);
            double product = NormOps_DDRM.inducedP2(into) * NormOps_DDRM.inducedP2(out);
            double[] logs = new double[5];
            double best = product;
            double step = 0.5;
            for (int i = 0; i < 20_000; i++) {
                double[] next = logs.clone();
                for (int k = 0; k < 5; k++) {
                    next[k] += step * random.nextGaussian();
                }
                double value = scaled(into, out, next);
                assertTrue(value >= bound * (1 - 1e-9));
                if (value < best) {
                    best = value;
                    logs = next;
                } else {
                    step = Math.max(1e-6, step * 0.998);
                }
            }
            assertEquals(1, best / bound, 2e-4);
            assertTrue(bound < product);
        }
    }

    private static double scaled(DMatrixRMaj into, DMatrixRMaj out, double... logs) {
        DMatrixRMaj left = out.copy();
        DMatrixRMaj right = into.copy();
        for (int k = 0; k < logs.length; k++) {
            for (int i = 0; i < left.numRows; i++) {
                left.set(i, k, left.get(i, k) / Math.exp(logs[k]));
            }
            for (int j = 0; j < right.numCols; j++) {
                right.set(k, j, right.get(k, j) * Math.exp(logs[k]));
            }
        }
        return NormOps_DDRM.inducedP2(left) * NormOps_DDRM.inducedP2(right);
    }

    @Test
    void pairsOfSineAndCosineAreNoLooserAndStillBound() {
        for (int trial = 0; trial < 3; trial++) {
            RandomGenerator random = new Seed(2).derive(trial).generator();
            DMatrixRMaj w = gaussian(6, 9, random);
            DMatrixRMaj out = gaussian(3, 12, random);
            DMatrixRMaj each = new DMatrixRMaj(12, 9);
            CommonOps_DDRM.concatRows(w, w, each);
            double pairs = LipSdp.sinesAndCosines(w, out);
            double neurons = LipSdp.neurons(List.of(each, out), -1, 1);
            assertTrue(pairs <= neurons * (1 + 1e-9));
            assertTrue(neurons <= NormOps_DDRM.inducedP2(each) * NormOps_DDRM.inducedP2(out) * (1 + 1e-9));
            double reached = 0;
            for (int i = 0; i < 300; i++) {
                reached = Math.max(reached, NormOps_DDRM.inducedP2(jacobian(w, out, random)));
            }
            assertTrue(reached <= pairs && reached > 0.5 * pairs, reached + " and " + pairs);
        }
    }

    /** One frequency: the pair moves on a circle of which the outputs see the longest axis. */
    @Test
    void isExactForOneFrequency() {
        DMatrixRMaj w = new DMatrixRMaj(new double[][] {{3, 4}});
        DMatrixRMaj out = new DMatrixRMaj(new double[][] {{2, 0}, {0, 1}});
        assertEquals(10, LipSdp.sinesAndCosines(w, out), 1e-8);
    }

    private static DMatrixRMaj jacobian(DMatrixRMaj w, DMatrixRMaj out, RandomGenerator random) {
        DMatrixRMaj slopes = new DMatrixRMaj(2 * w.numRows, w.numCols);
        for (int z = 0; z < w.numRows; z++) {
            double at = 7 * random.nextDouble();
            for (int j = 0; j < w.numCols; j++) {
                slopes.set(z, j, Math.cos(at) * w.get(z, j));
                slopes.set(w.numRows + z, j, -Math.sin(at) * w.get(z, j));
            }
        }
        return CommonOps_DDRM.mult(out, slopes, null);
    }

    private static DMatrixRMaj gaussian(int rows, int columns, RandomGenerator random) {
        DMatrixRMaj m = new DMatrixRMaj(rows, columns);
        for (int i = 0; i < m.data.length; i++) {
            m.data[i] = random.nextGaussian();
        }
        return m;
    }
}
