package dev.homeport.local.adapter.mariadb;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** On the packaged server, which is fetched (149 MB) if it never was. */
@Tag("nightly")
@Timeout(900)
class PackagedDatabaseIT extends DatabaseContract {

    @Override
    DatabaseSoftware software() throws Exception {
        return packaged();
    }
}
