/** Benchmarks of the hot paths. No other module depends on this one. */
@NullMarked
package org.ketwright.benchmarks;

import org.jspecify.annotations.NullMarked;
