package org.ketwright.studies.robqunn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.ketwright.classical.Classifier;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.attack.Fgsm;
import org.ketwright.classical.attack.Outcome;
import org.ketwright.classical.attack.TransferMatrix;
import org.ketwright.studies.robqunn.RobqunnSettings.Phase;
import org.ketwright.studies.robqunn.RobqunnSettings.Scale;

/** Makes adversarial images for each network of a draw and shows them to all others. */
final class TransferCell {
    /** A budget at which white-box attacks leave little. */
    static final double BUDGET = 0.1;
    private static final int BATCH = 250;

    /** Which networks. */
    record Group(int draw, Scale scale, Phase phase) {}

    /** The networks, and counts by source and victim. */
    record Result(List<FirstLayer> layers, List<List<Outcome>> outcomes) {}

    private final Workbench workbench;

    TransferCell(Workbench workbench) {
        this.workbench = workbench;
    }

    Result compute(Group group) {
        Training training = new Training(workbench);
        List<FirstLayer> layers = FirstLayer.withCnn(workbench.context().get(RobqunnSettings.ANSATZE));
        SequencedMap<String, Classifier> classifiers = new LinkedHashMap<>();
        for (FirstLayer layer : layers) {
            Model model = Model.plain(group.draw(), layer, group.scale(), group.phase());
            classifiers.put(layer.label(), training.trained(model).classifier());
        }
        TransferMatrix matrix = TransferMatrix.measure(classifiers, workbench.test(), new Fgsm(),
                ThreatModel.linf((float) BUDGET), workbench.seed("attack"), BATCH);
        return new Result(layers, matrix.outcomes());
    }
}
