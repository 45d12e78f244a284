/** Durable results of cells. */
@NullMarked
package org.ketwright.studies.store;

import org.jspecify.annotations.NullMarked;
