package dev.homeport.cli.bench;

/** The benchmarks that there are. */
enum Benchmark {
    /** Appends to the log of a site. */
    APPEND(
            "append",
            "Appends of 1 KiB entries to a site's log of three replicas, acknowledged after a"
                    + " majority's fsync.",
            "Apache Ratis without Homeport; etcd, when it is on the PATH"),
    /** How long users of a site are without service when it is lost or evacuated. */
    FAILOVER(
            "failover",
            "How long users are without service when their site is lost, or evacuated and"
                    + " failed back, by drills on the running fleet.",
            "none; goals stand beside the figures"),
    /** What shorter leases and time limits would have cost a fleet that ran. */
    LEASES(
            "leases",
            "How often leases of other lengths would have lapsed and silences been taken for a"
                    + " loss, by the journals of a fleet.",
            "none; a curve over lengths");

    private final String word;
    private final String measures;
    private final String peers;

    Benchmark(String word, String measures, String peers) {
        this.word = word;
        this.measures = measures;
        this.peers = peers;
    }

    /** Its name on the command line. */
    String word() {
        return word;
    }

    /** What it measures, in a sentence. */
    String measures() {
        return measures;
    }

    /** What runs beside Homeport. */
    String peers() {
        return peers;
    }
}
