package org.ketwright.studies.comparative;

import java.util.Map;

import org.ketwright.qml.lipschitz.LipschitzBounds;
import org.ketwright.studies.report.Claimed;
import org.ketwright.studies.report.NotRun;
import org.ketwright.studies.report.Quantity;

/** Table I of the paper: Lipschitz bounds. */
final class PaperTable {
    private static final String WHERE = "table I";
    private static final int FEW = 20;
    private static final int MANY = 100;
    private static final Map<Variant, Double> VALUES = Map.of(new Variant(Family.REUPLOAD, 0, FEW), 73.11,
            new Variant(Family.REUPLOAD, 0, MANY), 106.33, new Variant(Family.REUPLOAD, 0.1, FEW), 18.18,
            new Variant(Family.REUPLOAD, 0.1, MANY), 19.77, new Variant(Family.REUPLOAD, 0.2, FEW), 13.50,
            new Variant(Family.REUPLOAD, 0.2, MANY), 11.83, new Variant(Family.FOURIER, 0, FEW), 25.38,
            new Variant(Family.CONVNET, 0, FEW), 20.24);

    private PaperTable() {}

    /** What the paper states, where the classifier was trained as long as there. */
    static Quantity claimed(Variant variant) {
        Double value = VALUES.get(variant);
        return value == null ? new NotRun("not in the paper") : new Claimed(value, WHERE);
    }

    /** Name of the bound that the paper's program computes. */
    static String bound(Family family) {
        return switch (family) {
            case REUPLOAD -> LipschitzBounds.PAPER;
            case FOURIER -> LipschitzBounds.LIP_SDP;
            case CONVNET -> LipschitzBounds.PRODUCT;
            case AMPLITUDE -> LipschitzBounds.TRACE_DISTANCE;
        };
    }

    /** Name of the smallest l2 bound there is. */
    static String tightest(Family family) {
        return switch (family) {
            case REUPLOAD -> LipschitzBounds.TIGHT;
            case FOURIER -> LipschitzBounds.PAIRS;
            case CONVNET -> LipschitzBounds.PRODUCT;
            case AMPLITUDE -> LipschitzBounds.TRACE_DISTANCE;
        };
    }
}
