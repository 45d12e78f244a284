package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KernelTwinsTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "org", "ketwright", "kernels");

    @Test
    void theLoopsInBothPrecisionsAreOneText() throws IOException {
        String twin = Files.readString(SOURCES.resolve("DoubleKernels.java"))
                .replace("Double", "Float").replace("double", "float").replace("DOUBLE", "FLOAT");
        assertEquals(twin, Files.readString(SOURCES.resolve("FloatKernels.java")),
                "FloatKernels is DoubleKernels with the words exchanged: change DoubleKernels, then run sed"
                        + " 's/Double/Float/g; s/double/float/g; s/DOUBLE/FLOAT/g' over it into FloatKernels");
    }
}
