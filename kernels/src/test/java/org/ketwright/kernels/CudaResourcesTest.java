package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Compiles the kernels for cards, where nvcc is, and sees that the page on what they take is true. */
@Tag("slow")
class CudaResourcesTest {
    private static final Path PAGE = Path.of("..", "docs", "gpu", "resources.md");
    private static final String SCRIPT = "./cuda.sh";

    private static void needsNvcc() throws IOException {
        if (HostKernels.output(List.of("nvcc", "--version")) == null) {
            CheckFile.write("cuda-compiled", "skipped: CudaResources: no nvcc on the path");
            Assumptions.abort("no nvcc on the path");
        }
    }

    @Test
    void kernelsCompileForCardsAndThePageSaysWhatTheyTake() throws IOException {
        needsNvcc();
        String made = HostKernels.made(List.of(SCRIPT, "resources"));
        String cards = String.join(", ", made.lines().filter(line -> line.startsWith("## ")).map(line -> line
                .substring(3)).toList());
        CheckFile.write("cuda-compiled", "cuda compiled for " + cards);
        String page = Files.readString(PAGE);
        // Another compiler allots registers in another way.
        Assumptions.assumeTrue(compiler(made).equals(compiler(page)), () -> note(page, made));
        Set<String> lines = new LinkedHashSet<>(page.lines().toList());
        List<String> changed = made.lines().filter(line -> !lines.contains(line)).toList();
        // A whole page is more than anyone reads in a failure.
        assertTrue(made.equals(page), () -> "docs/gpu/resources.md is stale: kernels/cuda.sh resources >"
                + " docs/gpu/resources.md; new are " + String.join("\n", changed));
    }

    /** What nvcc compiled is what a compiler for the host finds in the same sources, the smallest module first. */
    @Test
    void theIndexSaysWhereEachKernelIs() throws IOException {
        needsNvcc();
        Path folder = Path.of("target", "cuda", "shipped");
        HostKernels.made(List.of(SCRIPT, "ptx", folder.toString()));
        List<String> index = Files.readAllLines(folder.resolve("kernels.txt"));
        Set<String> expected = new TreeSet<>();
        HostKernels.objects("plain").forEach((module, object) -> HostKernels.kernels(object)
                .forEach(kernel -> expected.add(kernel + " " + module)));
        assertEquals(expected, new TreeSet<>(index));
        assertEquals(expected.size(), index.size());
        long last = 0;
        for (String line : index) {
            long size = Files.size(folder.resolve(line.split(" ")[1] + ".ptx"));
            assertTrue(size >= last, line);
            last = size;
        }
    }

    private static String note(String page, String made) {
        String words = "the page is of nvcc " + compiler(page) + " and this is " + compiler(made);
        try {
            CheckFile.write("cuda-resources", "skipped: CudaResources: " + words);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return words;
    }

    private static String compiler(String page) {
        return page.lines().filter(line -> line.matches("[0-9.]+ with .*")).map(line -> line.split(" ")[0])
                .findFirst().orElse("unknown");
    }
}
