package org.ketwright.studies.robqunn;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.ketwright.kernels.Precision;
import org.ketwright.studies.Cell;
import org.ketwright.studies.Results;
import org.ketwright.studies.Setting;
import org.ketwright.studies.Setup;
import org.ketwright.studies.report.Draws;
import org.ketwright.studies.report.Quantity;
import org.ketwright.studies.robqunn.Model.Variant;
import org.ketwright.studies.robqunn.RobqunnSettings.Phase;
import org.ketwright.studies.robqunn.RobqunnSettings.Scale;

/** Results of cells as numbers over draws. */
final class Evidence {

    /** Networks that differ by the draw alone. */
    record Family(FirstLayer layer, Scale scale, Phase phase, Variant variant) {

        Model at(int draw) {
            return new Model(draw, layer, scale, phase, variant);
        }
    }

    private final Setup setup;
    private final Results results;

    Evidence(Setup setup, Results results) {
        this.setup = setup;
        this.results = results;
    }

    <T> T get(Setting<T> setting) {
        return setup.settings().get(setting);
    }

    /** Whether amplitudes are in double precision. */
    boolean isDouble() {
        return setup.precision() == Precision.DOUBLE;
    }

    List<Double> budgets() {
        return get(RobqunnSettings.BUDGETS);
    }

    /** Accuracy of a guess. */
    double chance() {
        return get(RobqunnSettings.DATA) == RobqunnSettings.Images.MNIST ? 0.1 : 0.25;
    }

    Scale scale() {
        return get(RobqunnSettings.SCALES).getFirst();
    }

    Phase phase() {
        return get(RobqunnSettings.PHASES).getFirst();
    }

    /** The CNN and the circuits. */
    List<FirstLayer> layers() {
        return FirstLayer.withCnn(get(RobqunnSettings.ANSATZE));
    }

    List<FirstLayer> quantum() {
        return FirstLayer.quantum(get(RobqunnSettings.ANSATZE));
    }

    /** Networks as in the paper, with the first scale and phase of the settings. */
    Family family(FirstLayer layer) {
        return family(layer, scale(), phase());
    }

    /** Networks as in the paper. */
    Family family(FirstLayer layer, Scale scale, Phase phase) {
        return new Family(layer, scale, phase, Variant.PLAIN);
    }

    int draws(FirstLayer layer) {
        int circuits = get(RobqunnSettings.SEEDS);
        return layer.isQuantum() ? circuits : Math.max(circuits, get(RobqunnSettings.CNN_SEEDS));
    }

    /** All cells of a kind that have a result, with their parameters. */
    <P, R> List<Results.Found<P, R>> all(String kind, Class<P> parameters, Class<R> result) {
        return results.all(kind, parameters, result);
    }

    Optional<ModelResult> model(Model model) {
        return results.of(Cell.of(RobqunnStudy.MODEL, model), ModelResult.class);
    }

    Optional<CircuitCell.Result> circuit(CircuitCell.Subject subject) {
        return results.of(Cell.of(RobqunnStudy.CIRCUIT, subject), CircuitCell.Result.class);
    }

    /** Why a family has no number. */
    String reason(Family family) {
        Cell cell = Cell.of(RobqunnStudy.MODEL, family.at(0));
        return results.cells().contains(cell) ? results.reason(cell) : "not part of this preset";
    }

    /** The results of a family's draws that are there. */
    List<ModelResult> models(Family family) {
        return IntStream.range(0, draws(family.layer())).mapToObj(draw -> model(family.at(draw)))
                .flatMap(Optional::stream).toList();
    }

    /** Whether the study names a device. */
    boolean hasDevice() {
        return !get(RobqunnSettings.DEVICE).equals(RobqunnSettings.NO_DEVICE);
    }

    /** What a family's draws gave on the device, those that are there. */
    List<NoisyResult> noisy(Family family) {
        return IntStream.range(0, draws(family.layer()))
                .mapToObj(draw -> results.of(Cell.of(RobqunnStudy.NOISY, family.at(draw)), NoisyResult.class))
                .flatMap(Optional::stream).toList();
    }

    /** Mean over draws; with one draw, the share over images. */
    Quantity accuracy(Family family, Protocol protocol, int budget) {
        return Draws.accuracy(models(family).stream().map(ModelResult::curves)
                .filter(curves -> curves.containsKey(protocol))
                .map(curves -> curves.getOrDefault(protocol, List.of()).get(budget)).toList(), () -> reason(family));
    }

    /** Accuracy on test images that nobody attacked. */
    Quantity clean(Family family) {
        return Draws.share(models(family).stream().map(ModelResult::clean).toList(), () -> reason(family));
    }

    /** A number of a family at each draw; NaN where there is none. */
    double[] perDraw(Family family, ToDoubleFunction<ModelResult> number) {
        return Draws.of(draws(family.layer()), draw -> model(family.at(draw)).map(number::applyAsDouble));
    }

    /** Mean over draws of a number. */
    Quantity mean(Family family, ToDoubleFunction<ModelResult> number) {
        return Draws.mean(perDraw(family, number), () -> reason(family));
    }

    /** Mean accuracy over the budgets that are not 0, as a mean over draws. */
    Quantity robustness(Family family, Protocol protocol) {
        return mean(family, model -> model.robustness(protocol, budgets()));
    }
}
