package org.ketwright.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The kernels for cards that this build holds: modules of PTX, and which kernel is in which of them. */
final class CudaKernels {
    private static final String FOLDER = "cuda/";
    /** A line for each kernel: its name and that of its module, the smallest module first. */
    private static final String INDEX = "kernels.txt";

    private final Function<String, @Nullable InputStream> files;
    private final Map<String, String> modules;

    private CudaKernels(Function<String, @Nullable InputStream> files, Map<String, String> modules) {
        this.files = files;
        this.modules = modules;
    }

    /** Those of this build, or null if it was built without nvcc. */
    static @Nullable CudaKernels find() {
        return in(name -> CudaKernels.class.getResourceAsStream(FOLDER + name));
    }

    /** Those in a folder that opens files by name, or null if it has none. */
    static @Nullable CudaKernels in(Function<String, @Nullable InputStream> files) {
        byte[] index = read(files, INDEX);
        if (index == null) {
            return null;
        }
        Map<String, String> modules = new LinkedHashMap<>();
        new String(index, StandardCharsets.UTF_8).lines().map(line -> line.split(" "))
                .forEach(words -> modules.put(words[0], words[words.length - 1]));
        return modules.isEmpty() ? null : new CudaKernels(files, modules);
    }

    private static byte @Nullable [] read(Function<String, @Nullable InputStream> files, String name) {
        try (InputStream in = files.apply(name)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            return null;
        }
    }

    /** The module that a driver compiles soonest. */
    String smallest() {
        return modules.values().iterator().next();
    }

    /** The module of a kernel. */
    String module(String kernel) {
        String module = modules.get(kernel);
        if (module == null) {
            throw new CudaException("this build has no kernel '" + kernel + "' for cards; build again, with nvcc on the"
                    + " path");
        }
        return module;
    }

    /** The text of a module with a zero at its end. */
    byte[] text(String module) {
        byte[] text = read(files, module + ".ptx");
        if (text == null) {
            throw new CudaException("this build has no module '" + module + "' of kernels for cards; build again, with"
                    + " nvcc on the path");
        }
        return Arrays.copyOf(text, text.length + 1);
    }
}
