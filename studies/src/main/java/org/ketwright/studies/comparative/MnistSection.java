package org.ketwright.studies.comparative;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.ketwright.studies.Cell;
import org.ketwright.studies.report.Column;
import org.ketwright.studies.report.Entry;
import org.ketwright.studies.report.Format;
import org.ketwright.studies.report.Measured;
import org.ketwright.studies.report.NotRun;
import org.ketwright.studies.report.Quantity;
import org.ketwright.studies.report.Section;
import org.ketwright.studies.report.Table;
import org.ketwright.studies.report.Text;

/** The appendix on MNIST, one draw. */
final class MnistSection {
    private final Evidence evidence;

    MnistSection(Evidence evidence) {
        this.evidence = evidence;
    }

    Section section() {
        List<Column> columns = new ArrayList<>(List.of(new Column("classifier", Format.GENERAL),
                new Column("test images, no attack", Format.PERCENT)));
        for (double budget : evidence.budgets()) {
            columns.add(new Column("budget " + budget, Format.PERCENT));
        }
        List<List<Entry>> rows = new ArrayList<>();
        for (Family family : Family.values()) {
            List<Entry> row = new ArrayList<>(List.of(new Text(family.label())));
            Cell cell = Cell.of(ComparativeStudy.MNIST, Recipe.plain(0, family));
            Optional<MnistCell.Result> result = evidence.results().of(cell, MnistCell.Result.class);
            String missing = evidence.get(ComparativeSettings.MNIST) == 0
                    ? "left out by this preset; --set mnist-train=1000 and a data folder with MNIST run it"
                    : result.map(MnistCell.Result::missing)
                            .orElse(result.isPresent() ? "" : evidence.results().reason(cell));
            if (missing.isEmpty()) {
                MnistCell.Result there = result.orElseThrow();
                row.add(Measured.share(there.validation().hits(), there.validation().total()));
                there.outcomes().forEach(o -> row.add(Measured.share(o.robustCorrect(), o.total())));
            } else {
                Quantity why = new NotRun(missing);
                for (int i = 0; i <= evidence.budgets().size(); i++) {
                    row.add(why);
                }
            }
            rows.add(row);
        }
        return new Section("Appendix: four digits of MNIST", List.of(new Table("MNIST, digits 0 to 3",
                "Shrunk from 28 to 18 pixels without aliasing, cut to 16 x 16; one draw, " + evidence.few()
                        + " epochs, the paper's PGD on training images. The paper states no numbers.",
                columns, rows)));
    }
}
