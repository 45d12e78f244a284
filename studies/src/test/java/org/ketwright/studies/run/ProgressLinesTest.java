package org.ketwright.studies.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.ketwright.studies.Cell;

/** Progress where no terminal is. */
class ProgressLinesTest {

    @Test
    void linesAreFewAndTellTheTimeLeft() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AtomicLong clock = new AtomicLong();
        Cell cell = Cell.of("train", Map.of());
        try (ProgressLines progress = new ProgressLines(new PrintStream(bytes, true, StandardCharsets.UTF_8),
                clock::get)) {
            progress.start(100, 40);
            for (int done = 41; done <= 100; done++) {
                clock.addAndGet(Duration.ofSeconds(2).toNanos());
                progress.finished(cell, done);
            }
        }
        String[] lines = bytes.toString(StandardCharsets.UTF_8).lines().toArray(String[]::new);
        assertEquals("100 cells, 40 of them done before", lines[0]);
        assertEquals("cell 41 of 100, about 2 min left: train", lines[1]);
        assertEquals("cell 44 of 100, about 2 min left: train", lines[2]);
        assertEquals("cell 100 of 100: train", lines[lines.length - 1]);
        assertEquals(22, lines.length);
    }
}
