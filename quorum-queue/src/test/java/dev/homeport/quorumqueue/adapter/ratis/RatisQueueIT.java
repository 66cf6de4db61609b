package dev.homeport.quorumqueue.adapter.ratis;

import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.QuorumQueueContract;
import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.TestSite;
import dev.homeport.vocabulary.FleetId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the real engine, with one replica, so that each test soon has a new log. */
class RatisQueueIT extends QuorumQueueContract {

    private RatisGroup group;

    @BeforeEach
    void startOneReplica(@TempDir Path root) throws IOException, StartException {
        group = new RatisGroup(TestSite.format(root, 1, List.of(1))).startAll();
    }

    @AfterEach
    void stopIt() {
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
