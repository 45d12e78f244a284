package org.ketwright.studies.robqunn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.Backends;
import org.ketwright.kernels.Precision;
import org.ketwright.qml.Order;
import org.ketwright.qml.WindowFilter;
import org.ketwright.studies.CellContext;
import org.ketwright.studies.Preset;
import org.ketwright.studies.Settings;
import org.ketwright.studies.Setup;
import org.ketwright.studies.data.DataFolder;

class WorkbenchTest {
    private static final RobqunnStudy STUDY = new RobqunnStudy();

    private static Workbench workbench(Backend backend) {
        Preset quick = STUDY.presets().getFirst();
        Setup setup = new Setup(quick, Settings.of(STUDY, quick, Map.of("data", "plus-minus", "train", "40", "test",
                "20")),
                7, Precision.DOUBLE, backend.name());
        return new Workbench(new CellContext(setup, backend, new DataFolder(Path.of("nowhere")), 1));
    }

    /** The processor under the name of the backend for cards. */
    private static Backend card() {
        Backend processor = Backends.named("cpu");
        return (Backend) Proxy.newProxyInstance(Backend.class.getClassLoader(), new Class<?>[] {Backend.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("name")) {
                        return "cuda";
                    }
                    try {
                        return method.invoke(processor, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    @Test
    void closedFormsRunWhereTheBackendIs() {
        Model model = Model.plain(0, FirstLayer.FULL, RobqunnSettings.Scale.PI, RobqunnSettings.Phase.RANDOM);
        WindowFilter onCard = workbench(card()).closedForm(model, Order.ENTANGLER_FIRST);
        assertEquals("closed form by coefficients, double precision, backend cuda", onCard.method());
        WindowFilter vectors = workbench(Backends.named("cpu")).closedForm(model, Order.ENTANGLER_FIRST);
        assertEquals("closed form, double precision", vectors.method());
        double[] pixels = new SplittableRandom(1).doubles(40).toArray();
        double[] cotangent = new SplittableRandom(2).doubles(40, -1, 1).toArray();
        assertArrayEquals(vectors.apply(pixels, 10), onCard.apply(pixels, 10), 1e-12);
        assertArrayEquals(vectors.pullback(pixels, cotangent, 10), onCard.pullback(pixels, cotangent, 10), 1e-12);
    }
}
