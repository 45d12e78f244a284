/** Data sets: readers of image files, and generators that need no files. */
@NullMarked
package org.ketwright.classical.data;

import org.jspecify.annotations.NullMarked;
