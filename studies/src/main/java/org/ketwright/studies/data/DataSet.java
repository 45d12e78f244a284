package org.ketwright.studies.data;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.Nearest;

/** The catalogue of public data sets: what each is, which files make it, and where they are. */
public enum DataSet {
    /** Handwritten digits. */
    MNIST("mnist", "MNIST: 60,000 + 10,000 gray images of handwritten digits, 28 x 28 pixels", "CC BY-SA 3.0",
            "https://ossci-datasets.s3.amazonaws.com/mnist/",
            new DataFile("train-images-idx3-ubyte.gz", 9_912_422,
                    "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
                    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
            new DataFile("train-labels-idx1-ubyte.gz", 28_881,
                    "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
                    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
            new DataFile("t10k-images-idx3-ubyte.gz", 1_648_877,
                    "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
            new DataFile("t10k-labels-idx1-ubyte.gz", 4_542,
                    "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
                    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")),
    /** Articles of clothing. */
    FASHION_MNIST("fashion-mnist", "Fashion-MNIST: 60,000 + 10,000 gray images of clothing, 28 x 28 pixels", "MIT",
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
            new DataFile("train-images-idx3-ubyte.gz", 26_421_880,
                    "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
                    "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
            new DataFile("train-labels-idx1-ubyte.gz", 29_515,
                    "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
                    "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
            new DataFile("t10k-images-idx3-ubyte.gz", 4_422_102,
                    "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
                    "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
            new DataFile("t10k-labels-idx1-ubyte.gz", 5_148,
                    "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
                    "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"));

    private static final int CLASSES = 10;

    private final String folder;
    private final String description;
    private final String license;
    private final URI mirror;
    private final List<DataFile> files;

    DataSet(String folder, String description, String license, String mirror, DataFile... files) {
        this.folder = folder;
        this.description = description;
        this.license = license;
        this.mirror = URI.create(mirror);
        this.files = List.of(files);
    }

    /**
     * A data set by name.
     *
     * @param name what the user wrote
     * @return the data set
     * @throws FailureException with exit code 2 if there is none, with the nearest one
     */
    public static DataSet named(String name) {
        return Arrays.stream(values()).filter(set -> set.folder.equals(name)).findFirst()
                .orElseThrow(() -> FailureException.usage("there is no data set \"" + name + "\""
                        + Nearest.hint(name, Arrays.stream(values()).map(DataSet::folder).toList())));
    }

    /**
     * Name of the data set on the command line, and of its folder in a data folder.
     *
     * @return a word in lower case
     */
    public String folder() {
        return folder;
    }

    /**
     * What it is.
     *
     * @return a phrase with counts and sizes
     */
    public String description() {
        return description;
    }

    /**
     * How many classes its images have.
     *
     * @return 10 for each set there is
     */
    public int classes() {
        return CLASSES;
    }

    /**
     * Terms of use.
     *
     * @return name of the license
     */
    public String license() {
        return license;
    }

    /**
     * Where its files are downloaded from, if the user asks.
     *
     * @return address of a folder, ends with a slash
     */
    public URI mirror() {
        return mirror;
    }

    /**
     * The files that make it.
     *
     * @return files as published
     */
    public List<DataFile> files() {
        return files;
    }
}
