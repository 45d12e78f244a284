package org.ketwright.kernels;

import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Looks for a card once in a process, and says in words what is missing. Never throws. */
final class CudaDriver {
    private static final String LIBRARY = "libcuda.so.1";
    /** The oldest card that the kernels are compiled for. */
    private static final int LEAST_CAPABILITY = 75;
    /** With less free memory nothing useful runs. */
    private static final double LEAST_BYTES = 1 << 28;

    /** Found once, when it is first asked for. */
    private static final class Holder {
        private static final Found FOUND = look();
    }

    private CudaDriver() {
    }

    /**
     * What was found.
     *
     * @param device the card, or null
     * @param reason why there is none, and what to do
     */
    record Found(@Nullable CudaDevice device, String reason) {

        static Found missing(String reason) {
            return new Found(null, reason);
        }
    }

    static Found found() {
        return Holder.FOUND;
    }

    @SuppressWarnings("restricted")
    private static Found look() {
        String system = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        if (!system.equals("Linux on amd64")) {
            return Found.missing("cards are used on Linux with an x86-64 processor alone, and this is " + system);
        }
        try {
            SymbolLookup.libraryLookup(LIBRARY, Arena.global());
        } catch (IllegalArgumentException e) {
            return Found.missing("no NVIDIA driver is installed (" + LIBRARY
                    + " is not found); install the driver of the card, version 450 or newer");
        }
        CudaKernels kernels = CudaKernels.find();
        if (kernels == null) {
            return Found.missing("this build has no kernels for cards, as no nvcc was there when it was built; put nvcc"
                    + " of a CUDA toolkit on the path and build again");
        }
        try {
            return open(kernels);
        } catch (LinkageError e) {
            return Found.missing("the library of JCuda cannot be loaded (" + CudaNatives.oneLine(e)
                    + "); see that jcuda-natives for linux-x86_64 is on the class path");
        } catch (CudaException | InsufficientMemoryException | UncheckedIOException e) {
            return Found.missing(CudaNatives.oneLine(e));
        }
    }

    private static Found open(CudaKernels kernels) {
        CudaCard.load();
        String refusal = CudaCard.initialize();
        if (refusal != null) {
            return Found.missing(refusal);
        }
        CudaCard card = CudaCard.open(kernels);
        try {
            String unfit = unfit(card);
            if (unfit != null) {
                card.close();
                return Found.missing(unfit);
            }
            // Only now, as on a card that is too old this fails in words that say less.
            card.probe();
        } catch (RuntimeException e) {
            card.close();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(card::close, "cuda-close"));
        return new Found(card, "");
    }

    private static @Nullable String unfit(CudaCard card) {
        if (card.capability() < LEAST_CAPABILITY) {
            return String.format(Locale.ROOT,
                    "%s has compute capability %.1f and the kernels need %.1f; use a card of 2018 or newer",
                    card.name(), card.capability() / 10.0, LEAST_CAPABILITY / 10.0);
        }
        double free = card.freeBytes();
        if (free < LEAST_BYTES) {
            return String.format(Locale.ROOT, "%s has %.0f MiB of memory free, as others use it; wait for them, or"
                    + " choose another card with CUDA_VISIBLE_DEVICES", card.name(), free / (1 << 20));
        }
        return null;
    }
}
