package org.ketwright.studies.robqunn;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.ketwright.classical.LabeledImages;
import org.ketwright.qml.Order;
import org.ketwright.qml.Quanvolution;
import org.ketwright.qml.WindowFilter;

/** Compares the closed form with the engine on test images: features, and gradients for random cotangents. */
final class EngineCell {
    private static final int IMAGES = 50;

    /** What was compared, and the largest differences. */
    record Result(int windows, double features, double gradients, String closedForm, String engine) {}

    private final Workbench workbench;

    EngineCell(Workbench workbench) {
        this.workbench = workbench;
    }

    Result compute(Model model) {
        LabeledImages test = workbench.test();
        LabeledImages some = test.slice(0, Math.min(IMAGES, test.count()));
        WindowFilter closedForm = workbench.closedForm(model, Order.ENTANGLER_FIRST);
        WindowFilter engine = workbench.engine(model, Order.ENTANGLER_FIRST);
        return compare(workbench, some, closedForm, engine);
    }

    /** Features, and gradients for random cotangents, by two ways of computing the same. */
    static Result compare(Workbench workbench, LabeledImages some, WindowFilter closedForm, WindowFilter engine) {
        double[] pixels = pixels(some);
        Quanvolution fast = new Quanvolution(closedForm, workbench.grid());
        Quanvolution slow = new Quanvolution(engine, workbench.grid());
        RandomGenerator random = workbench.seed("cotangent").generator();
        double[] cotangent = new double[some.count() * fast.features()];
        Arrays.setAll(cotangent, _ -> 2 * random.nextDouble() - 1);
        double features = largestDifference(fast.features(pixels, some.count()), slow.features(pixels, some.count()));
        double gradients = largestDifference(fast.pullback(pixels, cotangent, some.count()),
                slow.pullback(pixels, cotangent, some.count()));
        return new Result(some.count() * workbench.grid().windows(), features, gradients, closedForm.method(),
                engine.method());
    }

    static double[] pixels(LabeledImages images) {
        float[] data = images.images().data();
        double[] pixels = new double[data.length];
        Arrays.setAll(pixels, i -> data[i]);
        return pixels;
    }

    static double largestDifference(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }
}
