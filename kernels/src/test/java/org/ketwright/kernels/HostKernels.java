package org.ketwright.kernels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kernels of the cuda backend as a C++ compiler makes them for the host: a library in the build folder. */
@SuppressWarnings("restricted")
final class HostKernels {
    private static final Path SOURCES = Path.of("src", "main", "cuda");
    private static final Path FOLDER = Path.of("target", "cuda");
    private static final List<String> COMPILERS = List.of("g++", "clang++");
    private static final FunctionDescriptor KERNEL = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG);

    private final SymbolLookup library;
    private final Map<String, MethodHandle> kernels = new ConcurrentHashMap<>();

    private HostKernels(Path file) {
        library = SymbolLookup.libraryLookup(file.toAbsolutePath(), Arena.global());
    }

    private static final class Plain {
        private static final @Nullable HostKernels KERNELS = load("plain");
    }

    private static final class Sanitized {
        private static final @Nullable HostKernels KERNELS = load("sanitized", "-fsanitize=address",
                "-fno-omit-frame-pointer");
    }

    /** The kernels, or nothing where there is no C++ compiler. */
    static Optional<HostKernels> plain() {
        return Optional.ofNullable(Plain.KERNELS);
    }

    /** The same with every access checked; loads only where the sanitizer was loaded before the JVM. */
    static Optional<HostKernels> sanitized() {
        return Optional.ofNullable(Sanitized.KERNELS);
    }

    /** The first C++ compiler on the path. */
    static Optional<String> compiler() {
        return COMPILERS.stream().filter(name -> output(List.of(name, "--version")) != null).findFirst();
    }

    /** What a command prints, or null if it cannot be run or fails. */
    static @Nullable String output(List<String> command) {
        try {
            return made(command);
        } catch (IllegalStateException e) {
            return null;
        }
    }

    /** What a command prints; an error with that if it fails. */
    static String made(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " fails:\n" + text);
            }
            return text;
        } catch (IOException e) {
            throw new IllegalStateException(String.join(" ", command) + " cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(String.join(" ", command) + " was interrupted", e);
        }
    }

    private static @Nullable HostKernels load(String name, String... options) {
        if (compiler().isEmpty()) {
            return null;
        }
        Path file = FOLDER.resolve("libketwright-" + name + ".so");
        link(file, List.copyOf(objects(name, options).values()), options);
        return new HostKernels(file);
    }

    /** The modules of the kernels as objects for the host, by name; those that are stale are compiled. */
    static Map<String, Path> objects(String name, String... options) {
        Path folder = FOLDER.resolve(name);
        List<String> command = new ArrayList<>(List.of("./cuda.sh", "host", compiler().orElseThrow(),
                folder.toString()));
        command.addAll(List.of(options));
        made(command);
        Map<String, Path> objects = new TreeMap<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(".cu"))
                    .map(file -> file.substring(0, file.length() - 3))
                    .forEach(module -> objects.put(module, folder.resolve(module + ".o")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return objects;
    }

    /** The kernels in an object. */
    static List<String> kernels(Path object) {
        return made(List.of("nm", "--defined-only", "--extern-only", "--format=posix", object.toString())).lines()
                .map(line -> line.split(" ")).filter(words -> words[1].equals("T")).map(words -> words[0]).toList();
    }

    /** Makes a library of sources and objects, unless it is newer than all of them. */
    static void link(Path file, List<Path> inputs, String... options) {
        try {
            Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
            if (Files.exists(file) && Files.getLastModifiedTime(file).compareTo(newest(inputs)) > 0) {
                return;
            }
            Path made = Files.createTempFile(folder, "made", ".so");
            List<String> command = new ArrayList<>(List.of(compiler().orElseThrow(), "-std=c++17", "-O1", "-g1",
                    "-fPIC", "-shared", "-Wall", "-Wextra", "-Werror"));
            command.addAll(List.of(options));
            command.addAll(List.of("-o", made.toString()));
            inputs.forEach(input -> command.add(input.toString()));
            made(command);
            Files.move(made, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileTime newest(List<Path> files) throws IOException {
        FileTime newest = FileTime.fromMillis(0);
        for (Path file : files) {
            FileTime time = Files.getLastModifiedTime(file);
            newest = time.compareTo(newest) > 0 ? time : newest;
        }
        return newest;
    }

    /**
     * Launches a kernel on the host.
     *
     * @param order in which blocks and threads run: 0 upwards, 1 downwards, 2 in strides
     * @return 0, or the driver's number of an error
     */
    int launch(CudaLaunch launch, int order) {
        MethodHandle kernel = kernels.computeIfAbsent(launch.kernel(), name -> Linker.nativeLinker()
                .downcallHandle(library.find(name).orElseThrow(() -> new AssertionError("no kernel " + name)), KERNEL));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment arguments = arena.allocateFrom(ValueLayout.JAVA_LONG, launch.arguments());
            return (int) kernel.invokeExact(launch.blocks(), launch.threads(), (long) launch.sharedBytes(), order,
                    arguments, arguments.byteSize());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
