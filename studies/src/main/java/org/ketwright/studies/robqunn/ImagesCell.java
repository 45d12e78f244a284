package org.ketwright.studies.robqunn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ketwright.classical.Classifier;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.attack.Attack;
import org.ketwright.classical.attack.Evaluation;
import org.ketwright.classical.attack.Fgsm;
import org.ketwright.classical.attack.Mim;
import org.ketwright.studies.report.Picture;
import org.ketwright.studies.report.PictureGrid;

/** A few test images, as they are and as each attack leaves them. */
final class ImagesCell {
    static final double BUDGET = 0.1;
    static final List<String> COLUMNS = List.of("clean", "FGSM", "PGD", "MIM");
    private static final int IMAGES = 4;

    /** The network that is attacked. */
    record Result(List<PictureGrid.Row> rows) {}

    private final Workbench workbench;

    ImagesCell(Workbench workbench) {
        this.workbench = workbench;
    }

    Result compute(Model model) {
        LabeledImages images = ofDifferentClasses(workbench.test());
        Classifier victim = new Training(workbench).trained(model).classifier();
        Evaluation evaluation = new Evaluation(victim, images, workbench.seed("attack"));
        List<Tensor> versions = new ArrayList<>(List.of(images.images()));
        for (Attack attack : List.of(new Fgsm(), ModelCell.PGD, new Mim())) {
            Tensor adversarial = evaluation.run(attack, victim, ThreatModel.linf((float) BUDGET), true).images();
            versions.add(adversarial == null ? images.images() : adversarial);
        }
        List<Tensor> logits = versions.stream().map(victim::logits).toList();
        List<PictureGrid.Row> rows = new ArrayList<>();
        for (int i = 0; i < images.count(); i++) {
            List<Picture> pictures = new ArrayList<>();
            for (int v = 0; v < versions.size(); v++) {
                Tensor image = versions.get(v).slice(i, i + 1);
                int answer = logits.get(v).argmax(i);
                pictures.add(Picture.gray(image.extent(3), image.extent(2), image.data(),
                        "read as " + answer + (answer == images.labels()[i] ? "" : " (wrong)")));
            }
            rows.add(new PictureGrid.Row(images.labels()[i] + ", " + name(model.layer()), pictures));
        }
        return new Result(rows);
    }

    private static String name(FirstLayer layer) {
        return layer.isQuantum() ? "QuNN " + layer.label() : layer.label();
    }

    private static LabeledImages ofDifferentClasses(LabeledImages test) {
        int[] first = new int[test.classes()];
        Arrays.fill(first, -1);
        for (int i = test.count() - 1; i >= 0; i--) {
            first[(int) test.labels()[i]] = i;
        }
        return test.select(Arrays.stream(first).filter(i -> i >= 0).limit(IMAGES).toArray());
    }
}
