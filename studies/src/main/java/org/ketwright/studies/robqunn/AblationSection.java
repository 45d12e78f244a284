package org.ketwright.studies.robqunn;

import java.util.ArrayList;
import java.util.List;
import org.ketwright.studies.report.Block;
import org.ketwright.studies.report.Column;
import org.ketwright.studies.report.Entry;
import org.ketwright.studies.report.Format;
import org.ketwright.studies.report.NotRun;
import org.ketwright.studies.report.Paragraph;
import org.ketwright.studies.report.Section;
import org.ketwright.studies.report.Table;
import org.ketwright.studies.report.Text;
import org.ketwright.studies.robqunn.Evidence.Family;
import org.ketwright.studies.robqunn.Model.Variant;

/** What could make networks seem robust that are not: scale of features, a second softmax, filters left untrained. */
final class AblationSection {
    private final Evidence evidence;

    AblationSection(Evidence evidence) {
        this.evidence = evidence;
    }

    Section section() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(
                "First layers give features of different spread (see the table above), which a dense layer"
                        + " can undo by larger weights; standardized features have mean 0 and variance 1 over the training images."
                        + " An attack that takes probabilities for logits, as CleverHans does with a network that ends in softmax,"
                        + " sees gradients that shrink where the network is sure, and may leave more right than it should."));
        blocks.add(features());
        blocks.add(softmax());
        return new Section("Ablations", blocks);
    }

    private Table features() {
        List<List<Entry>> rows = new ArrayList<>();
        for (FirstLayer layer : evidence.layers()) {
            for (Variant variant : variants(layer)) {
                Family family = new Family(layer, evidence.scale(), evidence.phase(), variant);
                List<Entry> row = new ArrayList<>(List.of(new Text(layer.label()), new Text(words(variant))));
                row.add(evidence.clean(family));
                row.add(evidence.robustness(family, Protocol.FGSM));
                row.add(evidence.robustness(family, Protocol.PGD));
                rows.add(row);
            }
        }
        NotRun why = new NotRun("this study trains no circuits");
        rows.add(List.of(new Text("any circuit"), new Text(words(Variant.TRAINED)), why, why, why));
        return new Table("Features and filters",
                "Clean accuracy, and accuracy averaged over budgets, as means over draws.",
                List.of(new Column("first layer", Format.GENERAL), new Column("variant", Format.GENERAL),
                        new Column("clean", Format.PERCENT), new Column("FGSM", Format.PERCENT),
                        new Column("PGD", Format.PERCENT)),
                rows);
    }

    private static List<Variant> variants(FirstLayer layer) {
        return layer.isQuantum() ? List.of(Variant.PLAIN, Variant.STANDARDIZED) : List.of(Variant.values());
    }

    private static String words(Variant variant) {
        return switch (variant) {
            case PLAIN -> "as in the paper";
            case STANDARDIZED -> "standardized features";
            case TRAINED -> "trained with the head";
        };
    }

    private Table softmax() {
        List<List<Entry>> rows = new ArrayList<>();
        for (FirstLayer layer : evidence.layers()) {
            Family family = evidence.family(layer);
            rows.add(List.of(new Text(layer.label()), evidence.robustness(family, Protocol.FGSM),
                    evidence.robustness(family, Protocol.LEGACY_FGSM), evidence.robustness(family, Protocol.PGD),
                    evidence.robustness(family, Protocol.LEGACY_PGD)));
        }
        return new Table("Through a second softmax",
                "Accuracy averaged over budgets under attacks that see the logits, and under the same attacks that take"
                        + " the probabilities for logits; means over draws.",
                List.of(new Column("first layer", Format.GENERAL), new Column("FGSM", Format.PERCENT),
                        new Column("FGSM, second softmax", Format.PERCENT), new Column("PGD", Format.PERCENT),
                        new Column("PGD, second softmax", Format.PERCENT)),
                rows);
    }
}
