/** The circuits that every comparison runs, and what they cost at least. */
@NullMarked
package org.ketwright.benchmarks.circuits;

import org.jspecify.annotations.NullMarked;
