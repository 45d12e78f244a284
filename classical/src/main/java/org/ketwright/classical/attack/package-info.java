/** Attacks on classifiers, and the evaluation that clips, re-runs and grades what they propose. */
@NullMarked
package org.ketwright.classical.attack;

import org.jspecify.annotations.NullMarked;
