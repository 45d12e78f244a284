/** Turns times into shares of what the machine can do, and compares these with goals. */
@NullMarked
package org.ketwright.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
