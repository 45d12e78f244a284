package org.ketwright.studies.comparative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.attack.Grades;
import org.ketwright.classical.attack.Outcome;
import org.ketwright.kernels.Precision;
import org.ketwright.studies.Cell;
import org.ketwright.studies.Preset;
import org.ketwright.studies.Results;
import org.ketwright.studies.Settings;
import org.ketwright.studies.Setup;
import org.ketwright.studies.StudyContract;
import org.ketwright.studies.data.DataSet;
import org.ketwright.studies.report.Finding;
import org.ketwright.studies.report.Measured;
import org.ketwright.studies.report.NotRun;
import org.ketwright.studies.report.Quantity;
import org.ketwright.studies.report.Report;
import org.ketwright.studies.report.Section;
import org.ketwright.studies.report.Table;

class ComparativeStudyTest extends StudyContract {
    private static final ComparativeStudy STUDY = new ComparativeStudy();
    private static final Map<String, String> TINY = Map.ofEntries(Map.entry("train", "60"),
            Map.entry("validation", "40"), Map.entry("attacked", "8"), Map.entry("epochs", "2"),
            Map.entry("long-epochs", "3"), Map.entry("seeds", "1"), Map.entry("rate", "0.01"),
            Map.entry("batch", "10"), Map.entry("fourier-batch", "10"), Map.entry("budgets", "0,0.1"),
            Map.entry("strong", "2"), Map.entry("shots", "64"), Map.entry("shot-images", "2"),
            Map.entry("surrogate-features", "20"), Map.entry("mnist-train", "40"),
            Map.entry("certified-budgets", "0.001,0.01"));

    ComparativeStudyTest() {
        super(STUDY, TINY);
    }

    @Test
    void certifiedAndAttackedNeverContradictEachOther() {
        int compared = 0;
        for (var found : results().all(ComparativeStudy.BOUNDS, Subject.class, BoundsCell.Result.class)) {
            int certified = 0;
            for (BoundsCell.Certified entry : found.result().certified()) {
                assertEquals(0, entry.contradictions(), found.parameters().toString());
                assertTrue(entry.certified() <= entry.robust(), found.parameters() + ", " + entry);
                certified += entry.certified();
                compared++;
            }
            assertTrue(certified > 0 || found.parameters().family() != Family.CONVNET,
                    "nothing was certified of " + found.parameters());
        }
        assertTrue(compared >= 40);
    }

    @Test
    void aBudgetOfZeroGivesTheCleanAccuracyExactly() {
        int curves = 0;
        for (var found : results().all(ComparativeStudy.ATTACK, Subject.class, AttackCell.Result.class)) {
            for (Map.Entry<Protocol, List<Outcome>> curve : found.result().curves().entrySet()) {
                Outcome first = curve.getValue().getFirst();
                assertEquals(first.cleanCorrect(), first.robustCorrect(), found.parameters() + " " + curve.getKey());
                assertEquals(0, first.flipped());
                curves++;
            }
        }
        assertEquals(7 * Protocol.values().length, curves);
    }

    @Test
    void theLaterSnapshotIsAContinuationAndNotTheSame() {
        Variant few = new Variant(Family.REUPLOAD, 0, 2);
        Variant many = new Variant(Family.REUPLOAD, 0, 3);
        Evidence evidence = new Evidence(setup(TINY), results());
        assertTrue(Math.abs(evidence.bound(few, "paper")[0] - evidence.bound(many, "paper")[0]) > 1e-6);
        assertEquals(3, results().all(ComparativeStudy.TRAINING, Recipe.class, TrainingCell.Result.class).getFirst()
                .result().history().size());
    }

    @Test
    void everyStatementOfThePaperHasAVerdictWithItsNumber() {
        List<Finding> findings = report().findings();
        assertTrue(findings.size() >= 20);
        long told = findings.stream().filter(finding -> !(finding.measured() instanceof NotRun)).count();
        assertTrue(told >= 17, told + " of " + findings.size());
    }

    @Test
    void withoutFilesTheAppendixSaysSo() {
        Section appendix = report().sections().stream().filter(section -> section.title().contains("MNIST")).findFirst()
                .orElseThrow();
        for (var row : ((Table) appendix.blocks().getFirst()).rows()) {
            assertTrue(row.getLast() instanceof NotRun why && why.reason().contains("ketwright data fetch mnist"),
                    row.toString());
        }
    }

    /** Adam's first steps are as long as its rate: nets overflow, circuits, whose logits cannot, go on. */
    @Test
    void aTrainingThatDivergesFailsItsCellsAndTheOthersGoOn() throws Exception {
        Map<String, String> changes = new LinkedHashMap<>(TINY);
        changes.putAll(Map.of("rate", "1e30", "lambdas", "0", "long-epochs", "0", "budgets", "0", "mnist-train", "0"));
        Results wild = compute(changes, 1);
        Cell failed = Cell.of(ComparativeStudy.TRAINING, Recipe.plain(0, Family.CONVNET));
        Cell fine = Cell.of(ComparativeStudy.TRAINING, Recipe.plain(0, Family.REUPLOAD));
        assertTrue(wild.of(failed).isEmpty() && wild.reason(failed).contains("not finite"), wild.reason(failed));
        assertTrue(wild.of(fine).isPresent(), wild.reason(fine));
        TransferCell.Result transfer = wild.of(Cell.of(ComparativeStudy.TRANSFER, new TransferCell.Draw(0)),
                TransferCell.Result.class).orElseThrow();
        assertFalse(transfer.variants().contains(new Variant(Family.CONVNET, 0, 2)));
        assertTrue(transfer.variants().contains(new Variant(Family.REUPLOAD, 0, 2)));
        Report report = STUDY.report(setup(changes), wild);
        assertEquals("Not enough has been computed to answer yet.", report.answer());
        assertTrue(report.toString().contains("not finite"));
    }

    @Test
    void presetsNeedNoDataAndThePaperIsAllThere() {
        for (Preset preset : STUDY.presets()) {
            Setup setup = new Setup(preset, Settings.of(STUDY, preset, Map.of()), 1, Precision.DOUBLE, "cpu");
            assertEquals(List.of(), STUDY.data(setup.settings()));
            boolean isQuick = preset.name().equals("quick");
            assertEquals(isQuick ? List.of() : List.of(DataSet.MNIST), STUDY.optionalData(setup.settings()));
            long stated = ComparativeStudy.variants(setup.settings()).stream().map(PaperTable::claimed)
                    .filter(claimed -> !(claimed instanceof NotRun)).count();
            assertEquals(isQuick ? 0 : 8, stated);
        }
    }

    @Test
    void aContradictionIsCounted() {
        Grades grades = new Grades(new long[] {0, 1, 2}, new int[] {0, 1, 0},
                new int[] {0, 0, 0}, -1);
        BoundsCell.Certified entry = BoundsCell.compare(grades, new double[] {0.3, 0.2, 0},
                ThreatModel.linf(0.1f));
        assertEquals(2, entry.certified());
        assertEquals(1, entry.robust());
        assertEquals(1, entry.contradictions());
    }

    @Test
    void stepsUseUpTheBudget() {
        assertEquals(10, Protocol.steps(0.05));
        assertEquals(10, Protocol.steps(0.1));
        assertEquals(20, Protocol.steps(0.2));
    }

    @Test
    void quantitiesOfMissingDrawsAreLeftOut() {
        Quantity mean = new Evidence(setup(TINY), results()).mean(ComparativeStudy.ATTACK, "none", Double.NaN, 0.5);
        assertEquals(0.5, ((Measured) mean).value());
    }
}
