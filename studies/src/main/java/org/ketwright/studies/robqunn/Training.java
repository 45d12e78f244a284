package org.ketwright.studies.robqunn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ketwright.classical.Classifier;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.network.Architecture;
import org.ketwright.classical.network.Initialization;
import org.ketwright.classical.network.Layer;
import org.ketwright.classical.network.Network;
import org.ketwright.classical.network.Optimizer;
import org.ketwright.classical.network.Trainer;
import org.ketwright.qml.Quanvolution;
import org.ketwright.qml.QuanvolutionClassifier;
import org.ketwright.studies.robqunn.Model.Variant;

/**
 * Trains the networks of the paper: a first layer of four features for each window of 2 x 2 pixels, then one dense layer
 * with softmax; Adam on the cross-entropy (section III of the paper).
 */
final class Training {
    private static final int FILTERS = 4;
    /** Convolution, ReLU and the flattening. */
    private static final int CNN_STEM = 3;

    private final Workbench workbench;

    Training(Workbench workbench) {
        this.workbench = workbench;
    }

    /** The network, trained by the first cell that asks for it. */
    TrainedModel trained(Model model) {
        return workbench.context().shared(model, TrainedModel.class,
                () -> model.layer().isQuantum() ? quantum(model, workbench.quanvolution(model)) : cnn(model));
    }

    /** The network, trained on features as the device gives them; start and order of images are the same. */
    TrainedModel trainedWithNoise(Model model) {
        return quantum(model, workbench.noisyQuanvolution(model));
    }

    /** What follows the circuits of a trained network. */
    Classifier quantumHead(Model model) {
        return trained(model).classifier() instanceof QuanvolutionClassifier hybrid ? hybrid.head() : refuse(model);
    }

    private static Classifier refuse(Model model) {
        throw new IllegalArgumentException("only a quantum network has circuits but was given " + model);
    }

    private TrainedModel quantum(Model model, Quanvolution quanvolution) {
        Network start = Network.initialized(new Architecture(List.of(quanvolution.features()),
                new Layer.Dense(workbench.train().classes())), Initialization.GLOROT_UNIFORM, seed("head", model));
        Head head = head(model, start, quanvolution.features(workbench.train().images()), 1);
        return new TrainedModel(new QuanvolutionClassifier(quanvolution, head.network()), head.accuracy(),
                deviations(quanvolution.features(workbench.test().images()), 1), quanvolution.filter().method());
    }

    private TrainedModel cnn(Model model) {
        LabeledImages train = workbench.train();
        Architecture architecture = new Architecture(
                Arrays.stream(train.images().shape()).skip(1).boxed().toList(),
                new Layer.Convolution(FILTERS, 2, 2), new Layer.Relu(), new Layer.Flatten(),
                new Layer.Dense(train.classes()));
        Network start = Network.initialized(
                architecture.withFrozen(model.variant() == Variant.TRAINED ? 0 : CNN_STEM),
                Initialization.GLOROT_UNIFORM, seed("cnn", model));
        int run = workbench.grid().windows();
        if (model.variant() == Variant.TRAINED) {
            Trainer.Trained<Network> trained = trainer().train(start, train.images(), train.labels(), seed("order",
                    model));
            Network network = Network.of(architecture.withFrozen(CNN_STEM), trained.model().parameters());
            return new TrainedModel(network, trained.history().getLast().accuracy(),
                    deviations(network.features(workbench.test().images()), run), "libtorch, single precision");
        }
        Head head = head(model, start.head(), start.features(train.images()), run);
        Map<String, Tensor> parameters = new LinkedHashMap<>(start.parameters());
        head.network().parameters()
                .forEach((name, value) -> parameters.put(name.replace("0.", CNN_STEM + "."), value));
        Network network = Network.of(start.architecture(), parameters);
        return new TrainedModel(network, head.accuracy(),
                deviations(network.features(workbench.test().images()), run), "libtorch, single precision");
    }

    private record Head(Network network, double accuracy) {}

    private Head head(Model model, Network start, Tensor features, int run) {
        long[] labels = workbench.train().labels();
        if (model.variant() == Variant.PLAIN) {
            Trainer.Trained<Network> trained = trainer().train(start, features, labels, seed("order", model));
            return new Head(trained.model(), trained.history().getLast().accuracy());
        }
        Standardization scaling = Standardization.of(features, FILTERS, run);
        Trainer.Trained<Network> trained = trainer().train(start, scaling.apply(features), labels, seed("order",
                model));
        return new Head(Network.of(start.architecture(), scaling.fold(trained.model().parameters())),
                trained.history().getLast().accuracy());
    }

    private Trainer trainer() {
        return new Trainer(new Optimizer.Adam(workbench.context().get(RobqunnSettings.RATE)),
                workbench.context().get(RobqunnSettings.EPOCHS), workbench.context().get(RobqunnSettings.BATCH));
    }

    private Seed seed(String purpose, Model model) {
        return workbench.seed(purpose).derive(model.draw());
    }

    private static List<Double> deviations(Tensor features, int run) {
        return Arrays.stream(Standardization.of(features, FILTERS, run).deviation()).boxed().toList();
    }
}
