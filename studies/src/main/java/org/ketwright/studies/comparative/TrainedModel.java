package org.ketwright.studies.comparative;

import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

import org.ketwright.classical.network.Trainer;
import org.ketwright.qml.Model;

/**
 * What a training gives.
 *
 * @param snapshots
 *            the classifier by number of epochs
 * @param history
 *            one entry per epoch
 */
record TrainedModel(SequencedMap<Integer, Model<?>> snapshots, List<Trainer.Epoch> history) {

    TrainedModel {
        snapshots = Collections.unmodifiableSequencedMap(new TreeMap<>(snapshots));
        history = List.copyOf(history);
    }

    Model<?> after(int epochs) {
        Model<?> model = snapshots.get(epochs);
        if (model == null) {
            throw new IllegalArgumentException("there are models after " + snapshots.keySet() + " epochs but " + epochs
                    + " were asked for");
        }
        return model;
    }
}
