/**
 * What is timed. Each class names in one line what it measures and how much work one call is; each state proves its
 * results right at a small size before anything is timed.
 */
@NullMarked
package org.ketwright.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
