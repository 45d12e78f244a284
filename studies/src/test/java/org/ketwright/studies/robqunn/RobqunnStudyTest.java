package org.ketwright.studies.robqunn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ketwright.classical.attack.Outcome;
import org.ketwright.studies.Cell;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.Preset;
import org.ketwright.studies.Results;
import org.ketwright.studies.Settings;
import org.ketwright.studies.StudyContract;
import org.ketwright.studies.data.DataFolder;
import org.ketwright.studies.data.DataSet;
import org.ketwright.studies.report.Measured;
import org.ketwright.studies.report.Report;
import org.ketwright.studies.report.Table;
import org.ketwright.studies.report.Text;
import org.ketwright.studies.report.Verdict;

/** The whole study on images that need no files. */
class RobqunnStudyTest extends StudyContract {
    private static final RobqunnStudy STUDY = new RobqunnStudy();
    private static final Map<String, String> TINY = Map.ofEntries(Map.entry("data", "plus-minus"),
            Map.entry("train", "80"), Map.entry("test", "40"), Map.entry("iterative-test", "20"),
            Map.entry("strong-test", "5"), Map.entry("epochs", "8"), Map.entry("seeds", "2"),
            Map.entry("cnn-seeds", "2"), Map.entry("budgets", "0,0.05,0.2,0.3"),
            Map.entry("ansatze", "none,full,random"), Map.entry("draws", "2"), Map.entry("pairs", "40"),
            Map.entry("states", "20"));

    RobqunnStudyTest() {
        super(STUDY, TINY);
    }

    private Evidence evidence() {
        return new Evidence(setup(TINY), results());
    }

    @Test
    void aBudgetOfZeroGivesTheCleanAccuracyExactly() {
        int curves = 0;
        for (var found : evidence().all(RobqunnStudy.MODEL, Model.class, ModelResult.class)) {
            for (Map.Entry<Protocol, List<Outcome>> curve : found.result().curves().entrySet()) {
                Outcome first = curve.getValue().getFirst();
                assertEquals(first.cleanCorrect(), first.robustCorrect(), found.parameters() + " " + curve.getKey());
                assertEquals(0, first.flipped());
                curves++;
            }
        }
        assertTrue(curves > 50);
    }

    @Test
    void aStrongerAttackIsNeverBetterForTheDefenderThanAWeakerOne() {
        for (var found : evidence().all(RobqunnStudy.MODEL, Model.class, ModelResult.class)) {
            Map<Protocol, List<Outcome>> curves = found.result().curves();
            for (int i = 0; i < 4; i++) {
                int fgsm = curves.getOrDefault(Protocol.FGSM_FIRST, List.of()).get(i).robustCorrect();
                assertTrue(curves.getOrDefault(Protocol.PGD, List.of()).get(i).robustCorrect() <= fgsm + 2,
                        found.parameters().toString());
                assertTrue(curves.getOrDefault(Protocol.MIM, List.of()).get(i).robustCorrect() <= fgsm + 2,
                        found.parameters().toString());
            }
        }
    }

    @Test
    void networksLearn() {
        for (var found : evidence().all(RobqunnStudy.MODEL, Model.class, ModelResult.class)) {
            assertTrue(found.result().clean().value() > 0.4, found.parameters() + " " + found.result().clean());
        }
    }

    @Test
    void printedOrderIsRefutedAndCountsOfOperationsAreChecked() {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        report().findings().forEach(finding -> verdicts.put(finding.claim(), finding.verdict()));
        assertEquals(Verdict.NOT_SUPPORTED,
                verdicts.get("The entangler of the printed circuit changes the features"));
        assertEquals(Verdict.SUPPORTED,
                verdicts.get("The full entangler has n(n-1)/2 operations on n = 4 qubits"));
        assertEquals(Verdict.NOT_SUPPORTED, verdicts.get("The linear entangler has n+1 operations on n = 4 qubits"));
    }

    @Test
    void theEngineTakesThePlaceOfTheClosedForm() throws Exception {
        Map<String, String> changes = new LinkedHashMap<>(TINY);
        changes.putAll(Map.of("method", "engine", "seeds", "1", "cnn-seeds", "1", "ablations", "false", "ansatze",
                "full", "epochs", "3"));
        Results byEngine = compute(changes, 1);
        changes.put("method", "closed-form");
        Results byForm = compute(changes, 1);
        Model full = Model.plain(0, FirstLayer.FULL, RobqunnSettings.Scale.PI, RobqunnSettings.Phase.RANDOM);
        Cell cell = Cell.of(RobqunnStudy.MODEL, full);
        ModelResult engine = byEngine.of(cell, ModelResult.class).orElseThrow();
        ModelResult form = byForm.of(cell, ModelResult.class).orElseThrow();
        assertEquals("state vector, double precision, backend cpu", engine.method());
        assertEquals("closed form, double precision", form.method());
        assertEquals(form.clean(), engine.clean());
    }

    private static Map<String, String> onDevice() {
        Map<String, String> changes = new LinkedHashMap<>(TINY);
        changes.putAll(Map.of("device", "ibm_nairobi", "seeds", "1", "cnn-seeds", "1", "ablations", "false", "ansatze",
                "full,random", "budgets", "0.05,0.2,0.3"));
        return changes;
    }

    @Test
    void circuitsRunUnderTheNoiseOfADevice() throws Exception {
        Map<String, String> changes = onDevice();
        Results noisy = compute(changes, 1);
        Report report = STUDY.report(setup(changes), noisy);
        assertTrue(report.sections().stream().anyMatch(s -> s.title().equals("Under the noise of ibm_nairobi")));
        Table checks = (Table) report.sections().getLast().blocks().getLast();
        assertTrue(checks.rows().stream().anyMatch(row -> row.getFirst().toString().contains("density matrices")));
        checks.rows().forEach(row -> assertFalse(row.getLast().equals(new Text("no")), row.toString()));
        int networks = 0;
        for (var found : new Evidence(setup(changes), noisy).all(RobqunnStudy.NOISY, Model.class, NoisyResult.class)) {
            NoisyResult result = found.result();
            assertEquals("ibm_nairobi", result.device().name());
            assertTrue(result.check().features() < 1e-12, result.check().toString());
            assertTrue(result.check().gradients() < 1e-11, result.check().toString());
            assertTrue(result.fit().entanglers() >= (found.parameters().layer() == FirstLayer.FULL ? 12 : 2));
            assertTrue(result.fit().seconds() > 5e-6 && result.fit().seconds() < 5e-5, result.fit().toString());
            for (NoisyResult.Attacked attacked : result.regimes().values()) {
                attacked.adaptive().values().forEach(curve -> assertTrue(
                        curve.getLast().robustCorrect() <= curve.getFirst().cleanCorrect()));
                assertEquals(3, attacked.transferred().size());
            }
            result.regimes().values().forEach(attacked -> assertTrue(attacked.clean().value() > 0.4));
            assertEquals(2, result.regimes().size());
            networks++;
        }
        assertEquals(2, networks);
        assertCleanAccuracyIsThatOfNobodysAttack(report);
    }

    /** Also where the first budget is not 0. */
    private static void assertCleanAccuracyIsThatOfNobodysAttack(Report report) {
        Table accuracies = report.sections().stream().flatMap(section -> section.blocks().stream())
                .filter(block -> block instanceof Table table && table.title().startsWith("Accuracy under the noise"))
                .map(block -> (Table) block).findFirst().orElseThrow();
        for (var row : accuracies.rows()) {
            double clean = ((Measured) row.get(2)).value();
            double attacked = ((Measured) row.get(3)).value();
            assertTrue(clean > 0.4 && clean > attacked + 0.1, row.toString());
        }
    }

    /** Without a device there is nothing new: neither cells nor sections. */
    @Test
    void withoutADeviceNothingIsAdded() {
        assertTrue(results().cells().stream().noneMatch(cell -> cell.kind().equals(RobqunnStudy.NOISY)));
        assertTrue(report().sections().stream().noneMatch(section -> section.title().contains("noise of")));
        Exception e = assertThrows(FailureException.class, () -> setup(Map.of("device", "ibm_nowhere")));
        assertTrue(String.valueOf(e.getMessage()).contains("one of none, ibm_nairobi, ibmq_montreal"));
    }

    @Test
    void onlyMnistIsRead() {
        for (Preset preset : STUDY.presets()) {
            assertEquals(List.of(DataSet.MNIST), STUDY.data(Settings.of(STUDY, preset, Map.of())));
        }
        assertEquals(List.of(), STUDY.data(setup(TINY).settings()));
    }

    @Test
    void withoutMnistItRefusesInOneLine(@TempDir Path empty) {
        FailureException e = assertThrows(FailureException.class,
                () -> new DataFolder(empty).require(STUDY.data(setup(Map.of()).settings()).getFirst()));
        assertEquals(ExitCode.INPUT, e.exitCode());
        assertTrue(String.valueOf(e.getMessage()).contains("train-images-idx3-ubyte"));
    }
}
