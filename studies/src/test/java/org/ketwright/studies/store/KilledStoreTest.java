package org.ketwright.studies.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ketwright.studies.ChildProcess;

/** Kills processes while they write. */
@Tag("slow")
class KilledStoreTest {
    private static final int CELLS = 200;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void noAcknowledgedCellIsLostAndNoneIsDoubled() throws IOException, InterruptedException {
        Path file = folder.resolve("store.sqlite");
        SplittableRandom random = new SplittableRandom(7);
        Set<String> acknowledged = new HashSet<>();
        boolean isFinished = false;
        for (int kill = 0; kill < 4; kill++) {
            int until = random.nextInt(5, 40);
            isFinished |= work(file, until, acknowledged);
            assertTrue(stored(file).containsAll(acknowledged), "after kill " + kill);
        }
        assertTrue(!isFinished && acknowledged.size() < CELLS, "there was work left to kill in");
        assertTrue(work(file, Integer.MAX_VALUE, acknowledged));
        assertEquals(StoreContract.cells(CELLS).keySet(), stored(file));
        assertTrue(acknowledged.size() <= CELLS);
    }

    /** Lets a process work until it has acknowledged so many cells, and kills it; says whether it came to its end. */
    private static boolean work(Path file, int until, Set<String> acknowledged)
            throws IOException, InterruptedException {
        Process process = ChildProcess.start(KilledWriter.class, file.toString(), Integer.toString(CELLS));
        boolean isFinished = false;
        int seen = 0;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("kept ")) {
                    assertTrue(acknowledged.add(line.substring(5)), "acknowledged once");
                    if (++seen == until) {
                        // SIGKILL; what is still in the pipe was acknowledged too and is read to the end.
                        process.toHandle().destroyForcibly();
                    }
                }
                assertTrue(!line.startsWith("doubled"), line);
                isFinished |= line.equals("finished");
            }
        }
        process.waitFor();
        return isFinished;
    }

    private static Set<String> stored(Path file) {
        try (CellStore store = CellStore.open(StoreLocation.of(file))) {
            List<String> ids = List.copyOf(store.results().keySet());
            assertEquals(ids.size(), Set.copyOf(ids).size());
            return ids.stream().collect(Collectors.toSet());
        }
    }
}
