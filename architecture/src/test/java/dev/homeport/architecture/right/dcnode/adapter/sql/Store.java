package dev.homeport.architecture.right.dcnode.adapter.sql;

import dev.homeport.architecture.right.dcnode.lease.Lease;
import dev.homeport.architecture.right.wire.Message;
import java.sql.Connection;

public record Store(Connection connection, Lease lease, Message message) {

    long now() {
        return System.nanoTime();
    }
}
