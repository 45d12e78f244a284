package org.ketwright.studies.comparative;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Seed;
import org.ketwright.classical.data.PlusMinus;
import org.ketwright.classical.network.Optimizer;
import org.ketwright.classical.network.Trainer;
import org.ketwright.qml.AmplitudeClassifier;
import org.ketwright.qml.ConvNet;
import org.ketwright.qml.FourierNet;
import org.ketwright.qml.Model;
import org.ketwright.qml.ReuploadClassifier;
import org.ketwright.simulator.StateVectorSimulator;
import org.ketwright.studies.CellContext;

/** What cells are made from: the images, and the trained classifiers, each trained once in a run. */
final class Workbench {
    private final CellContext context;

    Workbench(CellContext context) {
        this.context = context;
    }

    CellContext context() {
        return context;
    }

    Seed seed(String purpose) {
        return context.seed().derive(purpose);
    }

    LabeledImages train() {
        return images("train", context.get(ComparativeSettings.TRAIN));
    }

    LabeledImages validation() {
        return images("validation", context.get(ComparativeSettings.VALIDATION));
    }

    /** The first shuffled training images, as in the paper. */
    LabeledImages attacked() {
        LabeledImages train = train();
        return train.slice(0, Math.min(train.count(), context.get(ComparativeSettings.ATTACKED)));
    }

    private LabeledImages images(String part, int count) {
        return context.shared(part, LabeledImages.class, () -> PlusMinus
                .generate(Math.ceilDiv(count, PlusMinus.CLASSES), seed("images").derive(part)));
    }

    StateVectorSimulator simulator() {
        return StateVectorSimulator.on(context.backend()).withPrecision(context.setup().precision());
    }

    /** A training, done by the first cell that asks for it. */
    TrainedModel trained(Recipe recipe) {
        return context.shared(recipe, TrainedModel.class, () -> train(recipe, train(), validation(), epochs(recipe
                .family())));
    }

    /** A trained classifier. */
    Model<?> model(Subject subject) {
        return trained(subject.recipe()).after(subject.epochs());
    }

    /** Trains on images of 16 x 16 pixels in four classes, and keeps the classifier after some epochs. */
    TrainedModel train(Recipe recipe, LabeledImages images, LabeledImages validation, List<Integer> looks) {
        Seed start = seed("start").derive(recipe.family().name()).derive(recipe.draw());
        return switch (recipe.family()) {
            case CONVNET -> train(recipe, ConvNet.initialized(ConvNet.Shape.PAPER, start), images, validation, looks);
            case FOURIER -> train(recipe, FourierNet.initialized(FourierNet.Shape.PAPER, start), images, validation,
                    looks);
            case REUPLOAD -> train(recipe,
                    ReuploadClassifier.initialized(simulator(), ReuploadClassifier.Shape.PAPER, start), images,
                    validation, looks);
            case AMPLITUDE -> train(recipe,
                    AmplitudeClassifier.initialized(simulator(), AmplitudeClassifier.Shape.PAPER, start), images,
                    validation, looks);
        };
    }

    private <M extends Model<M>> TrainedModel train(Recipe recipe, M initial, LabeledImages images,
            LabeledImages validation, List<Integer> looks) {
        int batch = context.get(
                recipe.family() == Family.FOURIER ? ComparativeSettings.FOURIER_BATCH : ComparativeSettings.BATCH);
        Trainer trainer = new Trainer(new Optimizer.Adam(context.get(ComparativeSettings.RATE)), looks.getLast(),
                batch);
        if (initial instanceof ReuploadClassifier reupload && recipe.lambda() > 0) {
            trainer = trainer.withPenalty(reupload.lipschitzPenalty(recipe.lambda()));
        }
        TreeMap<Integer, Model<?>> snapshots = new TreeMap<>();
        List<Trainer.Epoch> history = trainer.train(initial, images, validation,
                seed("order").derive(recipe.draw()), (model, epochs) -> {
                    if (looks.contains(epochs)) {
                        snapshots.put(epochs, model);
                    }
                }).history();
        return new TrainedModel(snapshots, history);
    }

    /** After how many epochs a classifier of this kind is looked at. */
    List<Integer> epochs(Family family) {
        return epochs(family, context.get(ComparativeSettings.EPOCHS), context.get(ComparativeSettings.LONG_EPOCHS));
    }

    static List<Integer> epochs(Family family, int few, int many) {
        List<Integer> looks = new ArrayList<>(List.of(few));
        if (family == Family.REUPLOAD && many > few) {
            looks.add(many);
        }
        return looks;
    }
}
