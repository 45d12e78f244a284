package org.ketwright.qml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.ketwright.classical.Classifier;
import org.ketwright.classical.ClassifierContract;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.data.PlusMinus;
import org.ketwright.classical.network.DivergedException;
import org.ketwright.classical.network.Optimizer;
import org.ketwright.classical.network.Penalty;
import org.ketwright.classical.network.Trainer;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.Backends;
import org.ketwright.simulator.StateVectorSimulator;

/** What holds for each of the four models: the contract of classifiers, training, and what is refused. */
class ModelsTest {
    private static final StateVectorSimulator SCALAR = StateVectorSimulator.on(Backends.named("scalar"));
    private static final StateVectorSimulator CPU = StateVectorSimulator.on(Backends.named("cpu"));

    static ReuploadClassifier reupload(StateVectorSimulator simulator) {
        ReuploadClassifier.Shape shape = new ReuploadClassifier.Shape(4, 3, 36, 3);
        return ReuploadClassifier.of(simulator, shape, waves(36, 0.7, 1.5), waves(36, 0.3, 0.4));
    }

    static AmplitudeClassifier amplitude(StateVectorSimulator simulator) {
        return AmplitudeClassifier.of(simulator, new AmplitudeClassifier.Shape(4, 3, 3), waves(36, 0.4, 1));
    }

    static FourierNet fourier() {
        return FourierNet.initialized(new FourierNet.Shape(36, 5, 3), new Seed(1));
    }

    static ConvNet convNet() {
        return ConvNet.initialized(new ConvNet.Shape(8, 2, 3, 3), new Seed(1));
    }

    private static double[] waves(int count, double frequency, double amplitude) {
        double[] out = new double[count];
        Arrays.setAll(out, i -> amplitude * Math.sin(frequency * i + 0.1));
        return out;
    }

    private static Tensor images(int count, int side) {
        return Tensor.of(QuanvolutionTest.randomFloats(count * side * side, 5), count, 1, side, side);
    }

    abstract static class Contract extends ClassifierContract {
        private final Model<?> model;

        Contract(Model<?> model) {
            this.model = model;
        }

        @Override
        protected Classifier classifier() {
            return model;
        }

        @Override
        protected Tensor samples() {
            return images(11, (int) Math.sqrt(model.pixels()));
        }

        @Override
        protected double gradientTolerance() {
            // What is left is the third derivative of sines.
            return 3e-3;
        }
    }

    @Nested
    class Reupload extends Contract {
        Reupload() {
            super(reupload(CPU));
        }
    }

    @Nested
    class Amplitude extends Contract {
        Amplitude() {
            super(amplitude(SCALAR));
        }
    }

    @Nested
    class Fourier extends Contract {
        Fourier() {
            super(fourier());
        }
    }

    @Nested
    class Convolutional extends Contract {
        Convolutional() {
            super(convNet());
        }

        @Override
        protected double step() {
            return 1.0 / 4096;
        }
    }

    @Test
    void theFourierNetIsItsFormula() {
        FourierNet net = fourier();
        Tensor x = images(2, 6);
        float[] w = net.frequencies().data();
        float[] amplitudes = net.amplitudes().data();
        for (int n = 0; n < 2; n++) {
            for (int k = 0; k < 3; k++) {
                double expected = 0;
                for (int h = 0; h < 5; h++) {
                    double z = 0;
                    for (int i = 0; i < 36; i++) {
                        z += w[36 * h + i] * x.data()[36 * n + i];
                    }
                    expected += amplitudes[10 * k + h] * Math.sin(z) + amplitudes[10 * k + 5 + h] * Math.cos(z);
                }
                assertEquals(expected, net.logits(x).data()[3 * n + k], 1e-6);
            }
        }
    }

    /** No step of a training or an attack asks for outputs before it asks for gradients. */
    @Test
    void circuitsRunForwardOnceInEachStep() {
        List<String> calls = new ArrayList<>();
        Backend counted = (Backend) Proxy.newProxyInstance(Backend.class.getClassLoader(),
                new Class<?>[] {Backend.class}, (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    return method.invoke(CPU.backend(), arguments);
                });
        StateVectorSimulator simulator = StateVectorSimulator.on(counted);
        for (QuantumClassifier<?> model : List.of(reupload(simulator), amplitude(simulator))) {
            Tensor x = images(7, (int) Math.sqrt(model.pixels()));
            model.pull(x, (first, logits) -> logits);
            new ShotClassifier(model, 10, new Seed(1)).pull(x, (first, logits) -> logits);
            try (var gradients = model.gradients(x, 3)) {
                gradients.run(model.trainedParameters(), new int[] {4, 0, 3}, (first, logits) -> logits,
                        new float[model.trainedParameters().length]);
            }
        }
        assertEquals(6, calls.stream().filter("pullback"::equals).count());
        assertFalse(calls.contains("expectations"), calls.toString());
    }

    /** Central differences of the loss of a batch along the gradient that training uses. */
    @Test
    void gradientsOfParametersAreThoseOfTheLoss() {
        for (Model<?> model : List.of(reupload(CPU), amplitude(CPU), fourier(), convNet())) {
            Tensor x = images(6, (int) Math.sqrt(model.pixels()));
            int[] batch = {4, 0, 3};
            float[] weights = {1, -0.5f, 2, 0.3f, 0.7f, -1, -2, 0.1f, 0.4f};
            float[] at = model.trainedParameters();
            float[] gradient = new float[at.length];
            try (var gradients = model.gradients(x, 3)) {
                Tensor logits = gradients.run(at, batch, (first, some) -> Tensor.of(weights, 3, 3).slice(first,
                        first + some.count()), gradient);
                float[] wanted = model.logits(x.select(batch)).data();
                assertArrayEquals(wanted, logits.data(), 1e-6f);
            }
            double length = 0;
            float[] up = at.clone();
            float[] down = at.clone();
            float step = 1f / 512;
            for (float g : gradient) {
                length += (double) g * g;
            }
            for (int i = 0; i < at.length; i++) {
                up[i] += (float) (step * gradient[i] / Math.sqrt(length));
                down[i] -= (float) (step * gradient[i] / Math.sqrt(length));
            }
            double slope = (weigh(model.withTrainedParameters(up), x.select(batch), weights)
                    - weigh(model.withTrainedParameters(down), x.select(batch), weights)) / (2 * step);
            assertEquals(Math.sqrt(length), slope, 5e-3 * Math.sqrt(length), model.getClass().getSimpleName());
        }
    }

    private static double weigh(Classifier model, Tensor x, float... weights) {
        double sum = 0;
        float[] logits = model.logits(x).data();
        for (int i = 0; i < logits.length; i++) {
            sum += (double) weights[i] * logits[i];
        }
        return sum;
    }

    private static <M extends Model<M>> Trainer.Trained<M> train(Model<M> model, Penalty penalty, int epochs) {
        @SuppressWarnings("unchecked")
        M start = (M) model;
        return new Trainer(new Optimizer.Adam(0.01), epochs, 16).withPenalty(penalty).train(start,
                PlusMinus.generate(20, new Seed(1)), PlusMinus.generate(5, new Seed(2)), new Seed(3));
    }

    @Test
    void oneTrainerTrainsAllOfThem() {
        List<Model<?>> models = List.of(
                ReuploadClassifier.initialized(CPU, new ReuploadClassifier.Shape(4, 64, 256, 4), new Seed(4)),
                AmplitudeClassifier.initialized(CPU, new AmplitudeClassifier.Shape(8, 6, 4), new Seed(4)),
                FourierNet.initialized(FourierNet.Shape.PAPER, new Seed(4)),
                ConvNet.initialized(ConvNet.Shape.PAPER, new Seed(4)));
        for (Model<?> model : models) {
            Trainer.Trained<?> trained = train(model, Penalty.NONE, 8);
            Trainer.Epoch first = trained.history().getFirst();
            Trainer.Epoch last = trained.history().getLast();
            String name = String.format(Locale.ROOT, "%s: %s to %s", model.getClass().getSimpleName(), first, last);
            assertTrue(last.loss() < first.loss() && last.accuracy() > 0.5, name);
            Trainer.Score validation = last.validation();
            assertTrue(validation != null && validation.accuracy() > 0.5, name);
            // Bit-identical the second time.
            assertEquals(trained.history(), train(model, Penalty.NONE, 8).history(), name);
        }
    }

    @Test
    void theLipschitzPenaltyKeepsWeightsSmallAndBiasesFree() {
        ReuploadClassifier start = ReuploadClassifier.initialized(CPU, new ReuploadClassifier.Shape(4, 64, 256, 4),
                new Seed(4));
        ReuploadClassifier free = train(start, Penalty.NONE, 4).model();
        ReuploadClassifier held = train(start, start.lipschitzPenalty(0.2), 4).model();
        assertTrue(squares(held.weights()) < 0.5 * squares(free.weights()));
        assertTrue(squares(held.biases()) > 0.5 * squares(free.biases()));

        float[] parameters = start.trainedParameters();
        float[] gradient = new float[parameters.length];
        start.lipschitzPenalty(0.2).addGradient(parameters, gradient);
        assertEquals(0.2 * squares(start.weights()) / 4, start.lipschitzPenalty(0.2).value(parameters), 1e-8);
        for (int i = 0; i < gradient.length; i++) {
            assertEquals(i < gradient.length / 2 ? 0.2 * 0.5 * parameters[i] : 0, gradient[i], 1e-9);
        }
    }

    private static double squares(double... values) {
        return Arrays.stream(values).map(v -> v * v).sum();
    }

    @Test
    void divergenceIsAnErrorOfItsOwn() {
        LabeledImages images = PlusMinus.generate(4, new Seed(1));
        Trainer wild = new Trainer(new Optimizer.Sgd(1e38, 0.9), 3, 4);
        for (Executable each : List.<Executable>of(
                () -> wild.train(ReuploadClassifier.of(CPU, new ReuploadClassifier.Shape(4, 64, 256, 4),
                        waves(768, 1, 1), waves(768, 2, 1)), images.images(), images.labels(), new Seed(1)),
                () -> wild.train(FourierNet.initialized(FourierNet.Shape.PAPER, new Seed(1)), images.images(),
                        images.labels(), new Seed(1)))) {
            assertThrows(DivergedException.class, each);
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        refuses("36", () -> reupload(CPU).logits(images(2, 4)));
        refuses("36", () -> fourier().logits(images(2, 4)));
        refuses("16", () -> amplitude(CPU).logits(images(2, 6)));
        refuses("N x [1, 8, 8]", () -> convNet().logits(images(2, 6)));
        refuses("the nearest size that does is 256", () -> new ReuploadClassifier.Shape(8, 32, 250, 4));
        refuses("classes", () -> new ReuploadClassifier.Shape(2, 32, 64, 3));
        refuses("classes", () -> new AmplitudeClassifier.Shape(8, 32, 9));
        refuses("layers", () -> new AmplitudeClassifier.Shape(8, 0, 4));
        refuses("weights", () -> ReuploadClassifier.of(CPU, ReuploadClassifier.Shape.PAPER, new double[3],
                new double[768]));
        refuses("number 5 is NaN", () -> {
            double[] angles = new double[36];
            angles[5] = Double.NaN;
            AmplitudeClassifier.of(CPU, new AmplitudeClassifier.Shape(4, 3, 3), angles);
        });
        float[] pixels = QuanvolutionTest.randomFloats(3 * 16, 1);
        Arrays.fill(pixels, 16, 32, 0);
        refuses("image 1 are 0", () -> amplitude(CPU).logits(Tensor.of(pixels, 3, 1, 4, 4)));
        refuses("image 1 are 0", () -> amplitude(CPU).pull(Tensor.of(pixels, 3, 1, 4, 4), (first, z) -> z));
        float[] bad = pixels.clone();
        bad[40] = Float.POSITIVE_INFINITY;
        refuses("pixel 8 of image 2 is Infinity", () -> amplitude(CPU).logits(Tensor.of(bad, 3, 1, 4, 4)));
    }

    private static void refuses(String part, Executable executable) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, executable).getMessage());
        assertTrue(message.contains(part), message);
    }
}
