package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.view.AdoptedEntry;
import dev.homeport.dcnode.view.AdoptionList;
import java.util.List;

/**
 * What was adopted, in the site's database. Thread-safe.
 *
 * @param database where
 */
public record MysqlAdoptionList(MysqlDatabase database) implements AdoptionList {

    @Override
    public List<AdoptedEntry> page(long after, int limit) {
        return database.read(
                "read what was adopted",
                connection -> {
                    var rows = new AdoptionRows();
                    new Script()
                            .ask(rows, AdoptionRows.PAGE, after, Math.min(limit, MOST))
                            .send(connection);
                    return rows.entries();
                });
    }
}
