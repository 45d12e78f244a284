package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The loops of the two precisions are one text. */
class SweepTwinTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "org", "ketwright", "kernels");

    @Test
    void singleIsDoubleWithAnotherType() throws IOException {
        assertEquals(general("SweepDouble.java"), general("SweepSingle.java"));
    }

    private static String general(String file) throws IOException {
        return Files.readString(SOURCES.resolve(file))
                .replace("JAVA_DOUBLE", "JAVA_NUMBER").replace("JAVA_FLOAT", "JAVA_NUMBER")
                .replace("Precision.DOUBLE", "PRECISION").replace("Precision.SINGLE", "PRECISION")
                .replace("Lanes.DOUBLES", "LANES").replace("Lanes.FLOATS", "LANES")
                .replace("DoubleVector", "NumberVector").replace("FloatVector", "NumberVector")
                .replace("OfDouble", "OfNumber").replace("OfFloat", "OfNumber")
                .replace("<Double>", "<Number>").replace("<Float>", "<Number>")
                .replace("{@code SweepDouble} and {@code SweepSingle}", "")
                .replace("SweepDouble", "Sweep").replace("SweepSingle", "Sweep")
                .replace("double-precision", "").replace("single-precision", "")
                .replace("(float) ", "").replaceAll("\\s+", "");
    }
}
