package org.ketwright.studies.robqunn;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.ketwright.classical.Classifier;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.attack.Attack;
import org.ketwright.classical.attack.Evaluation;
import org.ketwright.classical.attack.Fgsm;
import org.ketwright.classical.attack.Mim;
import org.ketwright.classical.attack.Outcome;
import org.ketwright.qml.Quanvolution;
import org.ketwright.qml.QuanvolutionClassifier;
import org.ketwright.studies.robqunn.NoisyResult.Attacked;
import org.ketwright.studies.robqunn.NoisyResult.Regime;

/**
 * Runs one network's circuits under the noise of a device, with the head that was trained without noise and with one
 * trained with it, and attacks both: with gradients that go exactly through the noise, and with images made for the
 * network without noise.
 */
final class NoisyCell {
    /** Images on which closed form and density matrices are compared. */
    private static final int IMAGES = 10;

    private static final Map<Protocol, Attack> ATTACKS = new EnumMap<>(
            Map.of(Protocol.FGSM, new Fgsm(), Protocol.PGD, ModelCell.PGD, Protocol.MIM, new Mim()));

    private final Workbench workbench;
    private final Training training;

    NoisyCell(Workbench workbench) {
        this.workbench = workbench;
        this.training = new Training(workbench);
    }

    NoisyResult compute(Model model) {
        DeviceCircuit circuit = workbench.onDevice(model);
        LabeledImages test = workbench.test();
        TrainedModel retrained = training.trainedWithNoise(model);
        Quanvolution noisy = workbench.noisyQuanvolution(model);
        Classifier deployed = new QuanvolutionClassifier(noisy, training.quantumHead(model));
        Classifier source = training.trained(model).classifier();
        Map<Regime, Attacked> regimes = new EnumMap<>(Regime.class);
        regimes.put(Regime.DEPLOYED, attacked(deployed, source));
        regimes.put(Regime.RETRAINED, attacked(retrained.classifier(), source));
        return new NoisyResult(circuit.device(), circuit.fit(),
                EngineCell.compare(workbench, test.slice(0, Math.min(IMAGES, test.count())),
                        workbench.noisyClosedForm(circuit), workbench.noisyEngine(circuit)),
                retrained.deviations(), regimes);
    }

    private Attacked attacked(Classifier victim, Classifier source) {
        LabeledImages test = workbench.test();
        LabeledImages first = test.slice(0,
                Math.min(test.count(), workbench.context().get(RobqunnSettings.ITERATIVE)));
        Evaluation onTest = new Evaluation(victim, test, workbench.seed("attack"));
        Evaluation onFirst = new Evaluation(victim, first, workbench.seed("attack"));
        Map<Protocol, List<Outcome>> adaptive = new EnumMap<>(Protocol.class);
        Map<Protocol, List<Outcome>> transferred = new EnumMap<>(Protocol.class);
        ATTACKS.forEach((protocol, attack) -> {
            Evaluation evaluation = protocol == Protocol.FGSM ? onTest : onFirst;
            adaptive.put(protocol, outcomes(evaluation, attack, victim));
            transferred.put(protocol, outcomes(evaluation, attack, source));
        });
        return new Attacked(onTest.cleanAccuracy(), adaptive, transferred);
    }

    private List<Outcome> outcomes(Evaluation evaluation, Attack attack, Classifier source) {
        List<Outcome> outcomes = new ArrayList<>();
        for (double budget : workbench.context().get(RobqunnSettings.BUDGETS)) {
            outcomes.add(evaluation.run(attack, source, ThreatModel.linf((float) budget), false).outcome());
        }
        return outcomes;
    }
}
