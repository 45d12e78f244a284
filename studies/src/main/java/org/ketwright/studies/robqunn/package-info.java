/** The robustness of quanvolutional networks against attacks, after RobQuNN (El Maouaki et al., arXiv 2407.03875). */
@NullMarked
package org.ketwright.studies.robqunn;

import org.jspecify.annotations.NullMarked;
