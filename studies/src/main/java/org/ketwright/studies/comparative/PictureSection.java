package org.ketwright.studies.comparative;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.ketwright.studies.Cell;
import org.ketwright.studies.report.Block;
import org.ketwright.studies.report.Column;
import org.ketwright.studies.report.Entry;
import org.ketwright.studies.report.Format;
import org.ketwright.studies.report.Paragraph;
import org.ketwright.studies.report.Picture;
import org.ketwright.studies.report.PictureGrid;
import org.ketwright.studies.report.Section;
import org.ketwright.studies.report.Table;
import org.ketwright.studies.report.Text;

/** Adversarial images and perturbation patterns, figures 3 and 7 of the paper. */
final class PictureSection {
    private final Evidence evidence;

    PictureSection(Evidence evidence) {
        this.evidence = evidence;
    }

    Section section() {
        List<Block> blocks = new ArrayList<>();
        evidence.results()
                .of(Cell.of(ComparativeStudy.SAMPLES, SamplesCell.Source.PLUS_MINUS), SamplesCell.Result.class)
                .ifPresent(result -> blocks.add(new PictureGrid("One image of each class (figure 1 of the paper)",
                        "As they are trained on.",
                        PatternCell.CLASSES.subList(0, result.pictures().size()),
                        List.of(new PictureGrid.Row("", result.pictures())))));
        List<String> names = new ArrayList<>(List.of("clean"));
        List<Picture> adversarial = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        List<Picture> perturbations = new ArrayList<>();
        for (Variant variant : evidence.variants()) {
            Optional<PatternCell.Result> result = evidence.pattern(variant.at(0));
            if (result.isPresent()) {
                if (adversarial.isEmpty()) {
                    adversarial.add(result.get().clean());
                }
                names.add(variant.label());
                adversarial.add(result.get().adversarial());
                changed.add(variant.label());
                perturbations.add(result.get().perturbation());
            }
        }
        double budget = evidence.get(ComparativeSettings.BUDGET);
        if (changed.isEmpty()) {
            blocks.add(new Paragraph("Not computed yet."));
        } else {
            blocks.add(new PictureGrid("Adversarial images of one " + PatternCell.CLASSES.get(
                    PatternCell.RIGHT) + " (figure 3 of the paper)", "The paper's PGD at a budget of " + budget
                            + " on each classifier of the first draw.",
                    names, List.of(new PictureGrid.Row("", adversarial))));
            blocks.add(new PictureGrid("Perturbations of one " + PatternCell.CLASSES.get(PatternCell.MINUS)
                    + " (figure 7 of the paper)",
                    "Gray is no change, white a change of +" + budget + ", black of -" + budget + ".", changed,
                    List.of(new PictureGrid.Row("", perturbations))));
        }
        blocks.add(coherence());
        return new Section("Images, adversarial images and patterns", blocks);
    }

    private Table coherence() {
        List<List<Entry>> rows = new ArrayList<>();
        String minus = PatternCell.CLASSES.get(PatternCell.MINUS);
        String right = PatternCell.CLASSES.get(PatternCell.RIGHT);
        for (Variant variant : evidence.variants()) {
            List<Entry> row = new ArrayList<>(List.of(new Text(variant.label())));
            for (int from : new int[] {PatternCell.MINUS, PatternCell.RIGHT}) {
                for (boolean isAimed : new boolean[] {false, true}) {
                    row.add(evidence.mean(ComparativeStudy.PATTERN, variant.at(0),
                            evidence.coherence(variant, from, isAimed)));
                }
                row.add(evidence.mean(ComparativeStudy.PATTERN, variant.at(0),
                        evidence.look(variant, from, false, PatternCell.Look::outside)));
            }
            rows.add(row);
        }
        return new Table("Coherence of perturbations with the step to a plus",
                "1 if every change makes the image more like a plus where the classes differ, 0 for noise, -1 for the"
                        + " opposite; means over the attacked images of a class, and over draws. Aimed: the attack aims at"
                        + " the plus. Outside: share of the squared changes where the two classes do not differ. The paper"
                        + " shows pictures only.",
                List.of(new Column("classifier", Format.GENERAL), new Column(minus + " to +", Format.FIXED),
                        new Column(minus + " to +, aimed", Format.FIXED),
                        new Column(minus + " to +, outside", Format.PERCENT), new Column(right + " to +", Format.FIXED),
                        new Column(right + " to +, aimed", Format.FIXED),
                        new Column(right + " to +, outside", Format.PERCENT)),
                rows);
    }
}
