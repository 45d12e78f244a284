package org.ketwright.studies.robqunn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ketwright.classical.attack.Outcome;
import org.ketwright.qml.Entanglement;
import org.ketwright.studies.report.Claimed;
import org.ketwright.studies.report.Draws;
import org.ketwright.studies.report.Finding;
import org.ketwright.studies.report.Format;
import org.ketwright.studies.report.Interval;
import org.ketwright.studies.report.Judge;
import org.ketwright.studies.report.Measured;
import org.ketwright.studies.report.NotRun;
import org.ketwright.studies.report.Quantity;
import org.ketwright.studies.report.Verdict;
import org.ketwright.studies.robqunn.Evidence.Family;
import org.ketwright.studies.robqunn.RobqunnSettings.Phase;
import org.ketwright.studies.robqunn.RobqunnSettings.Scale;

/** What the paper says, beside what was measured. */
final class Claims {
    private static final double HEADLINE = 0.6;
    private static final double LOW_BUDGET = 0.05;
    private static final double HIGH_BUDGET = 0.15;
    private static final double ALIKE = 0.05;
    private static final NotRun NO_NUMBER = new NotRun("no number");

    private final Evidence evidence;

    Claims(Evidence evidence) {
        this.evidence = evidence;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(headline());
        findings.add(headlineUnderIteration());
        findings.add(headlineAsRatio());
        findings.add(lowBudgets());
        findings.add(best());
        findings.add(worst());
        findings.add(fullAndStar());
        findings.add(asymmetry());
        findings.add(ansatzInTransfer());
        findings.add(printedOrder());
        findings.add(operations(Entanglement.FULL, 6, "n(n-1)/2 operations"));
        findings.add(operations(Entanglement.STAR, 3, "n-1 operations"));
        findings.add(operations(Entanglement.LINEAR, 5, "n+1 operations"));
        findings.add(followUp());
        return findings;
    }

    /** An advantage over the CNN of the same draw, at one setting, attack and budget, draw by draw. */
    private record Advantage(Family family, Protocol protocol, double budget, double[] values) {

        Measured mean() {
            return Measured.mean(values);
        }

        double largest() {
            return Arrays.stream(values).max().orElse(Double.NaN);
        }

        String where() {
            return "ansatz " + family.layer().label() + ", " + family.scale().label()
                    + (family.layer() == FirstLayer.NONE ? "" : ", " + family.phase().label()) + ", " + protocol.label()
                    + ", budget " + budget;
        }
    }

    private List<Advantage> advantages(List<Protocol> protocols, boolean isRelative) {
        Set<Family> families = new LinkedHashSet<>();
        for (FirstLayer layer : evidence.quantum()) {
            for (Scale scale : evidence.get(RobqunnSettings.SCALES)) {
                for (Phase phase : evidence.get(RobqunnSettings.PHASES)) {
                    families.add(evidence.family(layer, scale, Model.plain(0, layer, scale, phase).phase()));
                }
            }
        }
        List<Advantage> all = new ArrayList<>();
        for (Family family : families) {
            for (Protocol protocol : protocols) {
                for (int i = 0; i < evidence.budgets().size(); i++) {
                    double[] gained = Draws.known(advantage(family, accuracy(protocol, i)));
                    double unit = isRelative ? ofCnn(family, accuracy(protocol, i)) : 1;
                    if (evidence.budgets().get(i) > 0 && gained.length > 0
                            && !(isRelative && unit < evidence.chance())) {
                        all.add(new Advantage(family, protocol, evidence.budgets().get(i),
                                Arrays.stream(gained).map(gain -> gain / unit).toArray()));
                    }
                }
            }
        }
        return all;
    }

    /** A number of a family less that of the CNN of the same draw. */
    private double[] advantage(Family family, ToDoubleFunction<ModelResult> number) {
        return Draws.minus(evidence.perDraw(family, number),
                evidence.perDraw(evidence.family(FirstLayer.CNN), number));
    }

    /** Mean of the CNN's number over the draws that a family has too. */
    private double ofCnn(Family family, ToDoubleFunction<ModelResult> number) {
        double[] theirs = evidence.perDraw(family, number);
        double[] cnn = evidence.perDraw(evidence.family(FirstLayer.CNN), number);
        return IntStream.range(0, theirs.length).filter(i -> Double.isFinite(theirs[i] + cnn[i]))
                .mapToDouble(i -> cnn[i]).average().orElse(0);
    }

    private Finding headline() {
        return largest("Quanvolutional networks are up to 60 % more robust than a CNN on MNIST (read as points of"
                + " accuracy)",
                advantages(List.of(Protocol.FGSM, Protocol.PGD, Protocol.MIM), false),
                "in points of accuracy, of all ansätze, scales, phases, attacks and budgets");
    }

    private Finding headlineUnderIteration() {
        return largest("The same under iterative attacks, which do not overshoot as one large step can",
                advantages(List.of(Protocol.PGD, Protocol.MIM), false),
                "in points of accuracy under PGD and MIM");
    }

    private Finding headlineAsRatio() {
        return largest("Quanvolutional networks are up to 60 % more robust (read as a relative gain, under iterative"
                + " attacks)",
                advantages(List.of(Protocol.PGD, Protocol.MIM), true),
                "in units of the CNN's mean accuracy, where that is above chance");
    }

    private Finding largest(String claim, List<Advantage> all, String unit) {
        Optional<Advantage> found = all.stream().max(Comparator.comparingDouble(one -> one.mean().value()));
        if (found.isEmpty()) {
            return finding(claim, new Claimed(HEADLINE, "abstract"), "abstract", new NotRun("not computed yet"),
                    Format.PERCENT, Verdict.CANNOT_TELL, "Nothing to compare yet.");
        }
        Advantage largest = found.get();
        Measured measured = largest.mean();
        List<@Nullable Interval> intervals = all.stream().map(one -> one.mean().interval()).toList();
        Verdict verdict = intervals.stream().anyMatch(i -> i != null && i.low() >= HEADLINE)
                ? Verdict.SUPPORTED
                : intervals.stream().allMatch(i -> i != null && i.high() < HEADLINE)
                        ? Verdict.NOT_SUPPORTED
                        : Verdict.CANNOT_TELL;
        return finding(claim, new Claimed(HEADLINE, "abstract"), "abstract", measured, Format.PERCENT, verdict,
                "Measured is the largest mean advantage " + unit + ": " + largest.where() + Judge.draws(measured)
                        + ". The claim needs one interval of all from 60 % on, and is refuted if all end below."
                        + (measured.n() == 1 ? "" : bestDraw(all)));
    }

    private static String bestDraw(List<Advantage> all) {
        return all.stream().max(Comparator.comparingDouble(Advantage::largest))
                .map(best -> String.format(Locale.ROOT, " The best single draw has %.1f %%: %s.", 100 * best.largest(),
                        best.where()))
                .orElse("");
    }

    private Finding lowBudgets() {
        List<double[]> differences = new ArrayList<>();
        for (FirstLayer layer : evidence.quantum()) {
            differences.add(Draws.minus(
                    advantage(evidence.family(layer), model -> mean(model, Protocol.FGSM, 0, LOW_BUDGET)),
                    advantage(evidence.family(layer), model -> mean(model, Protocol.FGSM, HIGH_BUDGET, 1))));
        }
        return signed("The advantage is largest at low budgets", "abstract", averaged(differences),
                "the mean advantage over the CNN under FGSM at budgets up to " + LOW_BUDGET
                        + ", less that at budgets from " + HIGH_BUDGET + " on");
    }

    private Finding best() {
        return extreme("The full entangler is the most robust", FirstLayer.FULL, 1, "the most robust of the others");
    }

    private Finding worst() {
        return extreme("The random ansatz is the least robust", FirstLayer.RANDOM, -1,
                "the least robust of the others");
    }

    private Finding extreme(String claim, FirstLayer layer, int sign, String others) {
        FirstLayer rival = null;
        double top = Double.NEGATIVE_INFINITY;
        for (FirstLayer other : evidence.quantum()) {
            if (other != layer && evidence.robustness(evidence.family(other), Protocol.PGD) instanceof Measured m
                    && sign * m.value() > top) {
                rival = other;
                top = sign * m.value();
            }
        }
        double[] differences = rival == null || !evidence.quantum().contains(layer)
                ? new double[0]
                : sign > 0
                        ? between(evidence.family(layer), evidence.family(rival), robustness(Protocol.PGD))
                        : between(evidence.family(rival), evidence.family(layer), robustness(Protocol.PGD));
        return signed(claim, "section IV", differences,
                (sign > 0
                        ? "its accuracy under PGD averaged over budgets, less that of "
                        : "its accuracy under PGD averaged over budgets, below that of ") + others
                        + (rival == null ? "" : " (" + rival.label() + ")"));
    }

    private Finding fullAndStar() {
        double[] differences = between(evidence.family(FirstLayer.FULL), evidence.family(FirstLayer.STAR),
                model -> mean(model, Protocol.FGSM, 0, LOW_BUDGET));
        return alike("Full and star behave alike at low budgets", "section IV", differences,
                "accuracy under FGSM at budgets up to " + LOW_BUDGET + ", full less star");
    }

    private Finding asymmetry() {
        List<double[]> drops = new ArrayList<>();
        for (FirstLayer layer : evidence.quantum()) {
            drops.add(evidence.perDraw(evidence.family(layer),
                    model -> drop(model, Protocol.FROM_CNN) - drop(model, Protocol.TO_CNN)));
        }
        return signed("Images made for a QuNN harm the CNN less than images made for the CNN harm the QuNN",
                "section IV, figures 3d and 3e", averaged(drops),
                "the QuNN's loss of accuracy on the CNN's images, less the CNN's loss on the QuNN's images, both averaged"
                        + " over budgets");
    }

    private static double drop(ModelResult model, Protocol protocol) {
        return model.curves().getOrDefault(protocol, List.of()).stream()
                .mapToDouble(outcome -> outcome.cleanAccuracy().value() - outcome.accuracy().value()).average()
                .orElse(Double.NaN);
    }

    private Finding ansatzInTransfer() {
        FirstLayer lowest = null;
        FirstLayer highest = null;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (FirstLayer layer : evidence.quantum()) {
            if (evidence.robustness(evidence.family(layer), Protocol.FROM_CNN) instanceof Measured m) {
                lowest = m.value() < low ? layer : lowest;
                highest = m.value() > high ? layer : highest;
                low = Math.min(low, m.value());
                high = Math.max(high, m.value());
            }
        }
        double[] differences = lowest == null || highest == null
                ? new double[0]
                : between(evidence.family(highest), evidence.family(lowest), robustness(Protocol.FROM_CNN));
        return alike("Under images made for the CNN all ansätze behave alike", "figure 3d", differences,
                "accuracy averaged over budgets, of the ansatz with the largest mean less that of the one with the"
                        + " smallest"
                        + (lowest == null || highest == null
                                ? ""
                                : " (" + highest.label() + ", " + lowest.label() + ")"));
    }

    private Finding printedOrder() {
        double largest = 0;
        long images = 0;
        for (var found : evidence.all(RobqunnStudy.PRINTED, PrintedCell.Control.class, PrintedCell.Result.class)) {
            largest = Math.max(largest, found.result().difference());
            images += found.result().images();
        }
        return finding("The entangler of the printed circuit changes the features", NO_NUMBER, "equation 2",
                images == 0 ? new NotRun("not computed yet") : new Measured(largest, null, images), Format.GENERAL,
                images == 0 ? Verdict.CANNOT_TELL : Verdict.NOT_SUPPORTED,
                "Printed, the rotations act before the ZZ gates, and these commute with the measured Z: no ZZ entangler can"
                        + " change a feature. The number is the largest difference seen. The paper's differences between"
                        + " ansätze cannot come from the circuit it prints with shared angles.");
    }

    private Finding operations(Entanglement entanglement, int claimed, String words) {
        int qubits = 4;
        int counted = entanglement.edges(qubits, new SplittableRandom(0)).size();
        return finding("The " + FirstLayer.of(entanglement).label() + " entangler has " + words + " on n = 4 qubits",
                new Claimed(claimed, "section III"), "section III", Measured.once(counted), Format.COUNT,
                counted == claimed ? Verdict.SUPPORTED : Verdict.NOT_SUPPORTED,
                counted == claimed
                        ? "Counted from the paper's product."
                        : "The paper's own product has n-1 factors; n would close it to a ring.");
    }

    private Finding followUp() {
        return Judge.within(
                "Less entanglement is generally more robust (the authors' own follow-up, which contradicts this"
                        + " paper)", new NotRun("no number"), "abstract of arXiv 2411.11870",
                new CircuitSection(evidence).correlations(Protocol.PGD, false), Double.NEGATIVE_INFINITY, 0,
                Format.FIXED,
                "the rank correlation over ansätze between entangling capability and accuracy under PGD: the claim needs"
                        + " it below 0, this paper above");
    }

    private Finding signed(String claim, String where, double[] all, String what) {
        return Judge.positive(claim, NO_NUMBER, where, all, what);
    }

    private Finding alike(String claim, String where, double[] all, String what) {
        return Judge.within(claim, NO_NUMBER, where, all, -ALIKE, ALIKE, Format.PERCENT,
                String.format(Locale.ROOT, "%s; alike means within %.0f points", what, 100 * ALIKE));
    }

    private static Finding finding(String claim, Quantity claimed, String where, Quantity measured, Format format,
            Verdict verdict, String because) {
        return new Finding(claim, claimed, where, measured, format, verdict, because);
    }

    /** A number of one family less that of another, draw by draw. */
    private double[] between(Family one, Family other, ToDoubleFunction<ModelResult> number) {
        return Draws.minus(evidence.perDraw(one, number), evidence.perDraw(other, number));
    }

    private static ToDoubleFunction<ModelResult> accuracy(Protocol protocol, int budget) {
        return model -> model.curves().getOrDefault(protocol, List.of()).get(budget).accuracy().value();
    }

    private ToDoubleFunction<ModelResult> robustness(Protocol protocol) {
        return model -> model.robustness(protocol, evidence.budgets());
    }

    /** Mean accuracy over the budgets above 0 between two ends. */
    private double mean(ModelResult model, Protocol protocol, double low, double high) {
        List<Outcome> curve = model.curves().getOrDefault(protocol, List.of());
        double sum = 0;
        int count = 0;
        for (int i = 0; i < curve.size(); i++) {
            double budget = evidence.budgets().get(i);
            if (budget > 0 && budget >= low && budget <= high) {
                sum += curve.get(i).accuracy().value();
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    private double[] averaged(List<double[]> rows) {
        return Draws.average(rows, evidence.get(RobqunnSettings.SEEDS));
    }
}
