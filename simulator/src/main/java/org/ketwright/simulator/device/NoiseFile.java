package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model made by hand.
 *
 * @param model what the file states; parts that it does not name are missing
 * @param lengths lengths of gates, for circuits that have no device
 */
public record NoiseFile(NoiseModel model, Lengths lengths) {

    /**
     * The model of a device with the parts of this one in the place of its own.
     *
     * @param base the model of the device, or null for none
     * @return a model with the parts of both
     */
    public NoiseModel over(@Nullable NoiseModel base) {
        if (base == null) {
            return model;
        }
        NoiseModel out = base;
        GateNoise gates = model.gates();
        IdleNoise idle = model.idle();
        ReadoutNoise readout = model.readout();
        Crosstalk crosstalk = model.crosstalk();
        out = gates == null ? out : out.with(gates);
        out = idle == null ? out : out.with(idle);
        out = readout == null ? out : out.with(readout);
        return crosstalk == null ? out : out.with(crosstalk);
    }

    /**
     * The parts that the file states.
     *
     * @return in the order of {@link NoiseModel.Part}
     */
    public List<NoiseModel.Part> parts() {
        List<NoiseModel.Part> all = new ArrayList<>();
        if (model.gates() != null) {
            all.add(NoiseModel.Part.GATES);
        }
        if (model.idle() != null) {
            all.add(NoiseModel.Part.IDLE);
        }
        if (model.readout() != null) {
            all.add(NoiseModel.Part.READOUT);
        }
        if (model.crosstalk() != null) {
            all.add(NoiseModel.Part.CROSSTALK);
        }
        return all;
    }

    /**
     * What becomes of what the file states, and what looks wrong.
     *
     * @param base the model of the device that it is used with, or null for none
     * @param width number of qubits that the device has, or without one the circuit; {@link Integer#MAX_VALUE} where it
     *        is not known
     * @return findings
     */
    public List<Finding> findings(@Nullable NoiseModel base, int width) {
        return new NoiseFileReview(this, base, width).findings();
    }
}
