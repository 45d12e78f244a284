package org.ketwright.classical.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ketwright.classical.Seed;

class LibtorchTest {

    /** Run in a process of its own, for a platform that no library is built for. */
    static final class Elsewhere {
        private Elsewhere() {
        }

        public static void main(String[] args) {
            System.out.println(Libtorch.status());
            try {
                Network.initialized(new Architecture(List.of(2), new Layer.Dense(2)), Initialization.GLOROT_UNIFORM,
                        new Seed(1));
            } catch (IllegalStateException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }
    }

    @Test
    void saysWhatItIs() {
        EngineStatus.Ready ready = assertInstanceOf(EngineStatus.Ready.class, Libtorch.status());
        assertTrue(ready.engine().startsWith("libtorch 2."), ready.engine());
    }

    @Test
    void saysWhyItIsMissing() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.platform=none-none", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"),
                Elsewhere.class.getName()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("Missing[reason=libtorch does not load on "), said);
        assertTrue(said.contains("refused: libtorch does not load on "), said);
    }
}
