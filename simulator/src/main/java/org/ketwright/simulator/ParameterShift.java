package org.ketwright.simulator;

import java.util.List;
import java.util.Set;
import org.ketwright.kernels.Angles;
import org.ketwright.kernels.Samples;

/**
 * Derivatives from expectation values at shifted angles alone: slow, and independent of the adjoint method that it
 * checks. Every angle of every gate is shifted on its own by the {@link ShiftRule} of its generator.
 */
public final class ParameterShift {
    private final StateVectorSimulator simulator;

    /**
     * Differentiates what a simulator computes.
     *
     * @param simulator gives the expectation values
     */
    public ParameterShift(StateVectorSimulator simulator) {
        this.simulator = simulator;
    }

    /**
     * All derivatives of all outputs.
     *
     * @param circuit the circuit
     * @param parameters values of the parameters
     * @param features the batch of B samples
     * @param observables K observables
     * @return outputs and derivatives
     * @throws IllegalArgumentException if sizes do not fit or a number is not finite
     */
    public Jacobian jacobian(Circuit circuit, double[] parameters, Features features, List<Observable> observables) {
        double[] values = simulator.expectations(circuit, parameters, features, observables);
        Lowering lowering = Lowerings.of(circuit);
        int batch = features.samples();
        int slots = lowering.slots().size();
        double[][] byAngle = new double[observables.size()][slots * batch];
        Angles angles = lowering.angles(parameters);
        Samples samples = Samples.of(batch, features.width(), features.values());
        for (int slot = 0; slot < slots; slot++) {
            for (ShiftRule.Term t : lowering.slots().get(slot).shiftRule().terms()) {
                double[] up = simulator.expectations(lowering, shifted(angles, slot, t.shift()), samples, observables);
                double[] down = simulator.expectations(lowering, shifted(angles, slot, -t.shift()), samples,
                        observables);
                for (int i = 0; i < up.length; i++) {
                    byAngle[i / batch][slot * batch + i % batch] += t.coefficient() * (up[i] - down[i]);
                }
            }
        }
        double[] byParameter = new double[observables.size() * parameters.length];
        double[] byFeature = new double[observables.size() * features.values().length];
        for (int k = 0; k < observables.size(); k++) {
            GradientSum sum = new GradientSum(lowering, parameters, features, Set.of(Wrt.PARAMETERS, Wrt.FEATURES));
            sum.add(0, batch, byAngle[k]);
            System.arraycopy(sum.byParameter(), 0, byParameter, k * parameters.length, parameters.length);
            System.arraycopy(sum.byFeature(), 0, byFeature, k * features.values().length, features.values().length);
        }
        return new Jacobian(values, byParameter, byFeature, simulator.provenance());
    }

    private static Angles shifted(Angles angles, int slot, double shift) {
        double[] offset = angles.offset().clone();
        offset[slot] += shift;
        return new Angles(offset, angles.scale(), angles.column());
    }
}
