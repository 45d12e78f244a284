/**
 * How fast the logits of a model can change with its input: upper bounds from its parameters, measured lower bounds, and
 * the radii that margins certify.
 */
@NullMarked
package org.ketwright.qml.lipschitz;

import org.jspecify.annotations.NullMarked;
