package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.view.ShardChain;
import dev.homeport.dcnode.view.ShardChain.Opening;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the chain of each shard. Used by one thread. */
final class OpeningHistory implements Script.Reader {

    static final String SELECT =
            "SELECT shard, epoch, predecessor, site, incarnation, vector FROM"
                    + " shard_opening_history";

    private final Map<ShardId, List<Opening>> openings = new HashMap<>();

    @Override
    public void read(ResultSet rows) throws SQLException {
        while (rows.next()) {
            openings.computeIfAbsent(new ShardId(rows.getInt(1)), _ -> new ArrayList<>())
                    .add(
                            new Opening(
                                    new Epoch(rows.getLong(2)),
                                    new Epoch(rows.getLong(3)),
                                    new SiteLog(new SiteId(rows.getString(4)), rows.getLong(5)),
                                    OpeningRows.vector(rows.getString(6))));
        }
    }

    Map<ShardId, ShardChain> chains() {
        return openings.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, each -> ShardChain.of(each.getValue())));
    }
}
