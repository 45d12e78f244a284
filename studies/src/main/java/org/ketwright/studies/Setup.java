package org.ketwright.studies;

import org.ketwright.kernels.Precision;

/**
 * What decides the results of a study, apart from its data files and the code.
 *
 * @param preset the preset
 * @param settings a value for every setting
 * @param seed the seed from which all random draws are derived
 * @param precision format of amplitudes
 * @param backend name of the backend that runs circuits
 */
public record Setup(Preset preset, Settings settings, long seed, Precision precision, String backend) {
}
