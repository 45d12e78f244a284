package org.ketwright.studies.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;

/** The store in a SQLite file. */
class SqliteStoreTest extends StoreContract {
    @TempDir
    private Path folder = Path.of("");

    private int files;

    @Override
    StoreLocation location() {
        return StoreLocation.of(folder.resolve("store-" + files++ + ".sqlite"));
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Path file = folder.resolve("letter.sqlite");
        Files.writeString(file, "Dear database, I am not one of you.".repeat(100));
        FailureException e = assertThrows(FailureException.class, () -> CellStore.open(StoreLocation.of(file)));
        assertEquals(ExitCode.INPUT, e.exitCode());
        assertTrue(String.valueOf(e.getMessage()).startsWith("store " + file), e.getMessage());
    }

    @Test
    void aFullDiskLosesNothing() {
        Path file = folder.resolve("full.sqlite");
        // A page holds 4096 bytes: this file can grow to 120 kB and is then as full as a disk.
        StoreLocation small = new StoreLocation("jdbc:sqlite:" + file + "?max_page_count=30", file.toString(), true);
        List<String> kept = new ArrayList<>();
        int count = 40;
        try (CellStore store = CellStore.open(small)) {
            store.adopt(IDENTITY, cells(count));
            FailureException e = assertThrows(FailureException.class, () -> {
                for (int i = 0; i < count; i++) {
                    String id = store.claim().orElseThrow();
                    store.finish(new StoredResult(id, "x".repeat(5000), 0, "test"));
                    kept.add(id);
                }
            });
            assertEquals(ExitCode.RESOURCES, e.exitCode());
            assertTrue(String.valueOf(e.getMessage()).contains("no space left on the disk"), e.getMessage());
        }
        assertTrue(kept.size() > 5 && kept.size() < count);
        try (CellStore store = CellStore.open(StoreLocation.of(file))) {
            assertEquals(kept, List.copyOf(store.results().keySet()), "what was acknowledged is there, nothing else");
            store.adopt(IDENTITY, cells(count));
            store.release();
            int rest = 0;
            for (Optional<String> id = store.claim(); id.isPresent(); id = store.claim()) {
                store.finish(result(id.get()));
                rest++;
            }
            // The cell that met the full disk is still claimed by the closed store of this living process.
            assertEquals(count - kept.size() - 1, rest);
        }
    }

    @Test
    void aFlippedByteNeverChangesAResult() throws IOException {
        Path file = folder.resolve("sound.sqlite");
        int count = 12;
        Map<String, StoredResult> truth = new HashMap<>();
        try (CellStore store = CellStore.open(StoreLocation.of(file))) {
            store.adopt(IDENTITY, cells(count));
            for (Optional<String> id = store.claim(); id.isPresent(); id = store.claim()) {
                store.finish(result(id.get()));
                truth.put(id.get(), result(id.get()));
            }
        }
        byte[] sound = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(1);
        int detected = 0;
        for (int round = 0; round < 60; round++) {
            byte[] bytes = sound.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            detected += isDetected(bytes, truth) ? 1 : 0;
        }
        assertTrue(detected > 3, "bytes of results were hit " + detected + " times");
        int value = indexOf(sound, "{\"value\":\"of ");
        byte[] bytes = sound.clone();
        bytes[value + 3] ^= 1;
        assertTrue(isDetected(bytes, truth), "a flipped byte inside a result is detected");
    }

    /** Whether damage is refused or repaired; results given out must be right in any case. */
    private boolean isDetected(byte[] bytes, Map<String, StoredResult> truth) throws IOException {
        Path file = folder.resolve("flipped.sqlite");
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(Path.of(file + suffix));
        }
        Files.write(file, bytes);
        try (CellStore store = CellStore.open(StoreLocation.of(file))) {
            if (store.identity().isEmpty()) {
                return true;
            }
            boolean isRepaired = !store.adopt(IDENTITY, cells(truth.size())).isEmpty();
            store.results().forEach((id, result) -> assertEquals(truth.get(id), result));
            for (Optional<String> id = store.claim(); id.isPresent(); id = store.claim()) {
                store.finish(result(id.get()));
                isRepaired = true;
            }
            assertEquals(truth, store.results(), "resuming gives the same results");
            return isRepaired;
        } catch (FailureException e) {
            return true;
        }
    }

    private static int indexOf(byte[] bytes, String text) {
        int index = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
        assertTrue(index >= 0);
        return index;
    }
}
