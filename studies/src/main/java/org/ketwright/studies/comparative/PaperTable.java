package org.ketwright.studies.comparative;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

import org.ketwright.qml.lipschitz.LipschitzBounds;
import org.ketwright.studies.report.Claimed;
import org.ketwright.studies.report.NotRun;
import org.ketwright.studies.report.Quantity;

/** Table I of the paper: Lipschitz bounds. */
final class PaperTable {
    private static final String WHERE = "table I";
    private static final int FEW = 20;
    private static final int MANY = 100;
    private static final SequencedMap<Variant, Claimed> STATED = new LinkedHashMap<>();

    static {
        state(Family.CONVNET, 0, FEW, 20.24);
        state(Family.FOURIER, 0, FEW, 25.38);
        state(Family.REUPLOAD, 0, FEW, 73.11);
        state(Family.REUPLOAD, 0, MANY, 106.33);
        state(Family.REUPLOAD, 0.1, FEW, 18.18);
        state(Family.REUPLOAD, 0.1, MANY, 19.77);
        state(Family.REUPLOAD, 0.2, FEW, 13.50);
        state(Family.REUPLOAD, 0.2, MANY, 11.83);
    }

    private static void state(Family family, double lambda, int epochs, double value) {
        STATED.put(new Variant(family, lambda, epochs), new Claimed(value, WHERE));
    }

    private PaperTable() {}

    /** What the paper states, where the classifier was trained as long as there. */
    static Quantity claimed(Variant variant) {
        Claimed stated = STATED.get(variant);
        return stated == null ? new NotRun("not in the paper") : stated;
    }

    /** All that the paper states, whatever was trained here. */
    static SequencedMap<Variant, Claimed> stated() {
        return Collections.unmodifiableSequencedMap(STATED);
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
