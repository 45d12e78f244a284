package org.ketwright.studies.comparative;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import tools.jackson.databind.node.ObjectNode;

import org.ketwright.studies.Cell;
import org.ketwright.studies.CellContext;
import org.ketwright.studies.Json;
import org.ketwright.studies.Paper;
import org.ketwright.studies.Preset;
import org.ketwright.studies.Results;
import org.ketwright.studies.Setting;
import org.ketwright.studies.Settings;
import org.ketwright.studies.Setup;
import org.ketwright.studies.Study;
import org.ketwright.studies.data.DataSet;
import org.ketwright.studies.report.Report;

/**
 * Are quantum classifiers more robust against attacks than classical ones, do attacks transfer between them, and does
 * Lipschitz regularization help? Repeats Wendlinger et al. (arXiv 2404.16154) on data that it makes itself.
 */
public final class ComparativeStudy implements Study {
    static final String TRAINING = "training";
    static final String ATTACK = "attack";
    static final String BOUNDS = "bounds";
    static final String TRANSFER = "transfer";
    static final String PATTERN = "pattern";
    static final String SHOTS = "shots";
    static final String SURROGATE = "surrogate";
    static final String SPECTRUM = "spectrum";
    static final String MNIST = "mnist";
    static final String SAMPLES = "samples";

    /** For the service loader. */
    public ComparativeStudy() {}

    @Override
    public String name() {
        return "comparative";
    }

    @Override
    public String title() {
        return "Quantum and classical classifiers under attack";
    }

    @Override
    public String question() {
        return "Are re-upload and amplitude circuits more robust against adversarial images than a convolutional and a"
                + " Fourier net, do attacks transfer between them, and does Lipschitz regularization help?";
    }

    @Override
    public Paper paper() {
        return new Paper("Wendlinger, Tscharke, Debus",
                "A Comparative Analysis of Adversarial Robustness for Quantum and Classical Machine Learning Models",
                "arXiv 2404.16154");
    }

    @Override
    public int revision() {
        return 2;
    }

    @Override
    public List<Preset> presets() {
        return ComparativeSettings.PRESETS;
    }

    @Override
    public List<Setting<?>> settings() {
        return ComparativeSettings.ALL;
    }

    @Override
    public List<DataSet> data(Settings settings) {
        return List.of();
    }

    @Override
    public List<DataSet> optionalData(Settings settings) {
        return settings.get(ComparativeSettings.MNIST) > 0 ? List.of(DataSet.MNIST) : List.of();
    }

    /** All classifiers of a draw, in the order of reports. */
    static List<Variant> variants(Settings settings) {
        List<Variant> variants = new ArrayList<>();
        int few = settings.get(ComparativeSettings.EPOCHS);
        int many = settings.get(ComparativeSettings.LONG_EPOCHS);
        variants.add(new Variant(Family.CONVNET, 0, few));
        variants.add(new Variant(Family.FOURIER, 0, few));
        for (double lambda : settings.get(ComparativeSettings.LAMBDAS)) {
            for (int epochs : Workbench.epochs(Family.REUPLOAD, few, many)) {
                variants.add(new Variant(Family.REUPLOAD, lambda, epochs));
            }
        }
        variants.add(new Variant(Family.AMPLITUDE, 0, few));
        return variants;
    }

    @Override
    public List<Cell> cells(Setup setup) {
        Settings settings = setup.settings();
        int draws = settings.get(ComparativeSettings.SEEDS);
        List<Variant> variants = variants(settings);
        List<Double> lambdas = settings.get(ComparativeSettings.LAMBDAS);
        int few = settings.get(ComparativeSettings.EPOCHS);
        Set<Cell> cells = new LinkedHashSet<>();
        for (int draw = 0; draw < draws; draw++) {
            for (double lambda : lambdas) {
                cells.add(Cell.of(TRAINING, new Recipe(draw, Family.REUPLOAD, lambda)));
            }
        }
        for (int draw = 0; draw < draws; draw++) {
            for (Family family : List.of(Family.AMPLITUDE, Family.CONVNET, Family.FOURIER)) {
                cells.add(Cell.of(TRAINING, Recipe.plain(draw, family)));
            }
        }
        for (int draw = 0; draw < draws; draw++) {
            for (double lambda : List.of(lambdas.getFirst(), lambdas.getLast())) {
                cells.add(Cell.of(SHOTS, new Subject(draw, Family.REUPLOAD, lambda, few)));
                cells.add(Cell.of(SURROGATE, new Subject(draw, Family.REUPLOAD, lambda, few)));
                cells.add(Cell.of(SPECTRUM, new SpectrumCell.Small(draw, lambda)));
            }
        }
        for (int draw = 0; draw < draws; draw++) {
            for (Variant variant : variants.reversed()) {
                cells.add(Cell.of(ATTACK, variant.at(draw)));
                cells.add(Cell.of(BOUNDS, variant.at(draw)));
                cells.add(Cell.of(PATTERN, variant.at(draw)));
            }
            cells.add(Cell.of(TRANSFER, new TransferCell.Draw(draw)));
        }
        if (settings.get(ComparativeSettings.MNIST) > 0) {
            for (Family family : Family.values()) {
                cells.add(Cell.of(MNIST, Recipe.plain(0, family)));
            }
        }
        cells.add(Cell.of(SAMPLES, SamplesCell.Source.PLUS_MINUS));
        return List.copyOf(cells);
    }

    @Override
    public ObjectNode compute(Cell cell, CellContext context) {
        Workbench workbench = new Workbench(context);
        return Json.object(switch (cell.kind()) {
            case TRAINING -> new TrainingCell(workbench).compute(cell.as(Recipe.class));
            case ATTACK -> new AttackCell(workbench).compute(cell.as(Subject.class));
            case BOUNDS -> new BoundsCell(workbench).compute(cell.as(Subject.class));
            case TRANSFER -> new TransferCell(workbench).compute(cell.as(TransferCell.Draw.class),
                    variants(context.setup().settings()));
            case PATTERN -> new PatternCell(workbench).compute(cell.as(Subject.class));
            case SHOTS -> new ShotsCell(workbench).compute(cell.as(Subject.class));
            case SURROGATE -> new SurrogateCell(workbench).compute(cell.as(Subject.class));
            case SPECTRUM -> new SpectrumCell(workbench).compute(cell.as(SpectrumCell.Small.class));
            case MNIST -> new MnistCell(workbench).compute(cell.as(Recipe.class));
            case SAMPLES -> new SamplesCell(workbench).compute();
            default -> throw new IllegalArgumentException("this study has no cell of kind " + cell.kind());
        });
    }

    @Override
    public Report report(Setup setup, Results results) {
        return new ComparativeReport(new Evidence(setup, results)).write();
    }
}
