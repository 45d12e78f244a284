package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTwinsTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "org", "ketwright", "kernels");

    @ParameterizedTest
    @ValueSource(strings = {"DoubleKernels", "DoubleVectors", "LinearDouble"})
    void theLoopsInBothPrecisionsAreOneText(String name) throws IOException {
        String other = name.replace("Double", "Float");
        String twin = Files.readString(SOURCES.resolve(name + ".java"))
                .replace("Double", "Float").replace("double", "float").replace("DOUBLE", "FLOAT");
        assertEquals(twin, Files.readString(SOURCES.resolve(other + ".java")),
                other + " is " + name + " with the words exchanged: change the latter, then run sed"
                        + " 's/Double/Float/g; s/double/float/g; s/DOUBLE/FLOAT/g' over it into the former");
    }
}
