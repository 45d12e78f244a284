package org.ketwright.kernels;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
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
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return process.waitFor(10, TimeUnit.MINUTES) && process.exitValue() == 0 ? text : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static @Nullable HostKernels load(String name, String... options) {
        if (compiler().isEmpty()) {
            return null;
        }
        Path file = FOLDER.resolve("libketwright-" + name + ".so");
        compile(file, SOURCES.resolve("ketwright.cu"), options);
        return new HostKernels(file);
    }

    /** Compiles a library, unless it is newer than all sources. */
    static void compile(Path file, Path source, String... options) {
        try {
            if (Files.exists(file) && Files.getLastModifiedTime(file).compareTo(newest()) > 0
                    && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(source)) > 0) {
                return;
            }
            Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
            Path made = Files.createTempFile(folder, "made", ".so");
            List<String> command = new ArrayList<>(List.of(compiler().orElseThrow(), "-x", "c++", "-std=c++17", "-O1",
                    "-g1", "-fPIC", "-shared", "-Wall", "-Wextra", "-Werror"));
            command.addAll(List.of(options));
            command.addAll(List.of("-o", made.toString(), source.toString()));
            if (output(command) == null) {
                throw new AssertionError("the kernels do not compile for the host: " + String.join(" ", command));
            }
            Files.move(made, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new AssertionError("the build folder cannot be written", e);
        }
    }

    private static FileTime newest() throws IOException {
        FileTime[] newest = {FileTime.fromMillis(0)};
        Files.walkFileTree(SOURCES, new java.nio.file.SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, java.nio.file.attribute.BasicFileAttributes attributes) {
                newest[0] = attributes.lastModifiedTime().compareTo(newest[0]) > 0
                        ? attributes.lastModifiedTime()
                        : newest[0];
                return FileVisitResult.CONTINUE;
            }
        });
        return newest[0];
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
