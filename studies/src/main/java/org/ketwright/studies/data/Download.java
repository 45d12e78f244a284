package org.ketwright.studies.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Consumer;
import org.ketwright.studies.Digests;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.Reasons;

/**
 * Downloads published files. A file gets its name only after its size and SHA-256 were found right; until then it is a
 * {@code .part} file, from which the next attempt goes on where the server allows it.
 */
public final class Download {
    private static final int ATTEMPTS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int NO_SUCH_RANGE = 416;

    private final Consumer<String> log;
    private final Duration patience;

    /**
     * A downloader.
     *
     * @param log hears what is done, one line at a time
     */
    public Download(Consumer<String> log) {
        this(log, PATIENCE);
    }

    /** A downloader that takes a silent connection for broken after some time. */
    Download(Consumer<String> log, Duration patience) {
        this.log = log;
        this.patience = patience;
    }

    /**
     * Gets the files of a data set that are not there yet.
     *
     * @param set the data set
     * @param base address of the folder that has the files
     * @param folder the data folder; the files go into the subfolder of the data set
     * @throws FailureException with exit code 3 if a file is not the published one, and 6 if the server cannot be
     *         reached or the connection breaks again and again
     */
    public void fetch(DataSet set, URI base, DataFolder folder) {
        Path target = folder.root().resolve(set.folder());
        try {
            Files.createDirectories(target);
            for (DataFile file : set.files()) {
                fetch(file, slashed(base).resolve(file.name()), target);
            }
        } catch (IOException e) {
            throw new FailureException(ExitCode.RESOURCES, target + ": " + Reasons.of(e), e);
        }
    }

    private void fetch(DataFile file, URI from, Path folder) throws IOException {
        Path whole = folder.resolve(file.name());
        if (Files.exists(whole)) {
            if (isRight(whole, file)) {
                log.accept(whole + ": already there, checksum right");
                return;
            }
            log.accept(whole + ": there, but not the published file; downloading it again");
        }
        Path part = folder.resolve(file.name() + ".part");
        boolean wasResumed = download(file, from, part);
        if (!isRight(part, file) && wasResumed) {
            // The beginning may have come from elsewhere.
            log.accept(whole + ": wrong checksum after resuming; starting over");
            Files.delete(part);
            download(file, from, part);
        }
        if (!isRight(part, file)) {
            String found = Files.size(part) + " bytes with SHA-256 " + Digests.sha256(part);
            Files.delete(part);
            throw FailureException.input(from + ": not the published file: must be " + file.bytes()
                    + " bytes with SHA-256 " + file.sha256() + " but is " + found + "; nothing was kept");
        }
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        log.accept(whole + ": " + file.bytes() + " bytes, checksum right");
    }

    private static boolean isRight(Path path, DataFile file) throws IOException {
        return Files.size(path) == file.bytes() && Digests.sha256(path).equals(file.sha256());
    }

    /** Downloads into the part file, going on after broken connections; says whether it went on from an old part. */
    private boolean download(DataFile file, URI from, Path part) throws IOException {
        boolean isResumed = false;
        for (int attempt = 1;; attempt++) {
            long have = Files.exists(part) ? Files.size(part) : 0;
            if (have >= file.bytes()) {
                return true;
            }
            try {
                isResumed |= transfer(file, from, part, have);
                if (Files.size(part) >= file.bytes()) {
                    return isResumed;
                }
                throw new IOException("the server sent too little");
            } catch (IOException e) {
                long now = Files.exists(part) ? Files.size(part) : 0;
                String state = from + ": connection broke after " + now + " of " + file.bytes() + " bytes ("
                        + Reasons.of(e) + ")";
                if (attempt == ATTEMPTS) {
                    throw new FailureException(ExitCode.RESOURCES,
                            state + "; the part is kept, run the same command again to go on", e);
                }
                log.accept(state + "; trying again");
            }
        }
    }

    /** One request; says whether what it brought was added to what was there. */
    private boolean transfer(DataFile file, URI from, Path part, long have) throws IOException {
        HttpURLConnection connection = connect(from);
        if (have > 0) {
            connection.setRequestProperty("Range", "bytes=" + have + "-");
        }
        try {
            int status = connection.getResponseCode();
            boolean isContinued = status == HttpURLConnection.HTTP_PARTIAL
                    && String.valueOf(connection.getHeaderField("Content-Range")).startsWith("bytes " + have + "-");
            if (status == NO_SUCH_RANGE || status == HttpURLConnection.HTTP_PARTIAL && !isContinued) {
                Files.deleteIfExists(part);
                throw new IOException("the server cannot go on from there");
            }
            if (status != HttpURLConnection.HTTP_OK && !isContinued) {
                throw new FailureException(ExitCode.RESOURCES,
                        from + ": the server answers " + status + "; choose another --from");
            }
            log.accept(from + (isContinued ? ": going on after " + have + " bytes" : ""));
            try (InputStream in = connection.getInputStream();
                    OutputStream out = isContinued
                            ? Files.newOutputStream(part, StandardOpenOption.APPEND)
                            : Files.newOutputStream(part)) {
                copy(in, out, file.bytes() - (isContinued ? have : 0) + 1);
            }
            return isContinued;
        } finally {
            connection.disconnect();
        }
    }

    /** This client, unlike the newer one, can give up on a connection that is open but silent. */
    private HttpURLConnection connect(URI from) throws IOException {
        if (!(from.toURL().openConnection() instanceof HttpURLConnection connection)) {
            throw new IOException("neither http nor https");
        }
        connection.setConnectTimeout((int) patience.toMillis());
        connection.setReadTimeout((int) patience.toMillis());
        return connection;
    }

    /** Copies at most so many bytes: a server that sends without end does not fill the disk. */
    private static void copy(InputStream in, OutputStream out, long most) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = most;
        while (left > 0) {
            int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (n < 0) {
                return;
            }
            out.write(buffer, 0, n);
            left -= n;
        }
    }

    private static URI slashed(URI base) {
        return base.toString().endsWith("/") ? base : URI.create(base + "/");
    }
}
