/** Circuits as layers and classifiers. */
@NullMarked
package org.ketwright.qml;

import org.jspecify.annotations.NullMarked;
