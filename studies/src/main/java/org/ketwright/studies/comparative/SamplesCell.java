package org.ketwright.studies.comparative;

import java.util.List;
import java.util.stream.IntStream;

import org.ketwright.classical.LabeledImages;
import org.ketwright.studies.report.Picture;

/** One image of each class, figure 1 of the paper. */
final class SamplesCell {

    /** Which data set; there is one. */
    record Source(String data) {
        static final Source PLUS_MINUS = new Source("plus-minus");
    }

    /** Pictures in the order of the classes. */
    record Result(List<Picture> pictures) {}

    private final Workbench workbench;

    SamplesCell(Workbench workbench) {
        this.workbench = workbench;
    }

    Result compute() {
        LabeledImages images = workbench.train();
        return new Result(IntStream.range(0, images.classes())
                .mapToObj(label -> IntStream.range(0, images.count()).filter(i -> images.labels()[i] == label)
                        .findFirst())
                .flatMapToInt(found -> found.isPresent() ? IntStream.of(found.getAsInt()) : IntStream.empty())
                .mapToObj(i -> Picture.gray(images.images().extent(3), images.images().extent(2),
                        images.images().slice(i, i + 1).data(), ""))
                .toList());
    }
}
