/** What models, data, training and attacks have in common: tensors, classifiers, losses, threats. Nothing is quantum. */
@NullMarked
package org.ketwright.classical;

import org.jspecify.annotations.NullMarked;
