package org.ketwright.studies.command;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleConsumer;
import org.ketwright.kernels.Amplitudes;
import org.ketwright.kernels.Precision;
import org.ketwright.simulator.numpy.NumpyArray;
import org.ketwright.simulator.numpy.NumpyFile;
import org.ketwright.simulator.numpy.NumpyType;
import org.ketwright.simulator.numpy.NumpyWriter;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.Reasons;
import org.ketwright.studies.WholeFile;

/** A file that a command writes, completely or not at all. */
final class OutputFile {
    private static final int SLICE = 1 << 14;
    private static final int MOST_LINKS = 40;
    /** Bytes of the head of a .npy file, and then some. */
    private static final int HEAD = 1 << 12;

    private OutputFile() {
    }

    /**
     * Checks that a file can be written, before anything is computed for it.
     *
     * @param option the option that names it
     * @param path the file; replaced if it exists
     * @param bytes how large it will be
     * @param read files that the command reads
     * @throws FailureException with exit code 2 if it is no place for a file, or would replace one of these, 6 if the disk
     *         is too full
     */
    static void require(String option, Path path, double bytes, Collection<Path> read) {
        String named = option + " " + path;
        try {
            Path folder = linked(path).toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw FailureException.usage(named + ": its folder does not exist");
            }
            if (!Files.isWritable(folder)) {
                throw FailureException.usage(named + ": its folder cannot be written to");
            }
            if (Files.isDirectory(path)) {
                throw FailureException.usage(named + ": is a folder, not a file");
            }
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw FailureException.usage(named + ": is a device or a pipe, which no file replaces");
            }
            for (Path other : read) {
                if (Files.exists(path) && Files.exists(other) && Files.isSameFile(path, other)) {
                    throw FailureException.usage(named + ": is read, and so is not written to; name another file");
                }
            }
            FileStore disk = Files.getFileStore(folder);
            if (disk.getUsableSpace() < bytes + HEAD) {
                throw new FailureException(ExitCode.RESOURCES, option + " " + path + ": needs " + (long) bytes
                        + " bytes on the disk but " + disk.getUsableSpace() + " are free");
            }
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /**
     * Refuses to write several things into one file.
     *
     * @param paths files that one command writes
     * @throws FailureException with exit code 2 if two are the same
     */
    static void requireDistinct(List<Path> paths) {
        Set<Path> seen = new HashSet<>();
        for (Path path : paths) {
            if (!seen.add(path.toAbsolutePath().normalize())) {
                throw FailureException.usage("two options write to " + path + "; name another file for one of them");
            }
        }
    }

    /** Where a file really is, so that a link to it stays a link. */
    private static Path linked(Path path) throws IOException {
        Path place = path;
        for (int i = 0; Files.isSymbolicLink(place); i++) {
            if (i == MOST_LINKS) {
                throw new IOException("its links lead nowhere");
            }
            place = place.resolveSibling(Files.readSymbolicLink(place));
        }
        return place;
    }

    /**
     * Writes a state in slices, never holding a second copy of it.
     *
     * @param path the file
     * @param state one state
     * @param progress is told how much is written, 0 to 1
     */
    static void write(Path path, Amplitudes state, DoubleConsumer progress) {
        long size = 1L << state.bits();
        double[] slice = new double[2 * (int) Math.min(size, SLICE)];
        NumpyType type = state.precision() == Precision.DOUBLE ? NumpyType.C16 : NumpyType.C8;
        try (NumpyWriter out = new NumpyWriter(linked(path), type, size)) {
            for (long from = 0; from < size; from += slice.length / 2) {
                state.read(0, from, slice);
                out.append(slice, slice.length);
                progress.accept((double) from / size);
            }
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /** Writes an array. */
    static void write(Path path, NumpyArray array) {
        try {
            NumpyFile.write(linked(path), array);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /** Writes a text. */
    static void write(Path path, String text) {
        try {
            WholeFile.write(linked(path), text);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /** Says why a file was not written. */
    private static FailureException unwritable(Path path, IOException e) {
        return new FailureException(ExitCode.RESOURCES, path + ": cannot be written: " + Reasons.of(e), e);
    }
}
