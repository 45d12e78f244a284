package org.ketwright.studies.robqunn;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.ketwright.classical.Classifier;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.attack.Evaluation;
import org.ketwright.classical.attack.Fgsm;
import org.ketwright.classical.attack.Outcome;
import org.ketwright.qml.Order;
import org.ketwright.qml.Quanvolution;
import org.ketwright.qml.QuanvolutionClassifier;
import org.ketwright.studies.robqunn.RobqunnSettings.Phase;
import org.ketwright.studies.robqunn.RobqunnSettings.Scale;

/**
 * The control: the circuits in the order in which the paper prints them, simulated by the engine, with every entangler.
 * A head is trained without an entangler; it then serves all of them, because their features should be the same.
 */
final class PrintedCell {
    private static final int IMAGES = 100;

    /** Which draw. */
    record Control(int draw, Scale scale) {}

    /** How far features differ at most, and counts at each budget by entangler. */
    record Result(int images, double difference, Map<FirstLayer, List<Outcome>> curves) {}

    private final Workbench workbench;

    PrintedCell(Workbench workbench) {
        this.workbench = workbench;
    }

    Result compute(Control control) {
        LabeledImages test = workbench.test();
        LabeledImages some = test.slice(0, Math.min(IMAGES, test.count()));
        Model none = Model.plain(control.draw(), FirstLayer.NONE, control.scale(), Phase.RANDOM);
        Classifier head = new Training(workbench).quantumHead(none);
        double[] reference = new double[0];
        double difference = 0;
        Map<FirstLayer, List<Outcome>> curves = new EnumMap<>(FirstLayer.class);
        for (FirstLayer layer : List.of(FirstLayer.NONE, FirstLayer.LINEAR, FirstLayer.RING, FirstLayer.STAR,
                FirstLayer.FULL)) {
            Model model = Model.plain(control.draw(), layer, control.scale(), Phase.RANDOM);
            Quanvolution quanvolution = new Quanvolution(workbench.engine(model, Order.PRINTED), workbench.grid());
            double[] features = quanvolution.features(EngineCell.pixels(some), some.count());
            if (layer == FirstLayer.NONE) {
                reference = features;
            }
            difference = Math.max(difference, EngineCell.largestDifference(reference, features));
            curves.put(layer, attack(new QuanvolutionClassifier(quanvolution, head), some));
        }
        return new Result(some.count(), difference, curves);
    }

    private List<Outcome> attack(Classifier victim, LabeledImages images) {
        Evaluation evaluation = new Evaluation(victim, images, workbench.seed("attack"));
        List<Outcome> outcomes = new ArrayList<>();
        for (double budget : workbench.context().get(RobqunnSettings.BUDGETS)) {
            outcomes.add(evaluation.run(new Fgsm(), ThreatModel.linf((float) budget)).outcome());
        }
        return outcomes;
    }
}
