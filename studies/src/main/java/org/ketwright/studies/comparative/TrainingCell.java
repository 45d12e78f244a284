package org.ketwright.studies.comparative;

import java.util.List;
import java.util.Objects;

import org.ketwright.classical.network.Trainer;

/** Trains one classifier. */
final class TrainingCell {

    /** One epoch: mean loss and accuracy on training images while they were trained on, and on validation images after. */
    record Look(double loss, double accuracy, double validationLoss, double validationAccuracy) {}

    /** The number of trained parameters, and one look per epoch. */
    record Result(int parameters, List<Look> history) {}

    private final Workbench workbench;

    TrainingCell(Workbench workbench) {
        this.workbench = workbench;
    }

    Result compute(Recipe recipe) {
        TrainedModel trained = workbench.trained(recipe);
        int parameters = trained.snapshots().lastEntry().getValue().trainedParameters().length;
        return new Result(parameters, trained.history().stream().map(TrainingCell::look).toList());
    }

    private static Look look(Trainer.Epoch epoch) {
        Trainer.Score score = Objects.requireNonNull(epoch.validation(), "every epoch is validated");
        return new Look(epoch.loss(), epoch.accuracy(), score.loss(), score.accuracy());
    }
}
