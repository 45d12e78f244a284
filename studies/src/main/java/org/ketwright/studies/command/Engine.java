package org.ketwright.studies.command;

import org.ketwright.kernels.Backend;
import org.ketwright.simulator.Simulator;

/**
 * What runs circuits.
 *
 * @param simulator how
 * @param backend where
 */
record Engine(Simulator simulator, Backend backend) {
}
