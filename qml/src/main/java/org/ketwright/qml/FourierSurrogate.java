package org.ketwright.qml;

import java.util.random.RandomGenerator;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;

/**
 * A classical stand-in for a trained re-upload circuit: sines and cosines of frequencies that the circuit can have, fitted
 * to its outputs (Landman, Thabet, Dalyac, Mhiri and Kashefi 2022, "Classically approximating variational quantum machine
 * learning with random Fourier features", section IV).
 *
 * <p>
 * Frequencies are drawn by tree sampling: each angle, independently, adds its weight in its pixel with a sign drawn from
 * (-1, 0, 0, 1), as differences of two eigenvalues drawn from (-1/2, 1/2) come. The first frequency is zero. Amplitudes are
 * those of ridge regression.
 *
 * @param frequencies
 *            how many are drawn, 1 or more
 * @param ridge
 *            weight of the squared amplitudes in the fit, times the number of images; positive
 * @param seed
 *            key of the draws
 */
public record FourierSurrogate(int frequencies, double ridge, Seed seed) {
    private static final int[] SIGNS = {-1, 0, 0, 1};

    /** Checks the numbers. */
    public FourierSurrogate {
        if (frequencies < 1 || !(ridge > 0) || Double.isInfinite(ridge)) {
            throw new IllegalArgumentException(
                    "a surrogate needs 1 frequency or more and a positive, finite ridge but was"
                            + " given " + frequencies + " and " + ridge);
        }
    }

    /**
     * Fits a net to a circuit.
     *
     * @param circuit
     *            the trained circuit
     * @param images
     *            where outputs are compared
     * @return the net
     */
    public FourierNet fit(ReuploadClassifier circuit, Tensor images) {
        FourierNet.Shape shape = new FourierNet.Shape(circuit.pixels(), frequencies, circuit.classes());
        float[] drawn = draw(circuit);
        double[] outputs = circuit.outputs(circuit.features(images));
        DMatrixRMaj waves = waves(drawn, images);
        // With fewer images than waves, the smaller system: amplitudes = waves' (waves waves' + ridge)^-1 outputs.
        int count = images.count();
        DMatrixRMaj gram = new DMatrixRMaj(count, count);
        CommonOps_DDRM.multTransB(waves, waves, gram);
        for (int i = 0; i < count; i++) {
            gram.add(i, i, ridge * count);
        }
        DMatrixRMaj right = new DMatrixRMaj(count, shape.classes());
        for (int k = 0; k < shape.classes(); k++) {
            for (int s = 0; s < count; s++) {
                right.set(s, k, outputs[k * count + s]);
            }
        }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(count);
        if (!solver.setA(gram)) {
            throw new IllegalArgumentException("the fit has no solution in double precision with a ridge of " + ridge
                    + "; take a larger one");
        }
        DMatrixRMaj dual = new DMatrixRMaj(count, shape.classes());
        solver.solve(right, dual);
        DMatrixRMaj amplitudes = new DMatrixRMaj(shape.classes(), waves.numCols);
        CommonOps_DDRM.multTransA(dual, waves, amplitudes);
        float[] single = new float[amplitudes.data.length];
        for (int i = 0; i < single.length; i++) {
            single[i] = (float) amplitudes.data[i];
        }
        return FourierNet.of(shape, drawn, single);
    }

    /** Frequency vectors that the circuit can have, row by row. */
    private float[] draw(ReuploadClassifier circuit) {
        double[] weights = circuit.weights();
        int pixels = circuit.pixels();
        double[] out = new double[frequencies * pixels];
        RandomGenerator random = seed.generator();
        for (int f = 1; f < frequencies; f++) {
            for (int j = 0; j < weights.length; j++) {
                out[f * pixels + j % pixels] += SIGNS[random.nextInt(SIGNS.length)] * weights[j];
            }
        }
        float[] single = new float[out.length];
        for (int i = 0; i < out.length; i++) {
            single[i] = (float) out[i];
        }
        return single;
    }

    /** All sines, then all cosines, of each image. */
    private DMatrixRMaj waves(float[] drawn, Tensor images) {
        int pixels = images.sampleSize();
        DMatrixRMaj waves = new DMatrixRMaj(images.count(), 2 * frequencies);
        for (int s = 0; s < images.count(); s++) {
            for (int f = 0; f < frequencies; f++) {
                double z = 0;
                for (int i = 0; i < pixels; i++) {
                    z += (double) drawn[f * pixels + i] * images.data()[s * pixels + i];
                }
                waves.set(s, f, Math.sin(z));
                waves.set(s, frequencies + f, Math.cos(z));
            }
        }
        return waves;
    }
}
