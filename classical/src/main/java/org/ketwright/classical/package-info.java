/** Tensors, networks, training, data, attacks, quantization and defenses. Nothing here is quantum. */
@NullMarked
package org.ketwright.classical;

import org.jspecify.annotations.NullMarked;
