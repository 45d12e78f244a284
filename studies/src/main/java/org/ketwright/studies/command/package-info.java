/** The commands that users type. */
@NullMarked
package org.ketwright.studies.command;

import org.jspecify.annotations.NullMarked;
