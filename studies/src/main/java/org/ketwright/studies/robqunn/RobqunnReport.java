package org.ketwright.studies.robqunn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ketwright.studies.report.Finding;
import org.ketwright.studies.report.Measured;
import org.ketwright.studies.report.Paragraph;
import org.ketwright.studies.report.PictureGrid;
import org.ketwright.studies.report.Quantity;
import org.ketwright.studies.report.Report;
import org.ketwright.studies.report.Section;

/** Puts the report together. */
final class RobqunnReport {
    private final Evidence evidence;

    RobqunnReport(Evidence evidence) {
        this.evidence = evidence;
    }

    Report write() {
        List<Finding> findings = new Claims(evidence).findings();
        List<Section> sections = new ArrayList<>();
        CurveSections curves = new CurveSections(evidence);
        sections.add(curves.main());
        sections.add(new TransferSection(evidence).section());
        pictures(sections);
        sections.add(new CircuitSection(evidence).section());
        sections.add(new SpreadSection(evidence).section());
        sections.addAll(curves.others());
        if (evidence.hasDevice()) {
            sections.add(new DeviceSection(evidence).section());
        }
        sections.add(new AblationSection(evidence).section());
        sections.add(new CheckSection(evidence).section());
        return new Report(answer(), findings, sections, Methods.paragraphs(evidence));
    }

    private void pictures(List<Section> sections) {
        List<PictureGrid.Row> rows = new ArrayList<>();
        for (var found : evidence.all(RobqunnStudy.IMAGES, Model.class, ImagesCell.Result.class)) {
            rows.addAll(found.result().rows());
        }
        if (!rows.isEmpty()) {
            sections.add(new Section("Adversarial images",
                    List.of(new PictureGrid("Images before and after attacks",
                            "A row is a digit and the network that is attacked: the image as it is, and as each attack leaves it"
                                    + " at a budget of "
                                    + ImagesCell.BUDGET + "; below each, how the network reads it.",
                            ImagesCell.COLUMNS, rows))));
        } else {
            sections.add(new Section("Adversarial images", List.of(new Paragraph("Not computed yet."))));
        }
    }

    private String answer() {
        Quantity cnn = evidence.robustness(evidence.family(FirstLayer.CNN), Protocol.PGD);
        List<String> parts = new ArrayList<>();
        double low = 1;
        double high = 0;
        for (FirstLayer layer : evidence.quantum()) {
            if (evidence.robustness(evidence.family(layer), Protocol.PGD) instanceof Measured measured) {
                low = Math.min(low, measured.value());
                high = Math.max(high, measured.value());
            }
        }
        if (!(cnn instanceof Measured reference) || low > high) {
            return "Not enough has been computed to answer yet.";
        }
        parts.add(String.format(Locale.ROOT,
                "Under PGD, averaged over the budgets, the quanvolutional networks keep %.1f to %.1f %% of the test images"
                        + " right, depending on the entangler, and the CNN %.1f %%.",
                100 * low, 100 * high, 100 * reference.value()));
        int draws = evidence.draws(FirstLayer.NONE);
        parts.add(draws == 1
                ? "This is one draw of the circuits; how much draws differ, and so whether the entangler matters, needs"
                        + " the standard preset."
                : new SpreadSection(evidence).sentence());
        return String.join(" ", parts);
    }
}
