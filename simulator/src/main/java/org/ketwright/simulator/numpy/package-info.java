/** Arrays in the file formats of NumPy, .npy and .npz. Knows nothing of circuits. */
@NullMarked
package org.ketwright.simulator.numpy;

import org.jspecify.annotations.NullMarked;
