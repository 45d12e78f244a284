package org.ketwright.simulator.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells the formats of calibration files apart, and holds those that come with the program. */
final class CalibrationFiles {
    static final List<String> BUNDLED = List.of("ibm_nairobi", "ibmq_montreal");

    private CalibrationFiles() {
    }

    static Calibration read(Path file, @Nullable Path configuration) throws IOException {
        Field root = Field.read(file);
        if (CompactFormat.isCompact(root)) {
            return CompactFormat.read(root);
        }
        if (root.has("basis_gates") && !root.has("qubits")) {
            throw new DeviceFormatException(file.toString(),
                    "is a configuration of IBM's; give the properties, beside which it is found");
        }
        Path beside = configuration == null ? configurationBeside(file) : configuration;
        return IbmFormat.read(root, beside == null ? null : Field.read(beside));
    }

    static Optional<Calibration> bundled(String name) {
        if (!BUNDLED.contains(name)) {
            return Optional.empty();
        }
        String resource = name + ".json";
        try (InputStream in = CalibrationFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its calibration " + resource);
            }
            return Optional.of(CompactFormat.read(Field.parse(resource, in.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** props_x.json has its configuration in conf_x.json, properties.json in configuration.json. */
    private static @Nullable Path configurationBeside(Path file) {
        String name = file.getFileName().toString();
        for (String[] names : new String[][] {{"properties", "configuration"}, {"props", "conf"}}) {
            if (name.contains(names[0])) {
                Path beside = file.resolveSibling(name.replace(names[0], names[1]));
                if (Files.isRegularFile(beside)) {
                    return beside;
                }
            }
        }
        return null;
    }
}
