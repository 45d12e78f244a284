package org.ketwright.studies.robqunn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.ketwright.classical.Classifier;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.attack.Attack;
import org.ketwright.classical.attack.Evaluation;
import org.ketwright.classical.attack.Fgsm;
import org.ketwright.classical.attack.Grades;
import org.ketwright.classical.attack.LegacyProbabilitiesAsLogits;
import org.ketwright.classical.attack.Mim;
import org.ketwright.classical.attack.Outcome;
import org.ketwright.classical.attack.Pgd;
import org.ketwright.classical.attack.RandomNoise;
import org.ketwright.classical.attack.StepSize;
import org.ketwright.studies.robqunn.Model.Variant;

/** Trains one network and attacks it at every budget. */
final class ModelCell {
    static final Attack PGD = new Pgd(20, StepSize.ofBudget(0.125));
    private static final Attack STRONG = new Pgd(200, StepSize.ofBudget(0.125));

    private final Workbench workbench;
    private final Training training;
    private final List<Double> budgets;

    ModelCell(Workbench workbench) {
        this.workbench = workbench;
        this.training = new Training(workbench);
        this.budgets = workbench.context().get(RobqunnSettings.BUDGETS);
    }

    ModelResult compute(Model model) {
        TrainedModel trained = training.trained(model);
        Classifier victim = trained.classifier();
        LabeledImages test = workbench.test();
        LabeledImages first = test.slice(0,
                Math.min(test.count(), workbench.context().get(RobqunnSettings.ITERATIVE)));
        Evaluation onTest = new Evaluation(victim, test, workbench.seed("attack"));
        Evaluation onFirst = new Evaluation(victim, first, workbench.seed("attack"));
        Classifier softmax = new LegacyProbabilitiesAsLogits(victim);
        Map<Protocol, List<Outcome>> curves = new EnumMap<>(Protocol.class);
        List<Grades> fgsm = grades(onTest, new Fgsm(), victim);
        curves.put(Protocol.FGSM, fgsm.stream().map(Grades::outcome).toList());
        curves.put(Protocol.FGSM_FIRST, fgsm.stream().map(g -> first(g, first.count()).outcome()).toList());
        curves.put(Protocol.PGD, outcomes(onFirst, PGD, victim));
        curves.put(Protocol.MIM, outcomes(onFirst, new Mim(), victim));
        curves.put(Protocol.NOISE, outcomes(onTest, new RandomNoise(RandomNoise.Kind.SIGN), victim));
        if (model.variant() == Variant.PLAIN) {
            curves.put(Protocol.LEGACY_FGSM, outcomes(onTest, new Fgsm(), softmax));
            curves.put(Protocol.LEGACY_PGD, outcomes(onFirst, PGD, softmax));
            if (model.layer().isQuantum()) {
                Classifier cnn = training.trained(model.cnn()).classifier();
                curves.put(Protocol.FROM_CNN, outcomes(onTest, new Fgsm(), cnn));
                curves.put(Protocol.TO_CNN,
                        outcomes(new Evaluation(cnn, test, workbench.seed("attack")), new Fgsm(), victim));
            }
        }
        LabeledImages few = test.slice(0, Math.min(test.count(), workbench.context().get(RobqunnSettings.STRONG)));
        Outcome strong = new Evaluation(victim, few, workbench.seed("attack")).run(STRONG, ThreatModel.linf(1))
                .outcome();
        return new ModelResult(onTest.cleanAccuracy(), trained.train(), trained.deviations(), curves, strong,
                trained.method());
    }

    private List<Outcome> outcomes(Evaluation evaluation, Attack attack, Classifier source) {
        return grades(evaluation, attack, source).stream().map(Grades::outcome).toList();
    }

    private List<Grades> grades(Evaluation evaluation, Attack attack, Classifier source) {
        List<Grades> grades = new ArrayList<>();
        for (double budget : budgets) {
            grades.add(evaluation.run(attack, source, ThreatModel.linf((float) budget), false).grades());
        }
        return grades;
    }

    private static Grades first(Grades all, int count) {
        return new Grades(Arrays.copyOf(all.labels(), count), Arrays.copyOf(all.clean(), count),
                Arrays.copyOf(all.attacked(), count), all.goalClass());
    }
}
