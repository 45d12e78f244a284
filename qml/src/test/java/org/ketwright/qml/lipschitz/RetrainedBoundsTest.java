package org.ketwright.qml.lipschitz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Seed;
import org.ketwright.classical.data.PlusMinus;
import org.ketwright.classical.network.Optimizer;
import org.ketwright.classical.network.Penalty;
import org.ketwright.classical.network.Trainer;
import org.ketwright.kernels.Backends;
import org.ketwright.qml.ConvNet;
import org.ketwright.qml.Model;
import org.ketwright.qml.ReuploadClassifier;
import org.ketwright.simulator.StateVectorSimulator;

/**
 * Models trained as Wendlinger et al. (arXiv 2404.16154) did, for 20 epochs, on images of our own: their bounds fall where
 * table I has them, within 15 percent for the re-upload classifiers and 25 for the convolutional net.
 */
@Tag("slow")
class RetrainedBoundsTest {
    private static final StateVectorSimulator CPU = StateVectorSimulator.on(Backends.named("cpu"));
    private static final LabeledImages TRAINING = PlusMinus.generate(250, new Seed(11));
    private static final LabeledImages VALIDATION = PlusMinus.generate(50, new Seed(12));
    private static final Trainer TRAINER = new Trainer(new Optimizer.Adam(0.001), 20, 50);

    private static <M extends Model<M>> double bound(M model, Penalty penalty, String name) {
        Trainer.Trained<M> trained = TRAINER.withPenalty(penalty).train(model, TRAINING, VALIDATION, new Seed(3));
        Trainer.Score score = trained.history().getLast().validation();
        assertTrue(score != null && score.accuracy() > 0.95, trained.history()::toString);
        return LipschitzBounds.of(trained.model(), 1).stream().filter(b -> b.name().equals(name)).findFirst()
                .orElseThrow().value();
    }

    @Test
    void reuploadBoundsFallWithRegularizationAsInThePaper() {
        ReuploadClassifier start = ReuploadClassifier.initialized(CPU, ReuploadClassifier.Shape.PAPER, new Seed(5));
        double[][] table = {{0, 73.11}, {0.1, 18.18}, {0.2, 13.50}};
        for (double[] row : table) {
            double bound = bound(start, start.lipschitzPenalty(row[0]), LipschitzBounds.PAPER);
            assertEquals(1, bound / row[1], 0.15, "lambda " + row[0] + ": " + bound);
        }
    }

    @Test
    void theBoundOfTheConvolutionalNetIsThatOfThePaper() {
        double bound = bound(ConvNet.initialized(ConvNet.Shape.PAPER, new Seed(5)), Penalty.NONE,
                LipschitzBounds.PRODUCT);
        assertEquals(1, bound / 20.24, 0.25, "" + bound);
    }
}
