@NullMarked
package org.ketwright.kernels;

import org.jspecify.annotations.NullMarked;
