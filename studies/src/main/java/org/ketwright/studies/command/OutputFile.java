package org.ketwright.studies.command;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** A file that a command writes, completely or not at all. */
final class OutputFile {
    private static final int SLICE = 1 << 14;
    /** Bytes of the head of a .npy file, and then some. */
    private static final int HEAD = 1 << 12;

    private OutputFile() {
    }

    /**
     * Checks that a file can be written, before anything is computed for it.
     *
     * @param option the option that names it
     * @param path the file
     * @param bytes how large it will be
     * @throws FailureException with exit code 2 if its folder does not take files, 6 if the disk is too full
     */
    static void require(String option, Path path, double bytes) {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw FailureException.usage(option + " " + path + ": its folder does not exist or cannot be written to");
        }
        if (Files.isDirectory(path)) {
            throw FailureException.usage(option + " " + path + ": is a folder, not a file");
        }
        try {
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
        try (NumpyWriter out = new NumpyWriter(path, type, size)) {
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
            NumpyFile.write(path, array);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /** Says why a file was not written. */
    static FailureException unwritable(Path path, IOException e) {
        return new FailureException(ExitCode.RESOURCES, path + ": cannot be written: " + Reasons.of(e), e);
    }
}
