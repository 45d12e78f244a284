/** The command line, the studies, the result store and the reports. */
@NullMarked
package org.ketwright.studies;

import org.jspecify.annotations.NullMarked;
