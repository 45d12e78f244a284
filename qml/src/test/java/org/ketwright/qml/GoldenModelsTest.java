package org.ketwright.qml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ketwright.kernels.Backends;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.StateVectorSimulator;
import org.ketwright.simulator.Wrt;
import org.ketwright.simulator.numpy.NumpyArray;
import org.ketwright.simulator.numpy.NumpyFile;

/**
 * The quantum classifiers against other implementations: one in NumPy, whose values are written out here, and
 * PennyLane's, in files of golden values.
 */
class GoldenModelsTest {
    private static final int ANGLES = 768;

    private static double[] fill(int count, IntToDoubleFunction value) {
        double[] out = new double[count];
        Arrays.setAll(out, value);
        return out;
    }

    static double[] waveWeights() {
        return fill(ANGLES, i -> 0.3 * Math.sin(0.7 * i + 0.1));
    }

    private static double[] waveAngles() {
        return fill(ANGLES, i -> 0.5 * Math.cos(0.3 * i));
    }

    private static Features wavePixels() {
        return Features.single(fill(256, j -> 7 * j % 11 / 11.0));
    }

    private static StateVectorSimulator on(String backend) {
        return StateVectorSimulator.on(Backends.named(backend));
    }

    private static double[] softmaxMinusOne(double[] logits, int label) {
        double sum = Arrays.stream(logits).map(Math::exp).sum();
        return fill(logits.length, k -> Math.exp(logits[k]) / sum - (k == label ? 1 : 0));
    }

    private static void equal(double[] expected, double[] actual, double tolerance) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance, "number " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "cpu"})
    void theReuploadClassifierIsTheOneInNumpy(String backend) {
        ReuploadClassifier model = ReuploadClassifier.of(on(backend), ReuploadClassifier.Shape.PAPER, waveWeights(),
                waveAngles());
        double[] logits = model.outputs(wavePixels());
        equal(new double[] {.014761568670618, .006256280086058, -.013893208019806, .067099429834840}, logits, 1e-14);
        double loss = Math.log(Arrays.stream(logits).map(Math::exp).sum()) - logits[1];
        assertEquals(1.399044217372673, loss, 1e-12);
        double[] gradient = model.pullback(wavePixels(), softmaxMinusOne(logits, 1), Wrt.FEATURES).featureGradient();
        equal(new double[] {-.000394313929024, -.013490424417157, -.005990606987510, -.011160139615799}, gradient,
                1e-14);
        assertEquals(-.039499597677215, Arrays.stream(gradient).sum(), 1e-14);
        equal(new double[] {.053270189209486, -.005065671221256, -.067351575192696, -.064879031460503},
                model.outputs(Features.single(new double[256])), 1e-14);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "cpu"})
    void theAmplitudeClassifierIsTheOneInNumpy(String backend) {
        AmplitudeClassifier model = AmplitudeClassifier.of(on(backend), AmplitudeClassifier.Shape.PAPER, waveAngles());
        double[] logits = model.outputs(wavePixels());
        equal(new double[] {-.002060379178467, -.008176245642515, .116005595789044, .050139011536076}, logits, 1e-14);
        equal(new double[] {-.018669090414083, .006197426925601, .009951079309214, -.013320817504548},
                model.pullback(wavePixels(), softmaxMinusOne(logits, 1), Wrt.FEATURES).featureGradient(), 1e-14);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "cpu"})
    void bothAreThoseOfPennylane(String backend) throws IOException {
        Path folder = GoldenFiles.folder("gradients", GoldenModelsTest.class);
        Map<String, NumpyArray> golden = NumpyFile.readArchive(folder.resolve("reup_0.npz"));
        ReuploadClassifier reupload = ReuploadClassifier.of(on(backend), ReuploadClassifier.Shape.PAPER,
                doubles(golden, "weights"), doubles(golden, "bias"));
        compare(reupload, golden, "jac_weights", "jac_bias");
        golden = NumpyFile.readArchive(folder.resolve("amp_0.npz"));
        compare(AmplitudeClassifier.of(on(backend), AmplitudeClassifier.Shape.PAPER, doubles(golden, "weights")),
                golden, "jac_weights");
    }

    private static void compare(QuantumClassifier<?> model, Map<String, NumpyArray> golden, String... blocks) {
        Features x = Features.single(doubles(golden, "x"));
        equal(doubles(golden, "out"), model.outputs(x), 1e-11);
        for (int k = 0; k < 4; k++) {
            int logit = k;
            double[] unit = fill(4, i -> i == logit ? 1 : 0);
            equal(Arrays.copyOfRange(doubles(golden, "jac_x"), 256 * k, 256 * (k + 1)),
                    model.pullback(x, unit, Wrt.FEATURES).featureGradient(), 1e-11);
            double[] byParameter = model.pullback(x, unit, Wrt.PARAMETERS).parameterGradient();
            for (int b = 0; b < blocks.length; b++) {
                equal(Arrays.copyOfRange(doubles(golden, blocks[b]), ANGLES * k, ANGLES * (k + 1)),
                        Arrays.copyOfRange(byParameter, ANGLES * b, ANGLES * (b + 1)), 1e-11);
            }
        }
    }

    static double[] doubles(Map<String, NumpyArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name).doubles();
    }
}
