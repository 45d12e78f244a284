package org.ketwright.studies.comparative;

import java.util.ArrayList;
import java.util.List;

import org.ketwright.studies.report.Axis;
import org.ketwright.studies.report.Block;
import org.ketwright.studies.report.Chart;
import org.ketwright.studies.report.Paragraph;
import org.ketwright.studies.report.Quantity;
import org.ketwright.studies.report.Section;

/** Adversarial images made for one classifier and shown to another, figures 4 to 6 of the paper. */
final class TransferSection {
    private final Evidence evidence;

    TransferSection(Evidence evidence) {
        this.evidence = evidence;
    }

    Section section() {
        double budget = evidence.get(ComparativeSettings.BUDGET);
        List<Variant> four = List.of(evidence.plain(Family.CONVNET), evidence.plain(Family.FOURIER),
                evidence.reupload(0, evidence.few()), evidence.plain(Family.AMPLITUDE));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph("The paper's PGD at a budget of " + budget
                + " sees one classifier, and the images it makes"
                + " are shown to all classifiers of the same draw. Accuracy is over all images, not only over those that"
                + " were right before. The paper's text gives indices of its matrix that contradict each other; here names"
                + " stand."));
        blocks.add(matrix("Transfer between four classifiers (figure 4 of the paper)", four, four, false));
        blocks.add(matrix("Transfer with the length of each image kept", four, four, true));
        blocks.add(bars("Images made for the Fourier net (figure 5 of the paper)", evidence.plain(Family.FOURIER),
                false));
        blocks.add(bars("Images shown to the Fourier net (figure 6 of the paper)", evidence.plain(Family.FOURIER),
                true));
        blocks.add(matrix("Transfer between all classifiers", evidence.variants(), evidence.variants(), false));
        return new Section("Transfer", blocks);
    }

    private Chart matrix(String title, List<Variant> sources, List<Variant> victims, boolean isLengthKept) {
        List<List<Quantity>> values = new ArrayList<>();
        for (Variant source : sources) {
            List<Quantity> row = new ArrayList<>();
            for (Variant victim : victims) {
                row.add(evidence.shareTransferred(source, victim, isLengthKept));
            }
            values.add(row);
        }
        String how = isLengthKept
                ? " The amplitude classifier divides an image by its length; an attack that keeps the length loses"
                        + " nothing by that."
                : " On the diagonal the attacker sees its victim.";
        return new Chart.HeatMap(title,
                "Accuracy of the classifier in the column on images made for the one in the row,"
                        + " mean over draws." + how, "made for", labels(sources), "shown to", labels(victims),
                Axis.share("accuracy"), values);
    }

    private Chart bars(String title, Variant fourier, boolean isVictim) {
        List<Variant> others = evidence.variants().stream()
                .filter(variant -> variant.family() == Family.REUPLOAD || variant.family() == Family.AMPLITUDE)
                .toList();
        List<Quantity> values = new ArrayList<>();
        List<Quantity> clean = new ArrayList<>();
        for (Variant other : others) {
            Variant source = isVictim ? other : fourier;
            Variant victim = isVictim ? fourier : other;
            values.add(evidence.shareTransferred(source, victim, false));
            clean.add(evidence.share(victim, Protocol.NOISE, evidence.middle()));
        }
        return new Chart.Bars(title, isVictim
                ? "Accuracy of the Fourier net on images made for each quantum classifier, beside random noise."
                : "Accuracy of each quantum classifier on images made for the Fourier net, beside random noise.",
                labels(others), Axis.share("accuracy"),
                List.of(new Chart.BarSeries("transferred", values), new Chart.BarSeries("random noise", clean)));
    }

    private static List<String> labels(List<Variant> variants) {
        return variants.stream().map(Variant::label).toList();
    }
}
