package org.ketwright.studies.comparative;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.ketwright.studies.report.Measured;
import org.ketwright.studies.report.Report;
import org.ketwright.studies.report.Section;

/** Puts the report together. */
final class ComparativeReport {
    private final Evidence evidence;

    ComparativeReport(Evidence evidence) {
        this.evidence = evidence;
    }

    Report write() {
        List<Section> sections = new ArrayList<>();
        sections.add(new AccuracySection(evidence).section());
        sections.add(new PictureSection(evidence).section());
        sections.add(new TransferSection(evidence).section());
        sections.add(new BoundsSection(evidence).section());
        sections.add(new TrainingSection(evidence).section());
        sections.add(new ExtensionSection(evidence).section());
        sections.add(new MnistSection(evidence).section());
        sections.add(new CheckSection(evidence).section());
        return new Report(answer(), new Claims(evidence).findings(), sections, Methods.paragraphs(evidence));
    }

    private String answer() {
        Variant convnet = evidence.plain(Family.CONVNET);
        Variant reupload = evidence.reupload(0, evidence.few());
        Variant regularized = evidence.reupload(evidence.lambdas().getLast(), evidence.few());
        int middle = evidence.middle();
        List<Double> values = new ArrayList<>();
        for (Variant variant : List.of(convnet, evidence.plain(Family.FOURIER), reupload,
                evidence.plain(Family.AMPLITUDE), regularized)) {
            if (evidence.share(variant, Protocol.PGD, middle) instanceof Measured measured) {
                values.add(100 * measured.value());
            }
        }
        if (values.size() < 5) {
            return "Not enough has been computed to answer yet.";
        }
        Object[] all = values.toArray();
        String answer = String.format(Locale.ROOT, "Under the paper's PGD at a budget of "
                + evidence.budgets().get(middle)
                + " the ConvNet keeps %.1f %% of the images right, the Fourier net %.1f %%, the re-upload circuit %.1f %% and"
                + " the amplitude circuit %.1f %%; with Lipschitz regularization of strength "
                + evidence.lambdas().getLast() + " the re-upload circuit keeps %.1f %%.", all);
        return answer + (evidence.draws() == 1
                ? " This is one draw of each; how much draws differ needs the standard preset."
                : "");
    }
}
