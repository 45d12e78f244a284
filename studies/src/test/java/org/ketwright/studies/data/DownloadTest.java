package org.ketwright.studies.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ketwright.studies.CommandRun;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.Skips;

/** Downloads real files from a server on this machine that behaves in all the ways servers do. */
class DownloadTest {
    private static final DataFolder SOURCE = DataFolder.resolve(System.getenv(DataFolder.VARIABLE) == null
            ? Path.of("..", "..", "shared", "data")
            : null);

    /** How the server behaves. */
    private enum Manner {
        GOOD, WITHOUT_RANGES, BREAKS_EACH_TIME, BREAKS_ONCE, ALWAYS_BREAKS_AT_ONCE, WRONG_BYTES, ABSENT, FALLS_SILENT
    }

    @TempDir
    private Path into = Path.of("");

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch clientGaveUp = new CountDownLatch(1);
    private HttpServer server;
    private Manner manner = Manner.GOOD;

    @BeforeEach
    void startServer() throws IOException {
        Skips.unless(SOURCE.find(DataSet.MNIST, "t10k-labels-idx1-ubyte").isPresent(), "DownloadTest",
                "no MNIST to serve in " + SOURCE.root());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        // Silent answers wait beside the others.
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stopServer() {
        if (server != null) {
            server.stop(0);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring("/files/".length());
        String range = exchange.getRequestHeaders().getFirst("Range");
        requests.add(name + " " + range);
        byte[] bytes = Files.readAllBytes(SOURCE.root().resolve("mnist").resolve(name));
        try (exchange) {
            if (manner == Manner.ABSENT) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            if (manner == Manner.WRONG_BYTES) {
                bytes[bytes.length / 2] ^= 1;
            }
            int from = range == null || manner == Manner.WITHOUT_RANGES
                    ? 0
                    : Integer.parseInt(range.replaceAll("[^0-9]", ""));
            if (from > 0) {
                exchange.getResponseHeaders().add("Content-Range",
                        "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
            }
            int rest = bytes.length - from;
            boolean breaks = manner == Manner.BREAKS_EACH_TIME || manner == Manner.BREAKS_ONCE && from == 0;
            int sent = manner == Manner.FALLS_SILENT
                    ? 10
                    : manner == Manner.ALWAYS_BREAKS_AT_ONCE ? 0 : breaks ? Math.max(1, rest / 2) : rest;
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, rest);
            OutputStream out = exchange.getResponseBody();
            out.write(bytes, from, sent);
            out.flush();
            if (manner == Manner.FALLS_SILENT) {
                clientGaveUp.await();
            }
            // Closing the exchange before its end breaks the connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aSilentServerIsGivenUp() {
        manner = Manner.FALLS_SILENT;
        DataFolder folder = new DataFolder(into);
        URI from = address();
        FailureException e = assertThrows(FailureException.class,
                () -> new Download(requests::add, Duration.ofMillis(300)).fetch(DataSet.MNIST, from, folder));
        clientGaveUp.countDown();
        assertEquals(ExitCode.RESOURCES, e.exitCode());
        assertTrue(String.valueOf(e.getMessage()).contains("the part is kept"), e.getMessage());
    }

    private CommandRun fetch() {
        return CommandRun.of("data", "fetch", "mnist", "--into", into.toString(), "--from", address().toString());
    }

    private URI address() {
        return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/files");
    }

    private Path file(String name) {
        return into.resolve("mnist").resolve(name);
    }

    private void assertComplete() throws IOException {
        for (DataFile file : DataSet.MNIST.files()) {
            assertArrayEquals(Files.readAllBytes(SOURCE.root().resolve("mnist").resolve(file.name())),
                    Files.readAllBytes(file(file.name())), file.name());
            assertFalse(Files.exists(file(file.name() + ".part")));
        }
        assertEquals(0, CommandRun.of("data", "check", into.toString()).code());
    }

    @Test
    void filesAreDownloadedAndCheckedOnce() throws IOException {
        CommandRun run = fetch();
        assertEquals(0, run.code(), run.err());
        assertEquals(into.resolve("mnist") + "\n", run.out());
        assertComplete();
        assertEquals(4, requests.size());
        CommandRun again = fetch();
        assertEquals(0, again.code());
        assertTrue(again.err().contains("already there, checksum right"), again.err());
        assertEquals(4, requests.size(), "nothing is downloaded twice");
    }

    @Test
    void aBrokenConnectionIsResumedAtOnce() throws IOException {
        manner = Manner.BREAKS_ONCE;
        CommandRun run = fetch();
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains("connection broke after") && run.err().contains("going on after"), run.err());
        assertComplete();
    }

    @Test
    void thePartIsKeptAndTheNextCommandGoesOn() throws IOException {
        manner = Manner.BREAKS_EACH_TIME;
        CommandRun broken = fetch();
        assertEquals(6, broken.code(), broken.err());
        assertTrue(broken.lastLine().contains("the part is kept, run the same command again"), broken.lastLine());
        long have = Files.size(file("train-images-idx3-ubyte.gz.part"));
        assertTrue(have > 0);
        requests.clear();
        manner = Manner.GOOD;
        assertEquals(0, fetch().code());
        assertEquals("train-images-idx3-ubyte.gz bytes=" + have + "-", requests.getFirst());
        assertComplete();
    }

    @Test
    void aServerWithoutRangesStartsOver() throws IOException {
        Files.createDirectories(into.resolve("mnist"));
        Files.write(file("t10k-labels-idx1-ubyte.gz.part"), new byte[1000]);
        manner = Manner.WITHOUT_RANGES;
        assertEquals(0, fetch().code());
        assertComplete();
    }

    @Test
    void aForeignPartIsNoticedAndDroppedOnce() throws IOException {
        Files.createDirectories(into.resolve("mnist"));
        Files.write(file("t10k-labels-idx1-ubyte.gz.part"), new byte[1000]);
        Files.write(file("train-labels-idx1-ubyte.gz.part"), new byte[100_000]);
        CommandRun run = fetch();
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains("wrong checksum after resuming; starting over"), run.err());
        assertComplete();
    }

    @Test
    void otherBytesAreNeverKept() throws IOException {
        manner = Manner.WRONG_BYTES;
        CommandRun run = fetch();
        assertEquals(3, run.code(), run.err());
        assertTrue(run.lastLine().contains("not the published file"), run.lastLine());
        try (var files = Files.list(into.resolve("mnist"))) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void aServerThatHasNothingIsNamed() {
        manner = Manner.ABSENT;
        CommandRun run = fetch();
        assertEquals(6, run.code(), run.err());
        assertTrue(run.lastLine().contains("the server answers 404"), run.lastLine());
        manner = Manner.ALWAYS_BREAKS_AT_ONCE;
        assertEquals(6, fetch().code());
        server.stop(0);
        assertEquals(6, fetch().code());
    }

    @Test
    void changedFilesAreFoundAndReplaced() throws IOException {
        assertEquals(0, fetch().code());
        byte[] bytes = Files.readAllBytes(file("t10k-labels-idx1-ubyte.gz"));
        Files.write(file("t10k-labels-idx1-ubyte.gz"), Arrays.copyOf(bytes, bytes.length - 1));
        Files.delete(file("train-labels-idx1-ubyte.gz"));
        CommandRun check = CommandRun.of("data", "check", into.toString());
        assertEquals(4, check.code());
        assertTrue(check.out().contains("t10k-labels-idx1-ubyte.gz: wrong"), check.out());
        assertTrue(check.out().contains("train-labels-idx1-ubyte.gz: missing"), check.out());
        assertEquals(0, fetch().code());
        assertComplete();
    }

    @Test
    void aFolderWithoutDataIsNamed() {
        CommandRun run = CommandRun.of("data", "check", into.toString());
        assertEquals(3, run.code());
        assertTrue(run.lastLine().contains("looked for the folders mnist, fashion-mnist"), run.lastLine());
    }
}
