package org.ketwright.studies.comparative;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.attack.AutoAttack.Effort;
import org.ketwright.classical.attack.Evaluation;
import org.ketwright.classical.attack.Grades;
import org.ketwright.classical.attack.Outcome;
import org.ketwright.classical.attack.Pgd;
import org.ketwright.classical.attack.Proportion;
import org.ketwright.classical.attack.StepSize;
import org.ketwright.qml.Model;

/** Attacks one classifier in every way at every budget. */
final class AttackCell {
    private static final Pgd STRONG = new Pgd(200, StepSize.ofBudget(0.125));

    /**
     * Counts.
     *
     * @param validation
     *            on validation images, not attacked
     * @param curves
     *            at each budget of the settings
     * @param strong
     *            PGD with 200 steps and a budget of 1
     */
    record Result(Proportion validation, Map<Protocol, List<Outcome>> curves, Outcome strong) {

        double accuracy(Protocol protocol, int budget) {
            return curves.getOrDefault(protocol, List.of()).get(budget).accuracy().value();
        }
    }

    private final Workbench workbench;

    AttackCell(Workbench workbench) {
        this.workbench = workbench;
    }

    /** With nothing allowed all attacks are one; the paper's is run and checked. */
    private Map<Protocol, Grades> untouched(Model<?> victim, LabeledImages images) {
        Grades grades = new Evaluation(victim, images, workbench.seed("attack"))
                .run(Protocol.PGD.attack(0, Effort.QUICK), Protocol.PGD.threat(0)).grades();
        Map<Protocol, Grades> all = new EnumMap<>(Protocol.class);
        for (Protocol protocol : Protocol.values()) {
            all.put(protocol, grades);
        }
        return all;
    }

    private Map<Protocol, Grades> grades(Model<?> victim, LabeledImages images, double budget) {
        Effort effort = workbench.context().get(ComparativeSettings.EFFORT);
        Evaluation evaluation = new Evaluation(victim, images, workbench.seed("attack"));
        Map<Protocol, Grades> all = new EnumMap<>(Protocol.class);
        List<Grades> clipped = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            if (protocol != Protocol.TOGETHER) {
                Grades grades = evaluation.run(protocol.attack(budget, effort), protocol.threat(budget)).grades();
                all.put(protocol, grades);
                if (protocol.isClipped()) {
                    clipped.add(grades);
                }
            }
        }
        Grades together = worst(clipped);
        if (effort != Effort.QUICK) {
            int[] left = IntStream.range(0, images.count()).filter(together::isRobustCorrect).toArray();
            if (left.length > 0) {
                Grades last = new Evaluation(victim, images.select(left), workbench.seed("attack"))
                        .run(Protocol.TOGETHER.attack(budget, effort), Protocol.TOGETHER.threat(budget)).grades();
                int[] attacked = together.attacked().clone();
                for (int i = 0; i < left.length; i++) {
                    attacked[left[i]] = last.attacked()[i];
                }
                together = new Grades(together.labels(), together.clean(), attacked, -1);
            }
        }
        all.put(Protocol.TOGETHER, together);
        return all;
    }

    /** For each image what the first attack that made it wrong made of it. */
    static Grades worst(List<Grades> all) {
        Grades first = all.getFirst();
        int[] attacked = first.attacked().clone();
        for (Grades grades : all) {
            for (int i = 0; i < attacked.length; i++) {
                attacked[i] = attacked[i] == first.labels()[i] ? grades.attacked()[i] : attacked[i];
            }
        }
        return new Grades(first.labels(), first.clean(), attacked, -1);
    }

    Result compute(Subject subject) {
        Model<?> victim = workbench.model(subject);
        LabeledImages images = workbench.attacked();
        Map<Protocol, List<Outcome>> curves = new EnumMap<>(Protocol.class);
        for (double budget : workbench.context().get(ComparativeSettings.BUDGETS)) {
            Map<Protocol, Grades> grades = budget == 0 ? untouched(victim, images) : grades(victim, images, budget);
            grades.forEach((protocol, g) -> curves.computeIfAbsent(protocol, _ -> new ArrayList<>()).add(g.outcome()));
        }
        LabeledImages few = images.slice(0,
                Math.min(images.count(), workbench.context().get(ComparativeSettings.STRONG)));
        Outcome strong = new Evaluation(victim, few, workbench.seed("attack")).run(STRONG, ThreatModel.linf(1))
                .outcome();
        return new Result(
                new Evaluation(victim, workbench.validation(), workbench.seed("attack")).cleanAccuracy(), curves,
                strong);
    }
}
