package org.ketwright.studies.comparative;

import java.util.LinkedHashMap;
import java.util.Map;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Seed;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.attack.Attack;
import org.ketwright.classical.attack.AutoAttack;
import org.ketwright.classical.attack.AutoAttack.Effort;
import org.ketwright.classical.attack.Evaluation;
import org.ketwright.classical.attack.Expectation;
import org.ketwright.classical.attack.Outcome;
import org.ketwright.classical.attack.Proportion;
import org.ketwright.qml.QuantumClassifier;
import org.ketwright.qml.ShotClassifier;

/** Attacks a quantum classifier that is measured a finite number of times. */
final class ShotsCell {
    /** The attacker who sees single answers. */
    static final String SINGLE = "PGD of the paper on single answers";
    /** The attacker who averages. */
    static final String AVERAGED = "PGD of the paper on averaged answers";
    /** The attacker who knows the exact expectation values. */
    static final String EXACT = "PGD of the paper on exact expectation values";
    /** Two stronger attacks that average. */
    static final String STRONG = "AutoAttack for random classifiers";

    /** Accuracy without an attack, exact and from shots, and counts from shots under each attack. */
    record Result(Proportion exact, Proportion shots, Map<String, Outcome> outcomes) {}

    private final Workbench workbench;

    ShotsCell(Workbench workbench) {
        this.workbench = workbench;
    }

    Result compute(Subject subject) {
        QuantumClassifier<?> exact = workbench.model(subject) instanceof QuantumClassifier<?> quantum
                ? quantum
                : refuse(subject);
        LabeledImages all = workbench.attacked();
        LabeledImages images = all.slice(0,
                Math.min(all.count(), workbench.context().get(ComparativeSettings.SHOT_IMAGES)));
        double budget = workbench.context().get(ComparativeSettings.BUDGET);
        Effort effort = workbench.context().get(ComparativeSettings.EFFORT);
        Seed seed = workbench.seed("shots").derive(subject.draw());
        Evaluation evaluation = new Evaluation(measured(exact, seed.derive("victim")), images,
                workbench.seed("attack"));
        Classifier seen = measured(exact, seed.derive("attacker"));
        Attack pgd = Protocol.PGD.attack(budget, effort);
        ThreatModel threat = Protocol.PGD.threat(budget);
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        outcomes.put(SINGLE, evaluation.run(pgd, seen, threat, false).outcome());
        outcomes.put(AVERAGED, evaluation.run(pgd, new Expectation(seen, effort.draws()), threat, false).outcome());
        outcomes.put(EXACT, evaluation.run(pgd, exact, threat, false).outcome());
        outcomes.put(STRONG, evaluation.run(AutoAttack.random(effort), seen, threat, false).outcome());
        return new Result(new Evaluation(exact, images, seed).cleanAccuracy(), evaluation.cleanAccuracy(), outcomes);
    }

    private ShotClassifier measured(QuantumClassifier<?> exact, Seed seed) {
        return new ShotClassifier(exact, workbench.context().get(ComparativeSettings.SHOTS), seed);
    }

    private static QuantumClassifier<?> refuse(Subject subject) {
        throw new IllegalArgumentException("only a quantum classifier is measured but was given " + subject);
    }
}
