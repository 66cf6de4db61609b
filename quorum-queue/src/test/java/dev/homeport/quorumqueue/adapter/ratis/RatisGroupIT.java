package dev.homeport.quorumqueue.adapter.ratis;

import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.QuorumQueueContract;
import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.TestSite;
import dev.homeport.vocabulary.FleetId;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contract on three replicas of the real engine, with mutual TLS between them. */
@Tag("nightly")
class RatisGroupIT extends QuorumQueueContract {

    private RatisGroup group;

    @BeforeEach
    void startThreeReplicas(@TempDir Path root) throws IOException, StartException {
        group = new RatisGroup(TestSite.format(root, 2)).startAll();
    }

    @AfterEach
    void stopThem() {
        group.close();
    }

    @Override
    protected QuorumQueue queue() {
        return group.leader();
    }

    @Override
    protected FleetId fleet() {
        return group.site().fleet();
    }
}
