package org.ketwright.studies.comparative;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.attack.AutoAttack.Effort;
import org.ketwright.classical.attack.Outcome;
import org.ketwright.classical.attack.TransferMatrix;
import org.ketwright.classical.network.DivergedException;

/** Makes adversarial images for each classifier of a draw and shows them to all others. */
final class TransferCell {
    private static final int BATCH = 250;

    /** Which draw. */
    record Draw(int draw) {}

    /** Classifiers, and counts by source and victim under the paper's PGD and under the one that keeps lengths. */
    record Result(List<Variant> variants, List<List<Outcome>> outcomes, List<List<Outcome>> lengthKept) {}

    private final Workbench workbench;

    TransferCell(Workbench workbench) {
        this.workbench = workbench;
    }

    Result compute(Draw draw, List<Variant> variants) {
        SequencedMap<String, Classifier> classifiers = new LinkedHashMap<>();
        List<Variant> there = new ArrayList<>();
        for (Variant variant : variants) {
            try {
                classifiers.put(variant.label(), workbench.model(variant.at(draw.draw())));
                there.add(variant);
            } catch (DivergedException e) {
                // Its own cell reports it; the matrix shows the others.
                classifiers.remove(variant.label());
            }
        }
        return new Result(there, outcomes(classifiers, Protocol.PGD), outcomes(classifiers, Protocol.LENGTH_KEPT));
    }

    private List<List<Outcome>> outcomes(SequencedMap<String, Classifier> classifiers, Protocol protocol) {
        double budget = workbench.context().get(ComparativeSettings.BUDGET);
        ThreatModel threat = protocol.threat(budget);
        return TransferMatrix.measure(classifiers, workbench.attacked(), protocol.attack(budget, Effort.QUICK), threat,
                workbench.seed("attack"), BATCH).outcomes();
    }
}
