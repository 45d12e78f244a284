/** Public data sets: which files they have, whether they are genuine, and where to get them. */
@NullMarked
package org.ketwright.studies.data;

import org.jspecify.annotations.NullMarked;
