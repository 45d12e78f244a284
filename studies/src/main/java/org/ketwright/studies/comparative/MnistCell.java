package org.ketwright.studies.comparative;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.attack.AutoAttack.Effort;
import org.ketwright.classical.attack.Evaluation;
import org.ketwright.classical.attack.Outcome;
import org.ketwright.classical.attack.Proportion;
import org.ketwright.classical.data.SmallImages;
import org.ketwright.qml.Model;
import org.ketwright.studies.data.DataSet;

/** The appendix: the four kinds of classifiers on digits 0 to 3, shrunk to 18 x 18 pixels and cut to 16 x 16. */
final class MnistCell {
    private static final int CLASSES = 4;
    private static final int SHRUNK = 18;
    private static final int TEST_SHARE = 5;

    /**
     * Counts, or why there are none.
     *
     * @param missing
     *            why nothing was computed, or null
     * @param validation
     *            on test images, not attacked
     * @param outcomes
     *            the paper's PGD at each budget, on training images as in the paper
     */
    record Result(@Nullable String missing, Proportion validation, List<Outcome> outcomes) {}

    private final Workbench workbench;

    MnistCell(Workbench workbench) {
        this.workbench = workbench;
    }

    Result compute(Recipe recipe) {
        if (!workbench.context().data().has(DataSet.MNIST)) {
            return new Result("no MNIST files in the data folder; \"ketwright data fetch mnist\" gets them",
                    new Proportion(0, 0), List.of());
        }
        int count = workbench.context().get(ComparativeSettings.MNIST);
        LabeledImages train = images("train", count);
        LabeledImages test = images("t10k", Math.ceilDiv(count, TEST_SHARE));
        Model<?> model = workbench.train(recipe, train, test, List.of(workbench.context().get(
                ComparativeSettings.EPOCHS)))
                .snapshots().firstEntry().getValue();
        LabeledImages attacked = train.slice(0,
                Math.min(train.count(), workbench.context().get(ComparativeSettings.ATTACKED)));
        Evaluation evaluation = new Evaluation(model, attacked, workbench.seed("attack"));
        List<Outcome> outcomes = new ArrayList<>();
        for (double budget : workbench.context().get(ComparativeSettings.BUDGETS)) {
            outcomes.add(evaluation.run(Protocol.PGD.attack(budget, Effort.QUICK), Protocol.PGD.threat(budget))
                    .outcome());
        }
        return new Result(null, new Evaluation(model, test, workbench.seed("attack")).cleanAccuracy(), outcomes);
    }

    /** The first images of four digits in a random order, shrunk. */
    private LabeledImages images(String part, int count) {
        return workbench.context().shared("mnist " + part, LabeledImages.class, () -> {
            LabeledImages all = workbench.context().data().images(DataSet.MNIST, part);
            int[] order = workbench.seed("images").derive("mnist " + part).permutation(all.count());
            int[] chosen = Arrays.stream(order).filter(i -> all.labels()[i] < CLASSES).limit(count).toArray();
            LabeledImages some = all.select(chosen);
            return new LabeledImages(SmallImages.shrink(some.images(), SHRUNK, 1),
                    IntStream.range(0, chosen.length).mapToLong(i -> some.labels()[i]).toArray(), CLASSES);
        });
    }
}
