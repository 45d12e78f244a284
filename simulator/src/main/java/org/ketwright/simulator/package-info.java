/** Circuits, noise, devices and observables: what runs them and what differentiates them. */
@NullMarked
package org.ketwright.simulator;

import org.jspecify.annotations.NullMarked;
