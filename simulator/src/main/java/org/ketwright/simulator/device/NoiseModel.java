package org.ketwright.simulator.device;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Noise as a rewrite of a scheduled circuit into one with channels, composed of parts of which each may be missing. The
 * channels stand where the errors happen; nothing of the circuit is simplified before. Immutable.
 */
public final class NoiseModel {

    /** The parts of a model. */
    public enum Part {
        /** Errors of gates. */
        GATES,
        /** Relaxation of idle qubits. */
        IDLE,
        /** Errors of measurements. */
        READOUT,
        /** What qubits do to their neighbors. */
        CROSSTALK
    }

    private final String name;
    private final @Nullable GateNoise gates;
    private final @Nullable IdleNoise idle;
    private final @Nullable ReadoutNoise readout;
    private final @Nullable Crosstalk crosstalk;
    private final List<Finding> notes;

    NoiseModel(String name, @Nullable GateNoise gates, @Nullable IdleNoise idle, @Nullable ReadoutNoise readout,
            @Nullable Crosstalk crosstalk, List<Finding> notes) {
        this.name = name;
        this.gates = gates;
        this.idle = idle;
        this.readout = readout;
        this.crosstalk = crosstalk;
        this.notes = List.copyOf(notes);
    }

    /**
     * A model without noise.
     *
     * @param name what messages call it
     * @return a model without parts
     */
    public static NoiseModel none(String name) {
        return new NoiseModel(name, null, null, null, null, List.of());
    }

    /**
     * All that a calibration tells: errors of gates, relaxation of idle qubits, readout errors and static ZZ.
     *
     * @param device the device
     * @return a model with all parts
     */
    public static NoiseModel of(Calibration device) {
        return new NoiseModel(device.name(), GateNoise.of(device), IdleNoise.of(device), ReadoutNoise.of(device),
                Crosstalk.of(device), device.findings());
    }

    /**
     * Reads a model made by hand.
     *
     * @param file a JSON file in our own format
     * @return the model and the lengths of gates that it states
     * @throws DeviceFormatException if it is not such a file
     * @throws IOException if it cannot be read
     */
    public static NoiseFile read(Path file) throws IOException {
        return NoiseFormat.read(Field.read(file));
    }

    /**
     * With other errors of gates.
     *
     * @param part the errors
     * @return the model
     */
    public NoiseModel with(GateNoise part) {
        return new NoiseModel(name, part, idle, readout, crosstalk, notes);
    }

    /**
     * With another relaxation of idle qubits.
     *
     * @param part the relaxation
     * @return the model
     */
    public NoiseModel with(IdleNoise part) {
        return new NoiseModel(name, gates, part, readout, crosstalk, notes);
    }

    /**
     * With other errors of measurements.
     *
     * @param part the errors
     * @return the model
     */
    public NoiseModel with(ReadoutNoise part) {
        return new NoiseModel(name, gates, idle, part, crosstalk, notes);
    }

    /**
     * With another crosstalk.
     *
     * @param part the crosstalk
     * @return the model
     */
    public NoiseModel with(Crosstalk part) {
        return new NoiseModel(name, gates, idle, readout, part, notes);
    }

    /**
     * Without some parts.
     *
     * @param parts what is switched off
     * @return the model
     */
    public NoiseModel without(Part... parts) {
        List<Part> off = List.of(parts);
        return new NoiseModel(name, off.contains(Part.GATES) ? null : gates, off.contains(Part.IDLE) ? null : idle,
                off.contains(Part.READOUT) ? null : readout, off.contains(Part.CROSSTALK) ? null : crosstalk, notes);
    }

    /**
     * The rewrite.
     *
     * @param schedule a circuit and its times
     * @return the circuit with its noise
     * @throws IllegalArgumentException if the circuit has noise already, or a part of the model cannot be honored
     */
    public NoisyCircuit apply(Schedule schedule) {
        return new NoiseRewriter(this, schedule).run();
    }

    /**
     * What the model is called.
     *
     * @return the name of the device, or of the file
     */
    public String name() {
        return name;
    }

    /**
     * Errors of gates.
     *
     * @return the part, or null
     */
    public @Nullable GateNoise gates() {
        return gates;
    }

    /**
     * Relaxation of idle qubits.
     *
     * @return the part, or null
     */
    public @Nullable IdleNoise idle() {
        return idle;
    }

    /**
     * Errors of measurements.
     *
     * @return the part, or null
     */
    public @Nullable ReadoutNoise readout() {
        return readout;
    }

    /**
     * What qubits do to their neighbors.
     *
     * @return the part, or null
     */
    public @Nullable Crosstalk crosstalk() {
        return crosstalk;
    }

    /**
     * What of the calibration is used, dropped or changed, and which calibrated errors the model cannot have.
     *
     * @return findings
     */
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>(notes);
        if (gates != null) {
            all.addAll(gates.findings());
        }
        return all;
    }

    @Override
    public String toString() {
        return name;
    }
}
