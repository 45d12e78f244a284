/** Where amplitudes live and how small matrices are applied to them. Nothing here knows gates, noise or layers. */
@NullMarked
package org.ketwright.kernels;

import org.jspecify.annotations.NullMarked;
