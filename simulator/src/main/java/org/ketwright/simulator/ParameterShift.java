package org.ketwright.simulator;

import java.util.List;
import java.util.Set;

/**
 * Derivatives from expectation values at shifted angles alone: slow, and independent of the adjoint method that it
 * checks. Every angle of every gate is shifted on its own by the {@link ShiftRule} of its generator. The rule holds for
 * whatever is linear in the state: through noise, and on average for expectation values that are drawn.
 */
public final class ParameterShift {
    private final Source source;
    private final Provenance provenance;

    /** Where expectation values come from. */
    @FunctionalInterface
    interface Source {
        /**
         * Expectation values of a circuit without parameters, {@code [k * B + sample]}.
         *
         * @param evaluation number of the call within one derivative, so that random draws can differ
         */
        double[] expectations(Circuit circuit, Features features, List<Observable> observables, int evaluation);
    }

    /**
     * Differentiates what a simulator computes.
     *
     * @param simulator gives the expectation values
     */
    public ParameterShift(Simulator simulator) {
        this((circuit, features, observables, evaluation) -> simulator.expectations(circuit, new double[0], features,
                observables), simulator.provenance());
    }

    ParameterShift(Source source, Provenance provenance) {
        this.source = source;
        this.provenance = provenance;
    }

    /**
     * All derivatives of all outputs with respect to parameters and features.
     *
     * @param circuit the circuit
     * @param parameters values of the parameters
     * @param features the batch of B samples
     * @param observables K observables
     * @return outputs and derivatives
     * @throws IllegalArgumentException if sizes do not fit or a number is not finite
     */
    public Jacobian jacobian(Circuit circuit, double[] parameters, Features features, List<Observable> observables) {
        Shifts shifts = shifts(circuit, parameters, features, observables);
        int outputs = observables.size();
        double[] byParameter = new double[outputs * parameters.length];
        double[] byFeature = new double[outputs * features.values().length];
        for (int k = 0; k < outputs; k++) {
            GradientSum sum = new GradientSum(shifts.driven, parameters, features,
                    Set.of(Wrt.PARAMETERS, Wrt.FEATURES));
            sum.add(0, features.samples(), shifts.byAngle[k]);
            System.arraycopy(sum.byParameter(), 0, byParameter, k * parameters.length, parameters.length);
            System.arraycopy(sum.byFeature(), 0, byFeature, k * features.values().length, features.values().length);
        }
        return new Jacobian(shifts.values, byParameter, byFeature, new double[0], provenance);
    }

    Pullback pullback(Circuit circuit, double[] parameters, Features features, List<Observable> observables,
            double[] cotangent, Set<Wrt> wanted) {
        Shifts shifts = shifts(circuit, parameters, features, observables);
        int batch = features.samples();
        double[] weighted = new double[shifts.driven.size() * batch];
        for (int k = 0; k < observables.size(); k++) {
            for (int i = 0; i < weighted.length; i++) {
                weighted[i] += cotangent[k * batch + i % batch] * shifts.byAngle[k][i];
            }
        }
        GradientSum sum = new GradientSum(shifts.driven, parameters, features, wanted);
        int[] slots = sum.slots();
        double[] needed = new double[slots.length * batch];
        for (int j = 0; j < slots.length; j++) {
            System.arraycopy(weighted, slots[j] * batch, needed, j * batch, batch);
        }
        sum.add(0, batch, needed);
        return new Pullback(shifts.values, sum.byParameter(), sum.byFeature(), new double[0], new double[0],
                provenance);
    }

    /**
     * What the shifts gave.
     *
     * @param values the outputs
     * @param driven the angles
     * @param byAngle for each output {@code [angle * B + sample]}
     */
    private record Shifts(double[] values, List<Angle> driven, double[][] byAngle) {
    }

    private Shifts shifts(Circuit circuit, double[] parameters, Features features, List<Observable> observables) {
        Requirements.inputs(circuit, parameters, features);
        ShiftedCircuit shifted = ShiftedCircuit.of(circuit, parameters);
        int evaluation = 0;
        double[] values = source.expectations(shifted.bound(), features, observables, evaluation++);
        int batch = features.samples();
        int places = shifted.places().size();
        double[][] byAngle = new double[observables.size()][places * batch];
        for (int p = 0; p < places; p++) {
            ShiftedCircuit.Place place = shifted.places().get(p);
            for (ShiftRule.Term t : place.rule().terms()) {
                double[] up = source.expectations(shifted.at(place, t.shift()), features, observables, evaluation++);
                double[] down = source.expectations(shifted.at(place, -t.shift()), features, observables,
                        evaluation++);
                for (int i = 0; i < up.length; i++) {
                    byAngle[i / batch][p * batch + i % batch] += t.coefficient() * (up[i] - down[i]);
                }
            }
        }
        return new Shifts(values, shifted.driven(), byAngle);
    }
}
